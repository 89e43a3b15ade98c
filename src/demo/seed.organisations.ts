// How the demo's organisations came to be: registered, reviewed, joined by more coordinators, one suspended.
import { checkOrganisationNumber } from '../organisations/organisation-number.ts';
import type { DemoContent, DemoOrganisation } from './content.ts';
import { idOf } from './seed.ts';
import type { Deed, Stage, Timeline } from './seed.ts';

export function organisationTimelines(stage: Stage, content: DemoContent): Timeline[] {
  return content.organisations.map((organisation) => ({
    organisation: organisation.key,
    deeds: deedsOf(stage, organisation),
  }));
}

function deedsOf(stage: Stage, organisation: DemoOrganisation): Deed[] {
  const { services } = stage;
  const { status, key, contact } = organisation;
  const submitted = organisation.submittedDaysAgo ?? 3;
  const id = (): string => idOf(stage.organisations, key);
  const deeds: Deed[] = [
    {
      daysAgo: submitted + 1,
      run: async () => {
        const { name, legalForm, municipality, about } = organisation;
        const { number, flags } = numberOf(organisation);
        const text = {
          name,
          legalForm,
          municipality,
          about,
          web: undefined,
          number,
          flags,
          capacity: 'board',
        } as const;
        stage.organisations.set(key, await services.organisations.create(stage.actor(contact), text));
      },
    },
  ];
  if (status === 'draft') return deeds;
  deeds.push({ daysAgo: submitted, run: () => services.organisations.submit(stage.actor(contact), id()) });
  if (status === 'pending') return deeds;
  const decide = (daysAgo: number, decision: 'approve' | 'return' | 'reject' | 'suspend'): Deed => ({
    daysAgo,
    run: async () => {
      const { revision } = await services.organisations.find(id());
      const said =
        decision === 'approve'
          ? { reasons: [], text: '', shown: 'Protokoll från årsmötet, med NN som firmatecknare' }
          : { reasons: organisation.returnReasons ?? [], text: organisation.staffNote ?? '' };
      await services.moderation.decideOrganisation(stage.moderator(), id(), { decision, revision, ...said });
    },
  });
  deeds.push(
    decide(
      submitted - (status === 'rejected' ? 1.5 : 0.6),
      status === 'returned' ? 'return' : status === 'rejected' ? 'reject' : 'approve',
    ),
  );
  for (const person of organisation.coordinators.filter((one) => one !== contact))
    deeds.push({ daysAgo: submitted - 0.8, run: () => join(stage, organisation, person) });
  if (status === 'suspended') deeds.push(decide(organisation.suspendedDaysAgo ?? 1, 'suspend'));
  return deeds;
}

async function join(stage: Stage, organisation: DemoOrganisation, person: string): Promise<void> {
  const { organisations, links } = stage.services;
  const id = idOf(stage.organisations, organisation.key);
  await organisations.invite(stage.actor(organisation.contact), id, `${person}@example.org`, 'sv');
  const [invitation] = await organisations.invitations(id);
  await organisations.acceptInvitation(stage.actor(person), links.token(String(invitation?._id)));
}

/** The date that lies so many days from the demo's Sunday. */
export function dateFrom(stage: Stage, days: number): string {
  const date = new Date(stage.sunday.getTime() + days * 86_400_000);
  return date.toISOString().slice(0, 10);
}

function numberOf({ key, number, legalForm }: DemoOrganisation): { number: string; flags: string[] } {
  const check = checkOrganisationNumber(number, legalForm);
  if (!check.ok) throw new Error(`The demo's ${key} has a number that cannot register: ${check.key}`);
  return { number: check.digits, flags: check.flags };
}
