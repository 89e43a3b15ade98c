// How the demo's applications went: what each person wrote, and every move until the state they are in now.
import type { DemoApplication, DemoAssignment, DemoContent } from './content.ts';
import { idOf } from './seed.ts';
import type { Deed, Stage, Timeline } from './seed.ts';

export function applicationTimelines(stage: Stage, content: DemoContent): Timeline[] {
  const assignments = new Map(content.assignments.map((one) => [one.key, one]));
  return content.applications.map((application) => {
    const assignment = assignments.get(application.assignment);
    if (assignment === undefined)
      throw new Error(`The demo content applies to ${application.assignment}, which is not there`);
    return { organisation: assignment.organisation, deeds: deedsOf(stage, application, assignment) };
  });
}

function deedsOf(stage: Stage, application: DemoApplication, assignment: DemoAssignment): Deed[] {
  const { applications, assignments } = stage.services;
  const volunteer = () => stage.actor(application.person);
  const coordinator = () => stage.actor(assignment.contact);
  const id = async (): Promise<string> => {
    const mine = await applications.mine(
      idOf(stage.people, application.person),
      idOf(stage.assignments, application.assignment),
    );
    if (mine === null) throw new Error(`${application.person} has not applied to ${application.assignment}`);
    return String(mine._id);
  };
  const { status, submittedDaysAgo: first, answeredDaysAgo: last = 0 } = application;
  const direct = assignment.admission === 'direct';
  const said = application.reason === undefined ? {} : { reason: application.reason };
  const offer = (daysAgo: number): Deed => ({
    daysAgo,
    run: async () => applications.offer(coordinator(), await id()),
  });
  const confirm = (daysAgo: number): Deed => ({
    daysAgo,
    run: async () => applications.moveOwn(volunteer(), await id(), 'confirm'),
  });
  const deeds: Deed[] = [
    {
      daysAgo: first,
      run: async () => {
        const { requirements } = await assignments.find(idOf(stage.assignments, application.assignment));
        await applications.apply(volunteer(), idOf(stage.assignments, application.assignment), {
          message: application.message,
          ticks: requirements,
        });
      },
    },
  ];
  const matches = status === 'matched' || status === 'cancelled';
  if (matches && !direct) {
    const confirmed = status === 'matched' ? last : (first + last) / 2;
    deeds.push(offer(confirmed + Math.min(0.05, (first - confirmed) / 2)), confirm(confirmed));
  }
  if (status === 'offered' && !direct) deeds.push(offer(last));
  if (status === 'expired' && !direct) deeds.push(offer(last + 5));
  if (status === 'cancelled' && application.reason !== undefined)
    deeds.push({
      daysAgo: last,
      run: async () => applications.moveOwn(volunteer(), await id(), 'cancel', said),
    });
  if (status === 'withdrawn')
    deeds.push({ daysAgo: last, run: async () => applications.moveOwn(volunteer(), await id(), 'withdraw') });
  if (status === 'declined')
    deeds.push({ daysAgo: last, run: async () => applications.decline(coordinator(), await id(), said) });
  return deeds;
}
