// Passwords: what may be one, how a forgotten one is replaced, and that every session but one's own ends with a change.
import fc from 'fast-check';
import { passwordLength, registerForm, signInForm } from '../../src/accounts/account.schema.ts';
import { hashPassword, verifyPassword } from '../../src/accounts/passwords.ts';
import { readForm } from '../../src/platform/http/form.ts';
import { linkTo, mailTo } from '../support/account-mail.ts';
import { bytesOf } from '../support/answers.ts';
import { signedIn, visitor } from '../support/http.ts';
import { startMailbox } from '../support/mailbox.ts';
import type { Mailbox } from '../support/mailbox.ts';
import { aPerson, password } from '../support/people.ts';
import { startService } from '../support/service.ts';
import type { TestService } from '../support/service.ts';

const other = 'en helt annan mening';

describe('a password', () => {
  test.each([
    ['7 characters', 'kvist 7', 'accounts.password.short'],
    ['8 characters', 'kvist 78', undefined],
    ['8 characters of which one takes two places', '🙂kvist 7', undefined],
    ['7 characters of which one takes two places', '🙂kvist7', 'accounts.password.short'],
    ['128 characters', 'ugglor '.repeat(18) + 'ok', undefined],
    ['129 characters', 'ugglor '.repeat(18) + 'okå', 'accounts.password.long'],
    ['one that is used by many', 'password1', 'accounts.password.common'],
    ['one’s own name', 'AminaTestsson1', 'accounts.password.common'],
    ['one’s own address', 'amina@example.org', 'accounts.password.common'],
    ['nothing', '', 'accounts.password.short'],
    ['only small letters', 'treuggloripark', undefined],
    ['only spaces', '        ', 'accounts.password.common'],
    ['other scripts', 'مرحبا بالعالم اليوم', undefined],
  ])('[ASVS 6.2.1, 6.2.5, 6.2.9] of %s is judged', (_what, typed, expected) => {
    const form = readForm(registerForm('amina@example.org'), {
      name: 'Amina',
      fullName: 'Amina Testsson',
      password: typed,
      terms: 'yes',
    });
    const found = form.ok ? undefined : form.form.errors['password']?.key;
    expect(found).toBe(expected);
  });

  test('[ASVS 6.2.8] is taken as it is: not trimmed, not cut, no case changed', () => {
    const any = fc.string({ unit: 'grapheme', minLength: passwordLength.min, maxLength: 40 });
    fc.assert(
      fc.property(any, (typed) => {
        const form = readForm(signInForm, { email: 'a@example.org', password: ` ${typed}Å ` });
        expect(form.ok && form.data.password).toBe(` ${typed}Å `.normalize('NFC'));
      }),
    );
  });

  test('[ASVS 11.4.2] is hashed with argon2id as OWASP says, and differently every time', async () => {
    const [one, two] = await Promise.all([hashPassword(password), hashPassword(password)]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
    expect(await verifyPassword(one, password)).toBe(true);
    for (const wrong of [`${password} `, password.toUpperCase(), password.slice(0, -1), ''])
      expect(await verifyPassword(one, wrong)).toBe(false);
    expect(await verifyPassword(undefined, password)).toBe(false);
  });

  test('is the same whichever way a letter with dots is put together', async () => {
    const hash = await hashPassword('Blåbär på ön'.normalize('NFD'));
    expect(await verifyPassword(hash, 'Blåbär på ön'.normalize('NFC'))).toBe(true);
  });
});

describe('with a running service', () => {
  let service: TestService;
  let mailbox: Mailbox;
  let count = 0;
  let email = '';

  beforeAll(async () => {
    mailbox = await startMailbox();
    service = await startService({ smtpUrl: mailbox.url, lasting: true });
  });
  beforeEach(async () => {
    await mailTo(service, mailbox, email);
    mailbox.clear();
    count += 1;
    email = `pw-${count}@example.org`;
    await aPerson(service.services, { email });
  });

  test('a forgotten password is replaced by a link, once, and every session ends', async () => {
    const before = await signedIn(service, email);
    const link = await resetOf(email);
    expect(link).toMatch(/^\/password\//);
    const scanner = await visitor(service).get(link);
    expect([scanner.status, scanner.headers['cache-control']]).toEqual([200, 'no-store']);

    const short = await visitor(service).post(link, { password: 'kort' });
    expect(short.status).toBe(422);
    const done = await visitor(service).post(link, { password: other });
    expect([done.status, done.headers.location]).toEqual([303, '/sign-in?changed=1']);
    expect((await before.get('/account')).status).toBe(303);
    expect((await visitor(service).post('/sign-in', { email, password })).status).toBe(422);
    expect((await visitor(service).post('/sign-in', { email, password: other })).status).toBe(303);

    expect((await visitor(service).get(link)).status).toBe(404);
    expect((await visitor(service).post(link, { password: 'ännu en mening till' })).status).toBe(404);
    const told = (await mailTo(service, mailbox, email)).at(-1);
    expect(told?.text).not.toMatch(/\/password\/[\w-]{43}/);
    expect(told?.links.some((one) => one.endsWith('/password/forgotten'))).toBe(true);
  });

  test('a reset leaves no other link that could reset again, however its address was typed', async () => {
    const first = await resetOf(email);
    mailbox.clear();
    const second = await resetOf(email.toUpperCase());
    await visitor(service).post(second, { password: other });
    expect((await visitor(service).get(first)).status).toBe(404);
  });

  test('a change leaves no link that could reset it', async () => {
    const link = await resetOf(email);
    const client = await signedIn(service, email);
    await client.post('/account/password', { present: password, password: other });
    expect((await visitor(service).get(link)).status).toBe(404);
  });

  test('a reset goes to the account’s own address, not to the spelling that somebody typed', async () => {
    await visitor(service).post('/password/forgotten', { email: email.toUpperCase() });
    await mailTo(service, mailbox, email);
    expect(mailbox.mails.map(({ to }) => to)).toEqual([[email]]);
  });

  test('[ASVS 6.4.1] a link for a new password is good for an hour', async () => {
    const link = await resetOf(email);
    service.clock.moveBy(3_600_000 - 1_000);
    expect((await visitor(service).get(link)).status).toBe(200);
    service.clock.moveBy(2_000);
    expect((await visitor(service).get(link)).status).toBe(404);
    expect((await visitor(service).post(link, { password: other })).status).toBe(404);
  });

  test('of two who send the same link at once, one sets the password', async () => {
    const link = await resetOf(email);
    const words = ['första meningen här', 'andra meningen här', 'tredje meningen här'];
    const answers = await Promise.all(words.map((one) => visitor(service).post(link, { password: one })));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 404, 404]);
  });

  test('an unknown address gets the same page to the byte, and a mail that says so', async () => {
    const known = await visitor(service).post('/password/forgotten', { email });
    const typed = `no-${count}@example.org`;
    const unknown = await visitor(service).post('/password/forgotten', { email: typed });
    expect(known.status).toBe(200);
    expect(bytesOf(known, email)).toEqual(bytesOf(unknown, typed));
    const [mail] = await mailTo(service, mailbox, typed);
    expect(mail?.links.some((link) => link.endsWith('/register'))).toBe(true);
    expect(mail?.text).not.toMatch(/\/password\/[\w-]{43}/);
  });

  test('[ASVS 6.2.2, 7.4.3] a change keeps this session and ends all others', async () => {
    const [here, there] = [await signedIn(service, email), await signedIn(service, email)];
    const cookie = here.cookie();
    const answer = await here.post('/account/password', { present: password, password: other });
    expect([answer.status, answer.headers.location]).toEqual([303, '/account/password?saved=1']);
    expect((await here.get('/account/password?saved=1')).status).toBe(200);
    expect((await there.get('/account')).status).toBe(303);
    expect(here.cookie()).not.toBe(cookie);
    expect((await visitor(service, cookie).get('/account')).status).toBe(303);
    expect(await mailTo(service, mailbox, email)).toHaveLength(1);
  });

  test('[ASVS 6.2.3] a change asks for the present password', async () => {
    const here = await signedIn(service, email);
    for (const present of ['', 'inte det här', password.toUpperCase()])
      expect((await here.post('/account/password', { present, password: other })).status).toBe(422);
    const wrong = await here.post('/account/password', { present: 'inte det här', password: other });
    expect(wrong.text).toContain('Det stämmer inte med lösenordet du har nu');
    expect(wrong.text).not.toContain('inte det här"');
    expect((await visitor(service).post('/sign-in', { email, password })).status).toBe(303);
    expect(await mailTo(service, mailbox, email)).toHaveLength(0);
  });

  test('a change is judged as a first password is', async () => {
    const here = await signedIn(service, email);
    const answer = await here.post('/account/password', { present: password, password: email });
    expect(answer.text).toContain('lätt att gissa');
  });

  async function resetOf(address: string): Promise<string> {
    await visitor(service).post('/password/forgotten', { email: address });
    return linkTo(service, mailbox, email, 'password');
  }
});
