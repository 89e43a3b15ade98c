// How the demo's assignments came to be: written, reviewed, some paused or closed since.
import { Types } from 'mongoose';
import type { AssignmentChange } from '../assignments/assignment.change.ts';
import { places } from '../places/places.ts';
import type { DemoAssignment, DemoContent } from './content.ts';
import { dateFrom } from './seed.organisations.ts';
import { idOf } from './seed.ts';
import type { Deed, Stage, Timeline } from './seed.ts';

export function assignmentTimelines(stage: Stage, content: DemoContent): Timeline[] {
  return content.assignments.map((assignment) => ({
    organisation: assignment.organisation,
    deeds: deedsOf(stage, assignment),
  }));
}

function deedsOf(stage: Stage, assignment: DemoAssignment): Deed[] {
  const { services } = stage;
  const { status, key, contact } = assignment;
  const submitted = assignment.submittedDaysAgo ?? 2;
  const id = (): string => idOf(stage.assignments, key);
  const deeds: Deed[] = [
    {
      daysAgo: submitted + 0.1,
      run: async () => {
        const actor = stage.actor(contact);
        const created = await services.assignments.create(
          actor,
          idOf(stage.organisations, assignment.organisation),
          assignment.title,
        );
        stage.assignments.set(key, created);
        await services.assignments.save(actor, created, changeOf(stage, assignment));
      },
    },
  ];
  if (status === 'draft') return deeds;
  deeds.push({ daysAgo: submitted, run: () => services.assignments.submit(stage.actor(contact), id()) });
  if (status === 'pending') return deeds;
  const decision = status === 'returned' ? 'return' : status === 'rejected' ? 'reject' : 'approve';
  deeds.push({
    daysAgo: submitted - 0.2,
    run: async () => {
      const { revision } = await services.assignments.find(id());
      const said =
        decision === 'approve'
          ? { reasons: [], text: '' }
          : { reasons: assignment.returnReasons ?? [], text: assignment.staffNote ?? '' };
      await services.moderation.decideAssignment(stage.moderator(), id(), { decision, revision, ...said });
    },
  });
  if (status === 'paused')
    deeds.push({
      daysAgo: assignment.pausedDaysAgo ?? 1,
      run: () => services.assignments.pause(stage.actor(contact), id()),
    });
  const { closeReason } = assignment;
  if (status === 'closed' && closeReason !== undefined && closeReason !== 'suspended')
    deeds.push({
      daysAgo: assignment.closedDaysAgo ?? 1,
      run: () => services.assignments.close(stage.actor(contact), id(), closeReason),
    });
  return deeds;
}

function changeOf(stage: Stage, assignment: DemoAssignment): AssignmentChange {
  const dateOf = (days: number | undefined): string | undefined =>
    days === undefined ? undefined : dateFrom(stage, days);
  const place = places().find(
    ({ name, municipality }) => name === assignment.placeName && municipality === assignment.municipality,
  );
  const { startsInDays, endsInDays, applyInDays } = assignment;
  return {
    description: assignment.description,
    easySummary: assignment.easySummary,
    gets: assignment.gets,
    firstTime: assignment.firstTime,
    requirements: assignment.requirements,
    timing: assignment.timing,
    slots: assignment.slots,
    where: assignment.where,
    places: assignment.places,
    others: assignment.others,
    admission: assignment.admission,
    lowestAge: assignment.lowestAge,
    groups: assignment.groups,
    swedishNeeded: assignment.swedishNeeded,
    practice: assignment.practice,
    accessibility: assignment.accessibility,
    reimbursed: assignment.reimbursed,
    insured: assignment.insured,
    membership: assignment.membership,
    causes: assignment.causes,
    targetGroups: assignment.targetGroups,
    activities: assignment.activities,
    spoken: assignment.spoken,
    dates: assignment.dates.map(({ inDays, from, to }) => ({ date: dateFrom(stage, inDays), from, to })),
    startsOn: dateOf(startsInDays),
    endsOn: dateOf(endsInDays),
    applyBy: dateOf(applyInDays),
    hours: assignment.hours,
    address: assignment.address,
    municipality: assignment.municipality,
    place: place?.id,
    membershipFee: assignment.membershipFee,
    contact: new Types.ObjectId(idOf(stage.people, assignment.contact)),
  };
}
