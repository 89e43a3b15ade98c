// One organisation with what belongs to it, and one person of every kind around it: who the guards are, and what they meet.
import { Types } from 'mongoose';
import type { Params } from './forms.ts';
import { signedIn, visitor } from './http.ts';
import type { Client } from './http.ts';
import { aCoordinator, aModerator, aPerson } from './people.ts';
import type { TestPerson } from './people.ts';
import type { TestService } from './service.ts';
import { states } from './states.ts';
import type { State } from './states.ts';

export const roles = ['visitor', 'volunteer', 'applicant', 'coordinator', 'other', 'moderator'] as const;
export type Role = (typeof roles)[number];
type Known = Exclude<Role, 'visitor'>;
export type Coordinator = TestPerson & { organisation: string };

export interface World {
  service: TestService;
  people: Record<Known, TestPerson> & { coordinator: Coordinator; other: Coordinator };
  client(role: Role): Client;
  /** Signs in again, after a session has ended. */
  renew(role: Role): Promise<void>;
  /** Something new in this state, and what its addresses and forms need. */
  make(state: State): Promise<Params>;
}

/** What a form may have changed of how somebody signs in. */
async function restore({ services }: TestService, { id, email, isModerator }: TestPerson): Promise<void> {
  const set = { email, emailKey: email };
  const factors = services.connection.collection('secondFactors');
  if (!isModerator) await factors.deleteOne({ _id: new Types.ObjectId(id) });
  await services.connection.collection('people').updateOne({ _id: new Types.ObjectId(id) }, { $set: set });
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
      if (role === 'visitor') return;
      await restore(service, people[role]);
      clients.set(role, await signedIn(service, people[role].email));
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
