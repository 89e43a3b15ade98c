// Begins an assignment: an empty draft with a title, or one with the words of a template.
import type { Actor } from '../accounts/actor.ts';
import type { Templates } from '../moderation/template.service.ts';
import type { Organisations } from '../organisations/organisation.service.ts';
import type { MakeDraft } from './assignment.drafts.ts';
import { mayCreateAssignment } from './assignment.policy.ts';
import { insist } from '../platform/policy.ts';
import { wordFlags } from './assignment.words.ts';

export function createBegin(parts: {
  organisations: Organisations;
  templates: Templates;
  makeDraft: MakeDraft;
}) {
  const { organisations, templates, makeDraft } = parts;
  return {
    /** A new draft. Returns its id. The title of a template is taken where none is given. */
    async create(actor: Actor, organisation: string, title: string, template?: string): Promise<string> {
      insist(mayCreateAssignment(actor, organisation));
      await organisations.insistWorking(organisation);
      if (template === undefined) return makeDraft(actor, organisation, { title });
      const { _id, cause, textLang, words } = await templates.toBeginFrom(template);
      const own = { ...words, requirements: [], ...(title === '' ? {} : { title }) };
      return makeDraft(actor, organisation, {
        ...own,
        causes: [cause],
        textLang,
        template: _id,
        flags: wordFlags(own),
      });
    },
  };
}
