// Changing the address of an account: with the password, confirmed on the new one, told to the old one, and nothing told of others.
import { linkTo, mailTo } from '../support/account-mail.ts';
import { bytesOf } from '../support/answers.ts';
import { signedIn, visitor } from '../support/http.ts';
import { startMailbox } from '../support/mailbox.ts';
import type { Mailbox } from '../support/mailbox.ts';
import { aPerson, password } from '../support/people.ts';
import { startService } from '../support/service.ts';
import type { TestService } from '../support/service.ts';

let service: TestService;
let mailbox: Mailbox;
let made = 0;

beforeAll(async () => {
  mailbox = await startMailbox();
  service = await startService({ smtpUrl: mailbox.url, lasting: true });
  await aPerson(service.services, { email: 'taken@example.org' });
});

/** Somebody at a browser, and the address they want instead of theirs. */
async function someone() {
  made += 1;
  const old = `old${made}@example.org`;
  const wanted = `new${made}@example.org`;
  const { id } = await aPerson(service.services, { email: old });
  return { id, old, wanted, here: await signedIn(service, old) };
}

test('the new address holds once the link sent to it is opened, and everybody else is signed out', async () => {
  const { old, wanted, here } = await someone();
  const elsewhere = await signedIn(service, old);
  expect((await here.post('/account/address', { email: wanted, present: password })).status).toBe(200);
  const link = await linkTo(service, mailbox, wanted, 'address');
  expect((await signedIn(service, old)).cookie()).not.toBe('');
  expect((await here.get(link)).text).toContain(wanted);
  const answer = await here.post(link);
  expect([answer.status, answer.headers.location]).toEqual([303, '/account/address?saved=1']);
  expect((await here.get('/account/address')).text).toContain(`Du loggar in med ${wanted}`);
  expect((await elsewhere.get('/account')).status).toBe(303);
  await signedIn(service, wanted);
  await expect(signedIn(service, old)).rejects.toThrow('422');
  expect((await here.post(link)).status).toBe(404);
});

test('[ASVS 7.5.1] without the right password nothing is sent', async () => {
  const { wanted, here } = await someone();
  const answer = await here.post('/account/address', { email: wanted, present: 'inte det här' });
  expect(answer.status).toBe(422);
  expect(answer.text).toContain(wanted);
  expect(await mailTo(service, mailbox, wanted)).toEqual([]);
});

test('an address with an account gets the same answer to the byte, and no link', async () => {
  const { here, id } = await someone();
  const free = await here.post('/account/address', { email: 'frees@example.org', present: password });
  const taken = await here.post('/account/address', { email: 'taken@example.org', present: password });
  expect(bytesOf(free, 'frees')).toEqual(bytesOf(taken, 'taken'));
  const [mail] = await mailTo(service, mailbox, 'taken@example.org');
  expect(mail?.text).toContain('du har redan ett eget');
  expect(mail?.links.some((link) => link.includes('/address/'))).toBe(false);
  expect((await service.services.accounts.get(id)).email).toMatch(/^old/);
});

test('only the person who asked can open the link, wherever it ended up', async () => {
  const { wanted, here } = await someone();
  const other = await someone();
  await here.post('/account/address', { email: wanted, present: password });
  const link = await linkTo(service, mailbox, wanted, 'address');
  expect((await other.here.get(link)).status).toBe(404);
  expect((await other.here.post(link)).status).toBe(404);
  expect((await visitor(service).get(link)).headers.location).toContain('/sign-in?next=');
  expect((await here.post(link)).status).toBe(303);
});

test('the old mailbox can stop a change that waits', async () => {
  const { old, wanted, here } = await someone();
  await here.post('/account/address', { email: wanted, present: password });
  const link = await linkTo(service, mailbox, wanted, 'address');
  const stop = await linkTo(service, mailbox, old, 'address/keep');
  expect((await visitor(service).post(stop)).status).toBe(200);
  expect((await here.get('/account')).status).toBe(303);
  const again = await visitor(service).post('/sign-in', { email: old, password });
  expect(again.status).toBe(422);
  expect((await service.services.links.find('address', link.split('/').at(-1) ?? '')) === null).toBe(true);
  const reset = await linkTo(service, mailbox, old, 'password');
  expect((await visitor(service).post(reset, { password })).status).toBe(303);
});

test('and take back one that an intruder made, even if it was changed twice', async () => {
  const { old, wanted, here } = await someone();
  await here.post('/account/address', { email: wanted, present: password });
  await here.post(await linkTo(service, mailbox, wanted, 'address'));
  const back = await linkTo(service, mailbox, old, 'address/keep');
  await here.post('/account/address', { email: `further-${wanted}`, present: password });
  await here.post(await linkTo(service, mailbox, `further-${wanted}`, 'address'));
  expect((await visitor(service).post(back)).status).toBe(200);
  expect((await here.get('/account')).status).toBe(303);
  expect(await service.services.accounts.findByEmail(old)).not.toBeNull();
  expect(await service.services.accounts.findByEmail(`further-${wanted}`)).toBeNull();
});

test('a reset password makes a waiting change worthless', async () => {
  const { old, wanted, here } = await someone();
  await here.post('/account/address', { email: wanted, present: password });
  const link = await linkTo(service, mailbox, wanted, 'address');
  await visitor(service).post('/password/forgotten', { email: old });
  await visitor(service).post(await linkTo(service, mailbox, old, 'password'), { password });
  const owner = await signedIn(service, old);
  expect((await owner.post(link)).status).toBe(404);
});

test('an address that gets an account meanwhile stays its own', async () => {
  const { wanted, here } = await someone();
  await here.post('/account/address', { email: wanted, present: password });
  const link = await linkTo(service, mailbox, wanted, 'address');
  await aPerson(service.services, { email: wanted });
  const answer = await here.post(link);
  expect(answer.status).toBe(409);
  expect(answer.text).toContain('hör redan till ett annat konto');
});
