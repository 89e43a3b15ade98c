// Holds the promise that contact details are exchanged at the match and never before: distinct names, addresses and telephone numbers are looked
// for in everything that anybody can read, before, at and after a match.
import { Types } from 'mongoose';
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

/** Volunteers; the coordinators of two organisations, of whom Karin and Pia are the contacts; and staff. */
const people = ['Amina', 'Bahar', 'Petra', 'Karin', 'Kjell', 'Olle', 'Pia', 'Johan'] as const;
type Name = (typeof people)[number];
type Reader = Name | 'visitor';

/** They have chosen contact through the service. */
const secret: readonly Name[] = ['Petra', 'Pia'];
const teams: readonly (readonly Name[])[] = [
  ['Karin', 'Kjell'],
  ['Olle', 'Pia'],
];

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
  team: readonly Name[];
  contact: Name;
}

let service: TestService;
let mailbox: Mailbox;
const known = new Map<Name, TestPerson>();
/** Matches whose mails have been read. */
const told = new Set<string>();
const clients = new Map<Reader, Client>();
const tabs = new Map<Name, Tab>();

test('[ASVS 8.2.3, 15.3.1] contact details are read by the two sides of a match, where they belong, and by nobody before', async () => {
  mailbox = await startMailbox();
  service = await startService({ smtpUrl: mailbox.url, environment: { MAIL_DELAY_MINUTES: '0' } });
  const { reviewed, direct, through } = await arrange();
  const [ours = [], theirs = []] = teams;

  const amina = await apply('Amina', reviewed);
  const bahar = await apply('Bahar', reviewed);
  await move('Karin', amina, 'decline', {});
  await move('Olle', amina, 'offer');
  await look([], 'everybody waits');

  await move('Amina', amina, 'phone');
  letting = amina;
  await look([], 'Amina lets one organisation see her telephone number');
  const seen = await clientOf('Kjell').get(`/applications/${amina}`);
  expect(squeezed(seen.text)).toContain(squeezed(phoneOf('Amina')));
  await move('Amina', amina, 'phone/remove');
  letting = undefined;

  await move('Karin', amina, 'offer');
  await move('Bahar', bahar, 'confirm');
  await look([], 'Amina has an offer');

  await move('Amina', amina, 'confirm');
  const first: Match = { application: amina, volunteer: 'Amina', team: ours, contact: 'Karin' };
  await look([first], 'Amina has a match');

  const second: Match = {
    application: await apply('Bahar', direct),
    volunteer: 'Bahar',
    team: ours,
    contact: 'Karin',
  };
  await look([first, second], 'Bahar has one, too');

  await move('Karin', amina, 'cancel', { reason: 'changed', text: 'Vi måste ställa in.' });
  await look([second], 'the first is off');

  const petra = await apply('Petra', through);
  await move('Petra', petra, 'notes', { note: 'Jag kommer till porten klockan tre.' });
  await move('Pia', petra, 'notes', { note: 'Fint, fråga efter Olle.' });
  await look([second], 'two who have chosen contact through the service have a match');
  for (const name of ['Petra', 'Olle', 'Pia'] as const) {
    const { text } = await clientOf(name).get(`/applications/${petra}`);
    expect(text).toContain('Jag kommer till porten klockan tre.');
    expect(text).toContain('Fint, fråga efter Olle.');
  }

  const third: Match = {
    application: await apply('Bahar', through),
    volunteer: 'Bahar',
    team: theirs,
    contact: 'Pia',
  };
  await look([second, third], 'one who has not and one who has');

  const minor = await apply('Amina', direct, { adult: '', born: '2010-05-06', ...guardian });
  const consent = await send('visitor', await consentPath(), { answer: 'yes' });
  await send('visitor', consent.headers.location ?? '', {}, 'get');
  await move('Amina', minor, 'confirm');
  const fourth: Match = { application: minor, volunteer: 'Amina', team: ours, contact: 'Karin' };
  await look([second, third, fourth], 'somebody under 18 has a match');
}, 300_000);

/** Known to whom they are guardian of, and to nobody else. */
const guardian = { guardianName: 'Gunnel Kanarievakt', guardianEmail: 'gunnel.vakt@example.org' };

async function consentPath(): Promise<string> {
  const link = await service.services.connection.collection('links').findOne({ purpose: 'consent' });
  return `/consent/${service.services.links.token(String(link?._id))}`;
}

/** The guardian reads as a visitor what the mails lead to. */
function mayReadGuardian({ reader, at }: Read): boolean {
  if (reader === 'visitor') return /^(?:mail |form \/consent\/)/.test(at);
  return reader === 'Amina' && /\/applications\/|\/apply$/.test(at);
}

/** Reads everything, and checks that details stand where the matches put them and nowhere else. */
async function look(matches: readonly Match[], when: string): Promise<void> {
  await service.services.outbox.drain();
  await service.services.sendMail();
  const reads = [...(await pages()), ...mails(), ...sockets(), ...answers.splice(0)];
  const faults: string[] = [];
  for (const read of reads) {
    const text = squeezed(read.text);
    if (Object.values(guardian).some((detail) => text.includes(squeezed(detail))) && !mayReadGuardian(read))
      faults.push(`${when}: ${read.reader} reads of the guardian at ${read.at}`);
    for (const owner of people) {
      const found = detailsOf(owner).filter(
        (detail) => text.includes(squeezed(detail)) && !isLet(read, owner, detail),
      );
      if (found.length > 0 && !mayRead(read, owner, matches))
        faults.push(`${when}: ${read.reader} reads ${found.join(', ')} at ${read.at}`);
    }
  }
  expect(reads.length).toBeGreaterThan(150);
  for (const { application, volunteer, team, contact } of matches) {
    const isNew = !told.has(application);
    told.add(application);
    for (const [reader, owner] of [
      [volunteer, contact] as const,
      ...team.map((reader) => [reader, volunteer] as const),
    ]) {
      if (secret.includes(owner)) continue;
      const own = reads.filter((read) => read.reader === reader);
      const page = own.find(({ at }) => at === `/applications/${application}`)?.text ?? '';
      const mail =
        own.find(({ at, text }) => at.startsWith('mail ') && text.includes(emailOf(owner)))?.text ?? '';
      for (const detail of detailsOf(owner)) {
        if (!squeezed(page).includes(squeezed(detail)))
          faults.push(`${when}: ${reader} does not find ${detail} on the page`);
        if (isNew && !squeezed(mail).includes(squeezed(detail)))
          faults.push(`${when}: ${reader} does not find ${detail} in a mail`);
      }
    }
  }
  for (const detail of [...people.flatMap((name) => [...detailsOf(name), name]), ...Object.values(guardian)])
    if (service.log.some((line) => line.includes(detail))) faults.push(`${when}: the log holds ${detail}`);
  expect(faults).toEqual([]);
}

/** The application on whose page Amina lets the coordinators see her number. */
let letting: string | undefined;

function isLet({ reader, at }: Read, owner: Name, detail: string): boolean {
  const isSide = reader === owner || isIn(teams[0] ?? [], reader);
  return (
    isSide && detail === phoneOf('Amina') && letting !== undefined && at.endsWith(`/applications/${letting}`)
  );
}

function mayRead({ reader, at }: Read, owner: Name, matches: readonly Match[]): boolean {
  if (reader === owner)
    return at.startsWith('mail ') || /^(?:\/en)?\/(?:account|organisations|assignments|watches)\b/.test(at);
  if (secret.includes(owner)) return false;
  if (teams.some((team) => isIn(team, reader) && team.includes(owner)))
    return /\/coordinators(?:\/\w+\/remove)?$|\/edit\/4$|\/account\/delete$/.test(at);
  if (reader === 'Johan')
    return /\/staff\/organisations\//.test(at) && teams.some((team) => team.includes(owner));
  return matches.some(({ application, volunteer, team, contact }) => {
    const sides = reader === volunteer ? owner === contact : isIn(team, reader) && owner === volunteer;
    const isPlace =
      at.endsWith(`/applications/${application}`) ||
      (reader !== volunteer && /^(?:\/en)?\/assignments\/\w+\/people$/.test(at)) ||
      at.startsWith('mail Det blev en match');
    return sides && isPlace;
  });
}

function isIn(team: readonly Name[], reader: Reader): boolean {
  return team.some((name) => name === reader);
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

async function send(
  name: Reader,
  path: string,
  form: Record<string, string>,
  how: 'get' | 'post' = 'post',
): Promise<Answer> {
  const client = name === 'visitor' ? visitor(service) : clientOf(name);
  const answer = await (how === 'get' ? client.get(path) : client.post(path, form));
  answers.push({ reader: name, at: `form ${path}`, text: answer.text });
  await service.services.outbox.drain();
  return answer;
}

async function apply(name: Name, to: string, more: Record<string, string> = {}): Promise<string> {
  await send(name, `/assignments/${to}/apply`, {});
  const form = { message: 'Jag vill gärna hjälpa till på tisdagar.', adult: 'yes', ...more };
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

async function arrange(): Promise<{ reviewed: string; direct: string; through: string }> {
  const { services } = service;
  const karin = await aCoordinator(services, { name: 'Karin', email: emailOf('Karin') });
  known.set('Karin', karin);
  const olle = await aCoordinator(services, { name: 'Olle', email: emailOf('Olle') });
  known.set('Olle', olle);
  known.set('Johan', await aModerator(services, { name: 'Johan', email: emailOf('Johan') }));
  for (const name of ['Amina', 'Bahar', 'Petra', 'Kjell', 'Pia'] as const)
    known.set(name, await aPerson(services, { name, email: emailOf(name) }));
  clients.set('visitor', visitor(service));
  for (const [name, { id, email }] of known) {
    await services.accounts.saveProfile(id, {
      name,
      fullName: fullNameOf(name),
      phone: phoneOf(name),
      isProtected: secret.includes(name),
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
  await join(karin, 'Kjell');
  await join(olle, 'Pia');
  const contact = new Types.ObjectId(known.get('Pia')?.id);
  return {
    reviewed: await anAssignment(services, karin),
    direct: await anAssignment(services, karin, { admission: 'direct' }),
    through: await anAssignment(services, olle, { admission: 'direct', contact }),
  };
}

async function join(inviter: TestPerson & { organisation: string }, name: Name): Promise<void> {
  const { organisations, connection, links } = service.services;
  await organisations.invite(inviter, inviter.organisation, emailOf(name), 'sv');
  const link = await connection.collection('links').findOne({ email: emailOf(name) });
  await clientOf(name).post(`/invitations/${links.token(String(link?._id))}`);
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
