// How one gets an account: an address, a mail, a page with name and password. No answer tells who has one already.
import { facts } from '../../src/platform/i18n/languages.ts';
import { linkTo, mailTo } from '../support/account-mail.ts';
import { bytesOf } from '../support/answers.ts';
import { signedIn, visitor } from '../support/http.ts';
import type { Form } from '../support/http.ts';
import { startMailbox } from '../support/mailbox.ts';
import type { Mailbox } from '../support/mailbox.ts';
import { aPerson, password } from '../support/people.ts';
import { startService } from '../support/service.ts';
import type { TestService } from '../support/service.ts';

let service: TestService;
let mailbox: Mailbox;
const filled: Form = { name: 'Amina', fullName: 'Amina Testsson', password, terms: 'yes' };

beforeAll(async () => {
  mailbox = await startMailbox();
  service = await startService({ smtpUrl: mailbox.url, lasting: true });
});
beforeEach(() => {
  mailbox.clear();
});

test('an address, a mail and a page with names and password make an account, and one is signed in', async () => {
  const someone = visitor(service);
  const asked = await someone.post('/register', { email: 'amina@example.org' });
  expect(asked.status).toBe(200);
  expect(asked.text).toContain('amina@example.org');
  expect(someone.cookie()).toBe('');

  const link = await linkTo(service, mailbox, 'amina@example.org', 'register');
  const page = await someone.get(link);
  expect(page.status).toBe(200);
  expect(page.text).toContain('value="amina@example.org"');
  expect(page.headers['cache-control']).toBe('no-store');
  expect(page.headers['referrer-policy']).toBe('same-origin');

  const made = await someone.post(link, filled);
  expect([made.status, made.headers.location]).toEqual([303, '/home?welcome=1']);
  expect((await someone.get('/home?welcome=1')).text).toContain('Amina');
  const person = await service.services.accounts.findByEmail('AMINA@example.org');
  expect(person).toMatchObject({
    email: 'amina@example.org',
    name: 'Amina',
    language: 'sv',
    isModerator: false,
  });
  await signedIn(service, 'amina@example.org');
});

test('[ASVS 8.2.3, 15.3.3] a form that says more than it asks for makes nothing more of it', async () => {
  const link = await registrationOf('more@example.org');
  await visitor(service).post(link, {
    ...filled,
    email: 'other@example.org',
    isModerator: 'true',
    epoch: '7',
    emailKey: 'other@example.org',
    waiting: '-5',
  });
  const person = await service.services.accounts.findByEmail('more@example.org');
  expect(person).toMatchObject({ email: 'more@example.org', isModerator: false, epoch: 0, waiting: 0 });
  expect(await service.services.accounts.findByEmail('other@example.org')).toBeNull();
});

test('who registers in English gets the mail, the page and the account in English', async () => {
  const someone = visitor(service);
  await someone.post('/en/register', { email: 'english@example.org' });
  const [mail] = await mailTo(service, mailbox, 'english@example.org');
  expect(mail?.subject).toBe(facts.en.t('mail.register.subject'));
  const link = await linkTo(service, mailbox, 'english@example.org', 'register');
  expect(link).toMatch(/^\/en\/register\//);
  expect((await someone.post(link, filled)).headers.location).toBe('/en/home?welcome=1');
  expect((await service.services.accounts.findByEmail('english@example.org'))?.language).toBe('en');
});

test('a mail scanner that opens the link, however often, uses nothing up', async () => {
  const link = await registrationOf('scanned@example.org');
  const scanner = visitor(service);
  for (let turn = 0; turn < 3; turn += 1) {
    expect((await scanner.get(link)).status).toBe(200);
    expect((await scanner.get(link, { 'user-agent': 'Scanner' })).status).toBe(200);
  }
  expect(await service.services.accounts.findByEmail('scanned@example.org')).toBeNull();
  expect(scanner.cookie()).toBe('');
  expect((await visitor(service).post(link, filled)).status).toBe(303);
});

test('[ASVS 6.4.1] a link works once', async () => {
  const link = await registrationOf('once@example.org');
  await visitor(service).post(link, filled);
  expect((await visitor(service).get(link)).status).toBe(404);
  const again = await visitor(service).post(link, { ...filled, name: 'Somebody else' });
  expect(again.status).toBe(404);
  expect((await service.services.accounts.findByEmail('once@example.org'))?.name).toBe('Amina');
});

test('of two who send the same link at once, one gets the account', async () => {
  const link = await registrationOf('twice@example.org');
  const answers = await Promise.all([1, 2, 3].map(() => visitor(service).post(link, filled)));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 404, 404]);
});

test('[ASVS 6.4.1] a link is good for a day, and says afterwards what to do', async () => {
  const link = await registrationOf('late@example.org');
  service.clock.moveBy(86_400_000 - 1_000);
  expect((await visitor(service).get(link)).status).toBe(200);
  service.clock.moveBy(2_000);
  const late = await visitor(service).get(link);
  expect(late.status).toBe(404);
  expect(late.text).toContain('Länken gäller inte längre');
});

test('[ASVS 6.4.1] a link is not guessed, is no other link, and is not what the database holds', async () => {
  const link = await registrationOf('guess@example.org');
  const token = link.split('/').at(-1) ?? '';
  const stored = await service.services.connection
    .collection('links')
    .findOne({ email: 'guess@example.org' });
  expect(JSON.stringify(stored)).not.toContain(token);
  for (const path of [
    `/password/${token}`,
    `/invitations/${token}`,
    `/register/${String(stored?.['hash'])}`,
    `/register/${String(stored?.['_id'])}`,
    `/register/${token}x`,
    `/register/${token.slice(1)}`,
    '/register/%00',
    '/register/[object%20Object]',
  ])
    expect([path, (await visitor(service).get(path)).status]).toEqual([
      path,
      path.startsWith('/inv') ? 303 : 404,
    ]);
});

test('an address that has an account already gets another mail, and the page is the same to the byte', async () => {
  await aPerson(service.services, { email: 'known@example.org', name: 'Kim' });
  const known = await visitor(service).post('/register', { email: 'known@example.org' });
  const fresh = await visitor(service).post('/register', { email: 'fresh@example.org' });
  expect(bytesOf(known, 'known')).toEqual(bytesOf(fresh, 'fresh'));

  const [toKnown] = await mailTo(service, mailbox, 'known@example.org');
  expect(toKnown?.links.some((link) => link.endsWith('/sign-in'))).toBe(true);
  expect(toKnown?.text).not.toMatch(/\/register\/[\w-]{43}/);
  const [toFresh] = await mailTo(service, mailbox, 'fresh@example.org');
  expect(toFresh?.links.some((link) => link.includes('/register/'))).toBe(true);
});

test('an account takes no second one beside it, whatever capitals are typed', async () => {
  const first = await registrationOf('Capital@example.org');
  const second = await registrationOf('CAPITAL@example.org');
  expect((await visitor(service).post(first, filled)).status).toBe(303);
  const again = await visitor(service).post(second, filled);
  expect(again.status).toBe(409);
  expect(again.text).toContain('Det finns redan ett konto med den adressen');
  expect(await countOf('capital@example.org')).toBe(1);
});

test.each([
  [{ email: '' }, 'Fyll i det här.'],
  [{ email: 'amina' }, 'Skriv en e-postadress'],
  [{ email: 'amina@example' }, 'Skriv en e-postadress'],
  [{ email: 'amina@example.org\r\nBcc: all@example.org' }, 'Skriv en e-postadress'],
  [{ email: 'a@example.org,b@example.org' }, 'Skriv en e-postadress'],
  [{ email: '"<script>"@example.org' }, 'Skriv en e-postadress'],
])('the address %j is refused with what to mend', async (form, words) => {
  const answer = await visitor(service).post('/register', form);
  expect(answer.status).toBe(422);
  expect(answer.text).toContain(words);
  expect(answer.text).not.toContain('<script>"');
});

test('a form with faults comes back with everything typed but the password', async () => {
  const link = await registrationOf('faults@example.org');
  const answer = await visitor(service).post(link, {
    name: 'Åsa <b>',
    fullName: '',
    password: 'kort',
    terms: '',
  });
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('value="Åsa &lt;b&gt;"');
  expect(answer.text).not.toContain('value="kort"');
  for (const field of ['fullName', 'password', 'terms']) expect(answer.text).toContain(`href="#f-${field}"`);
  expect(answer.text).not.toContain('href="#f-name"');
  expect((await visitor(service).get(link)).status).toBe(200);
});

test('a name that is an address or a link is refused: others read it, in mails too', async () => {
  const link = await registrationOf('link@example.org');
  const answer = await visitor(service).post(link, {
    ...filled,
    name: 'Vinn på www.vinst.se',
    fullName: 'a@b.se',
  });
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('Ta bort länken');
  expect(answer.text).toContain('Ta bort e-postadressen');
});

test('an answer holds one mail, however often the fact is delivered', async () => {
  await registrationOf('single@example.org');
  await service.services.connection
    .collection('outbox')
    .updateMany({}, { $set: { deliveredAt: null, nextAt: new Date(0) } });
  expect(await mailTo(service, mailbox, 'single@example.org')).toHaveLength(1);
});

async function registrationOf(email: string): Promise<string> {
  await visitor(service).post('/register', { email });
  return linkTo(service, mailbox, email, 'register');
}

function countOf(emailKey: string): Promise<number> {
  return service.services.connection.collection('people').countDocuments({ emailKey });
}
