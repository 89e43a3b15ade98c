// One organisation with what belongs to it, and one person of every kind around it: who the guards are, and what they meet.
import { Types } from 'mongoose';
import type { Params } from './forms.ts';
import { signedIn, visitor } from './http.ts';
import type { Client } from './http.ts';
import {
  aCoordinator,
  aDraft,
  aModerator,
  anAssignment,
  anOrganisation,
  aPerson,
  applicationText,
} from './people.ts';
import type { TestPerson } from './people.ts';
import type { TestService } from './service.ts';

export const roles = ['visitor', 'volunteer', 'applicant', 'coordinator', 'other', 'moderator'] as const;
export type Role = (typeof roles)[number];
type Known = Exclude<Role, 'visitor'>;
type Coordinator = TestPerson & { organisation: string };

export interface World {
  service: TestService;
  people: Record<Known, TestPerson> & { coordinator: Coordinator; other: Coordinator };
  client(role: Role): Client;
  /** Signs in again, after a session has ended. */
  renew(role: Role): Promise<void>;
  /** Something new in this state, and what its addresses and forms need. */
  make(state: State): Promise<Params>;
}

export async function aWorld(service: TestService): Promise<World> {
  const { services } = service;
  const people = {
    volunteer: await aPerson(services, { name: 'Vera' }),
    applicant: await aPerson(services, { name: 'Amina' }),
    coordinator: await aCoordinator(services, { name: 'Karin' }),
    other: await aCoordinator(services, { name: 'Olle' }),
    moderator: await aModerator(services, { name: 'Johan' }),
  };
  const clients = new Map<Role, Client>([['visitor', visitor(service)]]);
  const world: World = {
    service,
    people,
    client: (role) => {
      const client = clients.get(role);
      if (client === undefined) throw new Error(`Nobody is signed in as ${role}`);
      return client;
    },
    renew: async (role) => {
      if (role !== 'visitor') clients.set(role, await signedIn(service, people[role].email));
    },
    make: async (state) => {
      const made = await states[state](world);
      await services.outbox.drain();
      return made;
    },
  };
  for (const role of roles) await world.renew(role);
  return world;
}

/** Everything that a page may be about, each as a person would have brought it there. */
const states = {
  nothing: async ({ people }: World) => ({
    id: people.coordinator.organisation,
    email: people.volunteer.email,
  }),

  /** One unread notice for everybody. */
  notices: async ({ service, people }: World) => {
    const one = {
      fact: `guard ${(links += 1)}`,
      key: 'notifications.staff.organisation',
      values: { organisation: 'Läxhyllan' },
    };
    const rest = {
      link: '/home',
      thing: `guard:${links}`,
      at: service.clock.now(),
      openedAt: null,
      mailAt: null,
      mail: null,
    };
    const rows = Object.values(people).map(({ id }) => ({ ...one, ...rest, person: new Types.ObjectId(id) }));
    await service.services.connection.collection('notifications').insertMany(rows);
    return {};
  },

  'draft organisation': (world: World) => organisation(world, false),
  'pending organisation': async (world: World) => {
    const made = await organisation(world, false);
    const { services } = world.service;
    await services.organisations.submit(coordinatorOf(world, made.id), made.id);
    return made;
  },
  'approved organisation': (world: World) => organisation(world, true),
  'suspended organisation': async (world: World) => {
    const made = await organisation(world, true);
    await decide(world, made.id, 'suspend');
    return made;
  },

  'draft assignment': (world: World) => assignment(world, 'draft'),
  'pending assignment': async (world: World) => {
    const made = await assignment(world, 'draft');
    await world.service.services.assignments.submit(world.people.coordinator, made.id);
    return made;
  },
  'published assignment': (world: World) => assignment(world, 'published'),
  'paused assignment': async (world: World) => {
    const made = await assignment(world, 'published');
    await world.service.services.assignments.pause(world.people.coordinator, made.id);
    return made;
  },
  'full assignment': async (world: World) => {
    const made = await assignment(world, 'published', { places: 1 });
    await offer(world, await apply(world, made.id, await aPerson(world.service.services)));
    return made;
  },
  'direct assignment': (world: World) => assignment(world, 'published', { admission: 'direct' }),
  'closed assignment': async (world: World) => {
    const made = await assignment(world, 'published');
    await world.service.services.assignments.close(world.people.coordinator, made.id, 'over');
    return made;
  },

  'submitted application': (world: World) => application(world),
  'application to something full': async (world: World) => {
    const made = await application(world, { places: 1 });
    await offer(world, await apply(world, made.assignment, await aPerson(world.service.services)));
    return made;
  },
  'offered application': async (world: World) => {
    const made = await application(world);
    await offer(world, made.id);
    return made;
  },
  'matched application': async (world: World) => {
    const made = await application(world);
    await offer(world, made.id);
    await world.service.services.applications.moveOwn(world.people.applicant, made.id, 'confirm');
    return made;
  },
  'withdrawn application': async (world: World) => {
    const made = await application(world);
    await world.service.services.applications.moveOwn(world.people.applicant, made.id, 'withdraw');
    return made;
  },

  'registration link': async ({ service: { services } }: World) => {
    const email = `lank${(links += 1)}@example.org`;
    await services.accounts.requestRegistration(email, 'sv');
    return { email, token: await tokenFor(services, email) };
  },
  'password link': async ({ service: { services } }: World) => {
    const { email } = await aPerson(services);
    await services.accounts.forgotPassword(email, 'sv');
    return { email, token: await tokenFor(services, email) };
  },
  invitation: async (world: World) => {
    const { services } = world.service;
    const { id } = await organisation(world, true);
    const email = `lank${(links += 1)}@example.org`;
    await services.organisations.invite(coordinatorOf(world, id), id, email, 'sv');
    return { email, token: await tokenFor(services, email) };
  },
} satisfies Record<string, (world: World) => Promise<Params>>;

export type State = keyof typeof states;
export const stateNames = Object.keys(states) as State[];

type Services = TestService['services'];

let links = 0;

async function tokenFor(services: Services, email: string): Promise<string> {
  const link = await services.connection.collection('links').findOne({ email }, { sort: { _id: -1 } });
  return services.links.token(String(link?._id));
}

function coordinatorOf({ people }: World, organisation: string): Coordinator {
  const { coordinator } = people;
  return { ...coordinator, organisations: [...coordinator.organisations, organisation], organisation };
}

async function organisation(world: World, approved: boolean) {
  const { services } = world.service;
  const id = await anOrganisation(services, world.people.coordinator, { approved });
  const { number } = await services.organisations.find(id);
  return { id, number, revision: '1' };
}

export async function decide(
  world: World,
  id: string,
  decision: 'approve' | 'return' | 'reject' | 'suspend' | 'lift',
) {
  const { organisations, moderation } = world.service.services;
  const { revision } = await organisations.find(id);
  const given = { decision, revision, reasons: [], text: 'Efter ett samtal.' };
  await moderation.decideOrganisation(world.people.moderator, id, given);
}

/** Published ones have the application of the applicant. */
async function assignment(
  world: World,
  status: 'draft' | 'published',
  change: Parameters<typeof aDraft>[2] = {},
) {
  const { service, people } = world;
  const make = status === 'draft' ? aDraft : anAssignment;
  const id = await make(service.services, people.coordinator, change);
  if (status === 'published') await apply(world, id, people.applicant);
  return { id, step: '1', revision: '2', contact: people.coordinator.id };
}

async function application(world: World, change: Parameters<typeof aDraft>[2] = {}) {
  const { service, people } = world;
  const to = await anAssignment(service.services, people.coordinator, change);
  return { id: await apply(world, to, people.applicant), assignment: to };
}

async function apply({ service }: World, to: string, person: TestPerson): Promise<string> {
  const { applications, connection } = service.services;
  // The applicant of a guard has more waiting than a person may have.
  await connection.collection('people').updateOne({ email: person.email }, { $set: { waiting: 0 } });
  return applications.apply(person, to, applicationText());
}

async function offer({ service, people }: World, id: string): Promise<void> {
  await service.services.applications.offer(people.coordinator, id);
}
