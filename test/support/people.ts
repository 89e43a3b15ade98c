// People, organisations and assignments for tests, made through the services as real ones are.
import type { Actor } from '../../src/accounts/actor.ts';
import type { AssignmentChange } from '../../src/assignments/assignment.change.ts';
import type { Services } from '../../src/services.ts';
import { givePasskey } from './authenticator.ts';

export const password = 'en trygg mening att minnas';

export interface TestPerson extends Actor {
  email: string;
  name: string;
}

let made = 0;

export async function aPerson(
  services: Services,
  given: { name?: string; email?: string; phone?: string } = {},
): Promise<TestPerson> {
  made += 1;
  const name = given.name ?? `Person${made}`;
  const email = given.email ?? `person${made}@example.org`;
  const id = await services.accounts.createPerson(
    email,
    { name, fullName: `${name} Testsson`, password },
    'sv',
  );
  if (given.phone !== undefined)
    await services.accounts.saveProfile(id, {
      name,
      fullName: `${name} Testsson`,
      phone: given.phone,
      municipality: undefined,
      languages: [],
      causes: [],
      about: '',
      language: 'sv',
    });
  return { id, email, name, isModerator: false, organisations: [] };
}

/** Staff, with the passkey that staff has to have. */
export async function aModerator(
  services: Services,
  given: { name?: string; email?: string } = {},
): Promise<TestPerson> {
  const person = await aPerson(services, given);
  await services.accounts.makeModerator(person.email);
  await givePasskey(services, person);
  return { ...person, isModerator: true };
}

/** An organisation that staff has approved, with one coordinator. */
export async function aCoordinator(
  services: Services,
  given: { name?: string; email?: string; organisation?: string; phone?: string; approved?: boolean } = {},
): Promise<TestPerson & { organisation: string }> {
  const person = await aPerson(services, given);
  const name = given.organisation === undefined ? {} : { name: given.organisation };
  const organisation = await anOrganisation(services, person, {
    ...name,
    approved: given.approved !== false,
  });
  return { ...person, organisations: [organisation], organisation };
}

/** A new organisation of this person: a draft, or one that staff has approved. */
export async function anOrganisation(
  services: Services,
  person: TestPerson,
  given: { name?: string; approved?: boolean; numberless?: boolean; number?: string; unit?: string } = {},
): Promise<string> {
  made += 1;
  const id = await services.organisations.create(person, {
    name: given.name ?? `Föreningen ${made}`,
    legalForm: 'association',
    number: given.numberless === true ? undefined : (given.number ?? numberOf(made)),
    unit: given.unit ?? '',
    municipality: '1980',
    about: 'Vi ordnar läxhjälp, promenader och fika för alla som vill vara med i Pettersberg.',
    web: undefined,
    capacity: 'board',
    flags: [],
  });
  if (given.approved !== true) return id;
  await services.organisations.submit({ ...person, organisations: [id] }, id);
  await services.moderation.decideOrganisation(await reviewer(services), id, {
    decision: 'approve',
    revision: 1,
    reasons: [],
    text: '',
  });
  return id;
}

const reviewers = new WeakMap<Services, Promise<TestPerson>>();

/** The moderator who approves what a test needs approved: one for each service. */
function reviewer(services: Services): Promise<TestPerson> {
  const known = reviewers.get(services) ?? aModerator(services);
  reviewers.set(services, known);
  return known;
}

/** A published assignment; `change` says what matters to the test. */
export async function anAssignment(
  services: Services,
  coordinator: TestPerson & { organisation: string },
  change: AssignmentChange = {},
): Promise<string> {
  const id = await aDraft(services, coordinator, change);
  await services.assignments.submit(coordinator, id);
  const { revision } = await services.assignments.find(id);
  await services.moderation.decideAssignment(await reviewer(services), id, {
    decision: 'approve',
    revision,
    reasons: [],
    text: '',
  });
  return id;
}

export async function aDraft(
  services: Services,
  coordinator: TestPerson & { organisation: string },
  change: AssignmentChange = {},
): Promise<string> {
  const id = await services.assignments.create(
    coordinator,
    coordinator.organisation,
    'Läs läxor med mellanstadiebarn',
  );
  await services.assignments.save(coordinator, id, {
    description: 'På tisdagar läser vi läxor tillsammans i biblioteket. Du sitter med två eller tre barn.',
    causes: ['children'],
    timing: 'weekly',
    slots: [{ day: 2, part: 'afternoon', from: '15:00', to: '17:00', every: 1 }],
    where: 'onsite',
    municipality: '1980',
    places: 2,
    ...change,
  });
  return id;
}

/** A number of an association with a right check digit, one for each n. */
export function numberOf(n: number): string {
  const nine = `802${String(400_000 + n).padStart(6, '0')}`;
  const sum = [...nine].reduce((total, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return nine + String((10 - (sum % 10)) % 10);
}

export function applicationText(message = 'Jag vill gärna hjälpa till på tisdagar.'): {
  message: string;
  ticks: string[];
} {
  return { message, ticks: [] };
}
