// The templates that staff keeps, and how coordinators find them.
import type { Actor } from '../accounts/actor.ts';
import { insist } from '../platform/policy.ts';
import { Refused } from '../platform/refused.ts';
import { mayKeep } from './kept.policy.ts';
import { createKept } from './kept.service.ts';
import type { KeptParts } from './kept.service.ts';
import { templateStates } from './kept.state.ts';
import { templateModel } from './template.model.ts';
import type { TemplateDocument } from './template.model.ts';

const most = 500;

export function createTemplates(parts: KeptParts) {
  const things = templateModel(parts.connection);
  const kept = createKept(parts, {
    kind: 'template',
    things,
    states: templateStates,
    moved: 'moderation.refused.template',
    wordsOf({ name, words, hints }) {
      const advice = Object.fromEntries(
        Object.entries(hints).map(([field, hint]) => [`hint.${field}`, hint]),
      );
      return { name, ...words, ...advice };
    },
  });

  const list = (...status: TemplateDocument['status'][]) =>
    things
      .find({ status: { $in: status } })
      .sort({ status: 1, cause: 1, name: 1 })
      .limit(most)
      .lean<TemplateDocument[]>();

  return {
    ...kept,

    async all(actor: Actor): Promise<TemplateDocument[]> {
      insist(mayKeep(actor));
      return list('offered', 'withdrawn');
    },

    /** Those that a coordinator may begin from. */
    offered: () => list('offered'),

    /** To begin from; refused if staff has withdrawn it meanwhile. */
    async toBeginFrom(id: string): Promise<TemplateDocument> {
      const template = await kept.find(id);
      if (template.status !== 'offered') throw new Refused(409, 'assignments.refused.template');
      return template;
    },
  };
}

export type Templates = ReturnType<typeof createTemplates>;
