// People whose every word can be told from everybody else's, in the middle of all that can happen between them; and a search of the whole database.
import type { Document } from 'mongodb';
import { isPlain } from '../../src/privacy/row.ts';
import type { Services } from '../../src/services.ts';
import { signedIn } from './http.ts';
import { aDraft, aModerator, anOrganisation, aPerson } from './people.ts';
import type { TestPerson } from './people.ts';
import { aPicture } from './pictures.ts';
import { startService } from './service.ts';
import type { TestService } from './service.ts';
import type { Coordinator } from './world.ts';

export interface Populated {
  service: TestService;
  people: Record<'volunteer' | 'stranger' | 'moderator', TestPerson> &
    Record<'coordinator' | 'colleague', Coordinator>;
  organisation: string;
  /** The volunteer's, which is a match. */
  application: string;
}

const phones: Record<string, string> = {
  Vilja: '+46701740601',
  Karin: '+46701740602',
  Olle: '+46701740603',
  Johan: '+46701740604',
  Siv: '+46701740605',
};

/** A text that only this person can have written, or that can only be about them. */
export function canary(name: string, what: string): string {
  return `${name.toLowerCase()}kanarie ${what}`;
}

/** Whatever would give somebody away, in small letters. */
export function canariesOf({ name }: TestPerson): string[] {
  const first = name.replace(/kanarie$/, '');
  return [`${first.toLowerCase()}kanarie`, phones[first] ?? ''];
}

/** Every place in the database where the id or a word of a person stands, `collection.path: what stands there`. */
export async function traces(services: Services, person: TestPerson): Promise<string[]> {
  const wanted = [person.id, ...canariesOf(person)];
  const found: string[] = [];
  for (const { collectionName } of (await services.connection.db?.collections()) ?? [])
    for await (const row of services.connection.collection<Document>(collectionName).find())
      for (const [path, text] of leaves(row))
        if (wanted.some((one) => `${path} ${text}`.toLowerCase().includes(one)))
          found.push(`${collectionName}.${path}: ${text}`);
  return found;
}

function leaves(value: unknown, path = ''): [string, string][] {
  if (Array.isArray(value)) return value.flatMap((one) => leaves(one, path));
  if (!isPlain(value)) return [[path, String(value)]];
  return Object.entries(value).flatMap(([name, held]) =>
    leaves(held, path === '' ? name : `${path}.${name}`),
  );
}

export async function aPopulated(given: { smtpUrl?: string } = {}): Promise<Populated> {
  const service = await startService({ ...given, environment: { MAIL_DELAY_MINUTES: '0' } });
  const { services } = service;
  const someone = (name: string) => ({
    name: `${name}kanarie`,
    email: `${name.toLowerCase()}kanarie@example.org`,
  });
  const [volunteer, stranger, karin, olle, moderator] = [
    await aPerson(services, someone('Vilja')),
    await aPerson(services, someone('Siv')),
    await aPerson(services, someone('Karin')),
    await aPerson(services, someone('Olle')),
    await aModerator(services, someone('Johan')),
  ];
  for (const { id, name } of [volunteer, stranger, karin, olle, moderator])
    await services.accounts.saveProfile(id, {
      name,
      fullName: `${name} Efternamn`,
      phone: phones[name.replace(/kanarie$/, '')],
      isProtected: name === 'Karinkanarie',
      municipality: '1980',
      languages: [{ code: 'ar', level: 'fluent' }],
      causes: ['children'],
      about: canary(name.replace(/kanarie$/, ''), 'om mig'),
      language: 'sv',
    });
  const organisation = await registered(services, karin, moderator);
  const coordinator = { ...karin, organisation, organisations: [organisation] };
  const colleague = { ...olle, organisation, organisations: [organisation] };
  await invitations(services, coordinator, colleague, volunteer);
  const application = await applied(services, { volunteer, stranger, coordinator, moderator });
  await links(services, [volunteer, coordinator, moderator]);
  for (const { email } of [volunteer, coordinator, moderator, volunteer]) {
    const client = await signedIn(service, email);
    await client.get(`/staff/organisations/${organisation}`);
  }
  await services.outbox.drain();
  await services.sendMail();
  return {
    service,
    people: { volunteer, stranger, coordinator, colleague, moderator },
    organisation,
    application,
  };
}

/** Sent to staff twice: the first time something was missing. */
async function registered(services: Services, karin: TestPerson, moderator: TestPerson): Promise<string> {
  const id = await anOrganisation(services, karin, { name: 'Läxhyllan' });
  const own = { ...karin, organisations: [id] };
  const decide = (decision: 'return' | 'approve', revision: number) =>
    services.moderation.decideOrganisation(moderator, id, {
      decision,
      revision,
      reasons: decision === 'return' ? ['unclear'] : [],
      text: `${canary('Johan', 'beslutar')}: ${canary('Karin', 'är inte styrkt')}`,
      ...(decision === 'approve' ? { shown: canary('Karin', 'i protokollet') } : {}),
    });
  await services.organisations.submit(own, id);
  await decide('return', 1);
  await services.organisations.submit(own, id);
  await decide('approve', (await services.organisations.find(id)).revision);
  return id;
}

async function invitations(
  services: Services,
  karin: Coordinator,
  olle: Coordinator,
  volunteer: TestPerson,
): Promise<void> {
  const { organisations, joinRequests, connection, links: oneTime } = services;
  const { organisation } = karin;
  for (const { email } of [olle, volunteer]) await organisations.invite(karin, organisation, email, 'sv');
  const link = await connection.collection('links').findOne({ email: olle.email });
  await organisations.acceptInvitation(olle, oneTime.token(String(link?._id)));
  const asked = await joinRequests.ask(volunteer, organisation, canary('Vilja', 'frågar'));
  await joinRequests.refuse(karin, asked);
}

/** A match with what was written in it, an application that was declined, and one that was called off. Returns the match. */
async function applied(
  services: Services,
  { volunteer, stranger, coordinator, moderator }: Omit<Populated['people'], 'colleague'>,
): Promise<string> {
  const { applications, assignments, moderation, pictures } = services;
  const out = async (change = {}) => {
    const id = await aDraft(services, coordinator, change);
    await assignments.submit(coordinator, id);
    const { revision } = await assignments.find(id);
    const text = canary('Johan', 'om uppdraget');
    await moderation.decideAssignment(moderator, id, { decision: 'approve', revision, reasons: [], text });
    return id;
  };
  const [first, second, third] = [await out(), await out(), await out({ admission: 'direct' })];
  const thing = { kind: 'assignment', id: first } as const;
  await pictures.put(coordinator, thing, await aPicture(), 'Två personer läser en bok vid ett bord.');
  const [picture] = await pictures.ofThing(first);
  const refused = { decision: 'reject', text: canary('Johan', 'om bilden') } as const;
  await moderation.decidePicture(moderator, String(picture?._id), refused);

  const said = (name: string, what: string) => ({ message: canary(name, what), ticks: [] });
  const match = await applications.apply(volunteer, first, said('Vilja', 'vill hjälpa till'));
  await applications.offer(coordinator, match);
  await applications.moveOwn(volunteer, match, 'confirm');
  await applications.write(volunteer, match, canary('Vilja', 'kommer till porten'));
  await applications.write(coordinator, match, canary('Karin', 'möter dig'));
  const declined = await applications.apply(volunteer, second, said('Vilja', 'vill vara med'));
  const no = { reason: 'full', text: `${canary('Karin', 'svarar')}: ${canary('Vilja', 'får vänta')}` };
  await applications.decline(coordinator, declined, no);
  const off = await applications.apply(volunteer, third, said('Vilja', 'tar en plats'));
  await applications.moveOwn(volunteer, off, 'cancel', {
    reason: 'unable',
    text: canary('Vilja', 'kan inte'),
  });
  const other = await applications.apply(stranger, first, said('Siv', 'undrar'));
  await applications.decline(coordinator, other, { reason: 'full', text: canary('Karin', 'svarar nej') });
  return match;
}

async function links(services: Services, people: readonly TestPerson[]): Promise<void> {
  for (const { id, name, email } of people) {
    await services.addressChange.request(id, 'en trygg mening att minnas', `ny.${name}@example.org`, 'sv');
    await services.accounts.forgotPassword(email, 'sv');
  }
}
