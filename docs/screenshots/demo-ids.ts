// What in the demo's database the pictures are of, found by what it is like.
import type { Services } from '../../src/services.ts';

const cafeTitle = 'Prata svenska över en kopp kaffe i Pettersberg';

export type DemoIds = Awaited<ReturnType<typeof demoIds>>;

export async function demoIds(services: Services) {
  const { accounts, applications, assignments, moderation, organisations } = services;
  const amina = idOf(await accounts.findByEmail('amina@example.org'), 'Amina');
  const johan = idOf(await accounts.findByEmail('johan@example.org'), 'Johan');
  const karin = idOf(await accounts.findByEmail('karin@example.org'), 'Karin');
  const own = await assignments.ofOrganisations(await organisations.coordinatedBy(karin));
  const cafe = idOf(
    own.find(({ title }) => title === cafeTitle),
    cafeTitle,
  );
  const mine = await applications.ofPerson(amina);
  const queue = await moderation.queue({ id: johan, isModerator: true, organisations: [] });
  const inState = (status: string) =>
    idOf(
      mine.find((one) => one.status === status),
      `an application of Amina’s that is ${status}`,
    );
  return {
    cafe,
    waiting: inState('submitted'),
    offered: inState('offered'),
    matched: inState('matched'),
    draft: idOf(
      own.find(({ status }) => status === 'draft'),
      'a draft',
    ),
    toAnswer: idOf(
      (await applications.ofAssignment(cafe)).findLast(({ status }) => status === 'submitted'),
      'an application to answer',
    ),
    inReview: idOf(queue.find(({ decidesOrganisation }) => !decidesOrganisation)?.assignments[0], 'a review'),
  };
}

function idOf(found: { _id: unknown } | null | undefined, what: string): string {
  if (found == null) throw new Error(`The demo has not got what a picture shows: ${what}`);
  return String(found._id);
}
