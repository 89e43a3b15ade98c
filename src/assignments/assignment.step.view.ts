// What the page of one step of the form shows. Pure.
import { contactShownTo } from '../accounts/contact.policy.ts';
import type { PersonDocument } from '../accounts/person.model.ts';
import type { TemplateDocument } from '../moderation/template.model.ts';
import { templateTips } from '../moderation/template.view.ts';
import type { OrganisationDocument } from '../organisations/organisation.model.ts';
import type { FormState, PageModel } from '../platform/http/page.ts';
import type { Language } from '../platform/i18n/languages.ts';
import { assignmentOptions, assignmentRows, stepLinks, withoutSheltered } from './assignment.form.ts';
import { helpFacts } from './assignment.help.ts';
import type { AssignmentDocument } from './assignment.model.ts';
import type { Step } from './assignment.schema.ts';

export interface StepPage {
  assignment: AssignmentDocument;
  organisation: OrganisationDocument;
  /** Who coordinates the organisation. */
  people: readonly PersonDocument[];
  step: Step;
  form: FormState;
  /** How a copy that was just made is told of. */
  copied: unknown;
  /** What it was begun from. */
  template: TemplateDocument | undefined;
  lang: Language;
  now: Date;
}

export function stepView(given: StepPage): PageModel {
  const { assignment, organisation, people, step, form, copied, template, lang, now } = given;
  const id = String(assignment._id);
  const shown = withoutSheltered(step === 2 ? begun(form, assignment, organisation) : form);
  return {
    title: { key: 'assignments.edit.title', values: { step, title: assignment.title } },
    form: shown,
    step,
    heading: `assignments.edit.step.${step}`,
    lead: `assignments.edit.lead.${step}`,
    breadcrumb: [
      { href: '/home', key: 'layout.nav.home' },
      { href: `/assignments/${id}/manage`, text: assignment.title },
      { key: `assignments.edit.step.${step}` },
    ],
    action: `/assignments/${id}/edit/${step}`,
    [`step${step}`]: true,
    progress: stepLinks(assignment, step, now),
    help: helpFacts(step, shown.values),
    tips: step === 1 ? templateTips(template, lang) : undefined,
    review: reviewNotice(assignment, step),
    copied: copiedNotice(copied, assignment),
    isDraft: assignment.status === 'draft' || assignment.status === 'returned',
    contactOptions: people.map((one) => {
      const { name } = contactShownTo('team', one);
      return { value: String(one._id), text: name === one.name ? name : `${name} (${one.name})` };
    }),
    ...assignmentOptions(),
    ...assignmentRows(shown),
  };
}

/** A draft begins where its organisation is, so that most need not look for their municipality among 290. */
function begun(
  form: FormState,
  { status, municipality }: AssignmentDocument,
  organisation: OrganisationDocument,
): FormState {
  if (form.summary.length > 0 || municipality !== undefined || status !== 'draft') return form;
  return { ...form, values: { ...form.values, municipality: organisation.municipality } };
}

/** Told once, when the copy is opened. */
function copiedNotice(copied: unknown, { status }: AssignmentDocument) {
  if (status !== 'draft') return undefined;
  if (copied === 'all') return 'assignments.edit.copied' as const;
  return copied === 'words' ? ('assignments.edit.copied.lostTimes' as const) : undefined;
}

function reviewNotice({ status, proposed }: AssignmentDocument, step: Step) {
  const hasWords = step === 1 || step === 4;
  if (status === 'returned') return 'assignments.edit.review.returned' as const;
  if (status === 'pending')
    return hasWords ? ('assignments.edit.review.pending' as const) : ('assignments.edit.review.now' as const);
  if (!hasWords || (status !== 'published' && status !== 'paused')) return undefined;
  return `assignments.edit.review.${proposed === undefined ? 'published' : 'proposed'}` as const;
}
