// Holds the promise that contact details are exchanged at the match and never before: distinct names, addresses and telephone numbers are looked
// for in everything that anybody can read, before, at and after a match.
import { crawl } from '../support/crawl.ts';
import { signedIn, visitor } from '../support/http.ts';
import type { Answer, Client } from '../support/http.ts';
import { startMailbox } from '../support/mailbox.ts';
import type { Mailbox } from '../support/mailbox.ts';
import { aCoordinator, aModerator, anAssignment, aPerson } from '../support/people.ts';
import type { TestPerson } from '../support/people.ts';
import { startService } from '../support/service.ts';
import type { TestService } from '../support/service.ts';
import { openTab } from '../support/tabs.ts';
import type { Tab } from '../support/tabs.ts';

/** Two volunteers; two coordinators of one organisation, of whom Karin is the contact; one of another; and staff. */
const people = ['Amina', 'Bahar', 'Karin', 'Kjell', 'Olle', 'Johan'] as const;
type Name = (typeof people)[number];
type Reader = Name | 'visitor';

/** Something that somebody could read. */
interface Read {
  reader: Reader;
  /** An address of ours, `mail SUBJECT` or `socket`. */
  at: string;
  text: string;
}

interface Match {
  application: string;
  volunteer: Name;
}

let service: TestService;
let mailbox: Mailbox;
const known = new Map<Name, TestPerson>();
/** Matches whose mails have been read. */
const told = new Set<string>();
const clients = new Map<Reader, Client>();
const tabs = new Map<Name, Tab>();

test('contact details are read by the two sides of a match, where they belong, and by nobody before', async () => {
  mailbox = await startMailbox();
  service = await startService({ smtpUrl: mailbox.url, environment: { MAIL_DELAY_MINUTES: '0' } });
  const { reviewed, direct } = await arrange();

  const amina = await apply('Amina', reviewed);
  const bahar = await apply('Bahar', reviewed);
  await move('Karin', amina, 'decline', {});
  await move('Olle', amina, 'offer');
  await look([], 'everybody waits');

  await move('Karin', amina, 'offer');
  await move('Bahar', bahar, 'confirm');
  await look([], 'Amina has an offer');

  await move('Amina', amina, 'confirm');
  const first = { application: amina, volunteer: 'Amina' } as const;
  await look([first], 'Amina has a match');

  const second = { application: await apply('Bahar', direct), volunteer: 'Bahar' } as const;
  await look([first, second], 'Bahar has one, too');

  await move('Karin', amina, 'cancel', { reason: 'changed', text: 'Vi måste ställa in.' });
  await look([second], 'the first is off');
}, 120_000);

/** Reads everything, and checks that details stand where the matches put them and nowhere else. */
async function look(matches: readonly Match[], when: string): Promise<void> {
  await service.services.outbox.drain();
  await service.services.sendMail();
  const reads = [...(await pages()), ...mails(), ...sockets(), ...answers.splice(0)];
  const faults: string[] = [];
  for (const read of reads) {
    const text = squeezed(read.text);
    for (const owner of people) {
      const found = detailsOf(owner).filter((detail) => text.includes(squeezed(detail)));
      if (found.length > 0 && !mayRead(read, owner, matches))
        faults.push(`${when}: ${read.reader} reads ${found.join(', ')} at ${read.at}`);
    }
  }
  expect(reads.length).toBeGreaterThan(150);
  for (const { application, volunteer } of matches) {
    const isNew = !told.has(application);
    told.add(application);
    for (const [reader, owner] of [
      [volunteer, 'Karin'],
      ['Karin', volunteer],
      ['Kjell', volunteer],
    ] as const) {
      const own = reads.filter((read) => read.reader === reader);
      const page = own.find(({ at }) => at === `/applications/${application}`)?.text ?? '';
      const mail =
        own.find(({ at, text }) => at.startsWith('mail ') && text.includes(emailOf(owner)))?.text ?? '';
      for (const detail of detailsOf(owner)) {
        if (!page.includes(detail)) faults.push(`${when}: ${reader} does not find ${detail} on the page`);
        if (isNew && !mail.includes(detail))
          faults.push(`${when}: ${reader} does not find ${detail} in a mail`);
      }
    }
  }
  for (const detail of people.flatMap((name) => [...detailsOf(name), name]))
    if (service.log.some((line) => line.includes(detail))) faults.push(`${when}: the log holds ${detail}`);
  expect(faults).toEqual([]);
}

function mayRead({ reader, at }: Read, owner: Name, matches: readonly Match[]): boolean {
  const team: Reader[] = ['Karin', 'Kjell'];
  if (reader === owner)
    return at.startsWith('mail ') || /^(?:\/en)?\/(?:account|organisations|assignments)\b/.test(at);
  if (team.includes(reader) && team.includes(owner)) return /\/coordinators$|\/edit\/4$/.test(at);
  if (reader === 'Johan') return /\/staff\/organisations\//.test(at) && !['Amina', 'Bahar'].includes(owner);
  return matches.some(({ application, volunteer }) => {
    const sides = reader === volunteer ? owner === 'Karin' : team.includes(reader) && owner === volunteer;
    return sides && (at.endsWith(`/applications/${application}`) || at.startsWith('mail Det blev en match'));
  });
}

async function pages(): Promise<Read[]> {
  const all: Read[] = [];
  for (const [reader, client] of clients) {
    const from = [
      '/',
      '/en',
      '/home',
      '/account',
      '/notifications',
      '/notifications/since?at=2026-11-24T00:00:00Z',
      '/staff',
    ];
    const read = await crawl(client, from);
    all.push(...read.map(({ path, text }) => ({ reader, at: path, text })));
  }
  return all;
}

/** Since the last look. */
function mails(): Read[] {
  return mailbox.mails.splice(0).map(({ to, subject, text, html }) => ({
    reader: people.find((name) => to.includes(emailOf(name))) ?? 'visitor',
    at: `mail ${subject}`,
    text: `${subject}\n${text}\n${html}`,
  }));
}

function sockets(): Read[] {
  return [...tabs].map(([reader, { heard }]) => ({
    reader,
    at: 'socket',
    text: JSON.stringify(heard.splice(0)),
  }));
}

/** What forms were answered with. */
const answers: Read[] = [];

async function send(name: Name, path: string, form: Record<string, string>): Promise<Answer> {
  const answer = await clientOf(name).post(path, form);
  answers.push({ reader: name, at: `form ${path}`, text: answer.text });
  await service.services.outbox.drain();
  return answer;
}

async function apply(name: Name, to: string): Promise<string> {
  await send(name, `/assignments/${to}/apply`, {});
  const form = { message: 'Jag vill gärna hjälpa till på tisdagar.', adult: 'yes' };
  const { headers } = await send(name, `/assignments/${to}/apply`, form);
  return headers.location?.split('/').at(-1) ?? '';
}

async function move(
  name: Name,
  application: string,
  what: string,
  form: Record<string, string> = {},
): Promise<void> {
  await send(name, `/applications/${application}/${what}`, form);
}

async function arrange(): Promise<{ reviewed: string; direct: string }> {
  const { services } = service;
  const karin = await aCoordinator(services, { name: 'Karin', email: emailOf('Karin') });
  known.set('Karin', karin);
  known.set('Olle', await aCoordinator(services, { name: 'Olle', email: emailOf('Olle') }));
  known.set('Johan', await aModerator(services, { name: 'Johan', email: emailOf('Johan') }));
  for (const name of ['Amina', 'Bahar', 'Kjell'] as const)
    known.set(name, await aPerson(services, { name, email: emailOf(name) }));
  clients.set('visitor', visitor(service));
  for (const [name, { id, email }] of known) {
    await services.accounts.saveProfile(id, {
      name,
      fullName: fullNameOf(name),
      phone: phoneOf(name),
      municipality: undefined,
      languages: [],
      causes: [],
      about: '',
      language: 'sv',
    });
    const client = await signedIn(service, email);
    clients.set(name, client);
    tabs.set(name, await openTab(service.url, client.cookie()));
  }
  await services.organisations.invite(karin, karin.organisation, emailOf('Kjell'), 'sv');
  const link = await services.connection.collection('links').findOne({ email: emailOf('Kjell') });
  await clientOf('Kjell').post(`/invitations/${services.links.token(String(link?._id))}`);
  const reviewed = await anAssignment(services, karin);
  return { reviewed, direct: await anAssignment(services, karin, { admission: 'direct' }) };
}

function clientOf(name: Name): Client {
  return clients.get(name) ?? visitor(service);
}

function detailsOf(name: Name): string[] {
  return [fullNameOf(name), emailOf(name), phoneOf(name)];
}

function fullNameOf(name: Name): string {
  return `${name} Kanariefjäder`;
}

function emailOf(name: Name): string {
  return `${name.toLowerCase()}.kanarie@example.org`;
}

function phoneOf(name: Name): string {
  return `+467017406${String(10 + people.indexOf(name))}`;
}

/** However a number is spaced and an address written. */
function squeezed(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\s-]|&nbsp;/g, '')
    .replaceAll('+46', '0');
}
