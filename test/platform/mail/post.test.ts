// The queue of mail against a real SMTP server that takes, refuses, hangs, goes away and comes back: nothing is lost.
import { movableClock, day, hour, minute } from '../../../src/platform/clock.ts';
import type { MovableClock } from '../../../src/platform/clock.ts';
import { createLog } from '../../../src/platform/log.ts';
import { smtpMailer } from '../../../src/platform/mail/mailer.ts';
import type { Mailer } from '../../../src/platform/mail/mailer.ts';
import { createPost, mailModel } from '../../../src/platform/mail/post.ts';
import type { MailRow, Post } from '../../../src/platform/mail/post.ts';
import { freshDatabase } from '../../support/database.ts';
import { startMailbox } from '../../support/mailbox.ts';
import type { Mailbox } from '../../support/mailbox.ts';
import { testStart } from '../../support/service.ts';

const FROM = 'Handslag <hej@handslag.example>';
const IMPATIENT = '/?connectionTimeout=300&greetingTimeout=300&socketTimeout=300';

let mailbox: Mailbox;
let clock: MovableClock;
let log: string[];
let aPost: (mailer?: Mailer) => Post;
let rows: ReturnType<typeof mailModel>;
/** Addresses that were refused for good, and those that get no mail. */
let refused: string[];
let closed: Set<string>;

beforeEach(async () => {
  const connection = await freshDatabase();
  rows = mailModel(connection);
  await rows.createIndexes();
  mailbox = await startMailbox();
  clock = movableClock(testStart);
  log = [];
  refused = [];
  closed = new Set();
  aPost = (mailer = smtpMailer(mailbox.url + IMPATIENT, FROM)) =>
    createPost({
      connection,
      clock,
      log: createLog('info', { write: (line) => void log.push(line) }),
      mailer,
      compose: async ({ _id, data }: MailRow) =>
        data['to'] === undefined
          ? null
          : { to: data['to'], subject: `Om ${_id}`, text: `Hej, ${_id}`, html: `<p>Hej, ${_id}</p>` },
      mayGo: (row, address) => Promise.resolve(!closed.has(address) || row.kind === 'asked'),
      onRefused: (address, refusal) => {
        refused.push(`${address} ${refusal}`);
        return Promise.resolve();
      },
      host: 'handslag.example',
    });
});

afterEach(() => mailbox.stop());

async function add(post: Post, ...ids: string[]): Promise<void> {
  for (const id of ids) await post.add({ _id: id, kind: 'test', data: { to: `${id}@example.org` } });
}

const subjects = (): string[] => mailbox.mails.map(({ subject }) => subject).sort();

test('a letter is sent once, as text and as HTML, from us, marked as sent by a machine', async () => {
  const post = aPost();
  await add(post, 'amina');
  expect(await post.sendDue()).toBe(1);
  expect(await post.sendDue()).toBe(0);
  expect(mailbox.mails).toHaveLength(1);
  expect(mailbox.mails[0]).toMatchObject({
    to: ['amina@example.org'],
    from: expect.stringContaining('hej@handslag.example') as string,
    subject: 'Om amina',
    messageId: '<amina@handslag.example>',
    text: expect.stringContaining('Hej, amina') as string,
    html: expect.stringContaining('<p>Hej, amina</p>') as string,
  });
  expect(mailbox.mails[0]?.header('auto-submitted')).toBe('auto-generated');
  expect(await rows.findById('amina').lean()).toMatchObject({ outcome: 'sent', doneAt: clock.now() });
});

test('what is added twice is sent once', async () => {
  const post = aPost();
  await add(post, 'amina', 'amina');
  await post.sendDue();
  await add(post, 'amina');
  await post.sendDue();
  expect(subjects()).toEqual(['Om amina']);
});

test('what need not be said any more is dropped', async () => {
  const post = aPost();
  await post.add({ _id: 'nobody', kind: 'test', data: {} });
  await post.sendDue();
  expect(mailbox.mails).toEqual([]);
  expect(await rows.findById('nobody').lean()).toMatchObject({ outcome: 'dropped' });
});

test('two processes send each letter once', async () => {
  const ids = Array.from({ length: 12 }, (_, n) => `p${n}`);
  await add(aPost(), ...ids);
  const tried = await Promise.all([aPost().sendDue(), aPost().sendDue()]);
  expect(tried[0] + tried[1]).toBe(12);
  expect(subjects()).toEqual(ids.map((id) => `Om ${id}`).sort());
});

test('a process that dies after the server took the letter sends it again with the same Message-ID', async () => {
  const smtp = smtpMailer(mailbox.url, FROM);
  const dying: Mailer = {
    send: async (letter, id) => {
      await smtp.send(letter, id);
      throw new Error('the process is gone');
    },
    close: () => undefined,
  };
  await add(aPost(dying), 'amina');
  await aPost(dying).sendDue();
  clock.moveBy(5 * minute);
  await aPost().sendDue();
  expect(mailbox.mails.map(({ messageId }) => messageId)).toEqual([
    '<amina@handslag.example>',
    '<amina@handslag.example>',
  ]);
});

describe.each([
  ['refuses for the time being', () => mailbox.refuse(451)],
  ['does not like us', () => mailbox.refuse(550, '5.7.1 Relaying denied')],
  ['hangs', () => mailbox.hang()],
])('a server that %s', (how, fail) => {
  test('gets the letters later, and none is lost', async () => {
    const post = aPost();
    await add(post, 'amina', 'omar', 'karin');
    fail();
    const began = Date.now();
    // One is enough to see that the server does not answer; a refusal is about one letter.
    expect(await post.sendDue()).toBe(how === 'hangs' ? 1 : 3);
    expect(Date.now() - began).toBeLessThan(5_000);
    expect(mailbox.mails).toEqual([]);
    expect(await post.waiting()).toBe(3);

    mailbox.accept();
    clock.moveBy(minute);
    await post.sendDue();
    expect(subjects()).toEqual(['Om amina', 'Om karin', 'Om omar']);
    expect(await post.waiting()).toBe(0);
  });

  test('is not asked again at once, but ever more seldom', async () => {
    const post = aPost();
    await add(post, 'amina');
    fail();
    const tries: number[] = [];
    for (let second = 0; second < 20 * 60; second += 10) {
      if ((await post.sendDue()) > 0) tries.push(second);
      clock.moveBy(10_000);
    }
    expect(tries).toEqual([0, 20, 60, 140, 300, 620]);
  });

  test('is written about in the log without a name, an address or a text', async () => {
    const post = aPost();
    await add(post, 'amina');
    fail();
    await post.sendDue();
    expect(log).toHaveLength(1);
    expect(log[0]).toContain('a mail could not be sent');
    expect(log[0]).not.toMatch(/example\.org|Om amina|Hej/);
  });
});

test('[ASVS 16.5.2] a server that is down is tried with one letter a round until it is back', async () => {
  const post = aPost();
  await add(post, 'amina', 'omar');
  await mailbox.stop();
  expect(await post.sendDue()).toBe(1);
  expect(await post.sendDue()).toBe(1);
  expect(await post.sendDue()).toBe(0);
  mailbox = await startMailbox();
  clock.moveBy(minute);
  expect(await aPost().sendDue()).toBe(2);
  expect(subjects()).toEqual(['Om amina', 'Om omar']);
});

test('a letter that no server takes is given up after three days, and not before', async () => {
  const post = aPost();
  await add(post, 'amina');
  mailbox.refuse(451);
  for (let hours = 0; hours < 72; hours += 2) {
    await post.sendDue();
    clock.moveBy(2 * hour);
  }
  expect(await post.waiting()).toBe(1);
  clock.moveBy(day);
  await post.sendDue();
  expect(await rows.findById('amina').lean()).toMatchObject({ outcome: 'given up' });
  mailbox.accept();
  clock.moveBy(day);
  expect(await post.sendDue()).toBe(0);
});

test('a process that dies while it sends leaves the letter to the next', async () => {
  await add(aPost(), 'amina');
  const never: Mailer = { send: () => new Promise(() => undefined), close: () => undefined };
  void aPost(never).sendDue();
  while ((await rows.findById('amina').lean())?.attempts !== 1)
    await new Promise((resolve) => setTimeout(resolve, 5));
  expect(await aPost().sendDue()).toBe(0);
  clock.moveBy(3 * minute);
  expect(await aPost().sendDue()).toBe(1);
  expect(subjects()).toEqual(['Om amina']);
});

describe('an address that is refused for good', () => {
  test.each([
    [550, '5.1.1 <amina@example.org>: unknown', 'hard'],
    [550, 'No such user here', 'hard'],
    [550, '5.4.1 Recipient address rejected: access denied', 'hard'],
    [553, '5.1.3 bad address', 'hard'],
    [552, '5.2.2 mailbox full', 'soft'],
    [552, 'quota', 'soft'],
  ])('with %i %s is told of (%s), and not tried again', async (code, text, refusal) => {
    const post = aPost();
    await add(post, 'amina', 'omar');
    mailbox.refuse(code, text);
    expect(await post.sendDue()).toBe(2);
    expect(refused.sort()).toEqual([`amina@example.org ${refusal}`, `omar@example.org ${refusal}`]);
    expect(await rows.findById('amina').lean()).toMatchObject({ outcome: 'bounced', doneAt: clock.now() });
    expect(log).toHaveLength(2);
    expect(log.join('')).not.toMatch(/example\.org|unknown|Hej/);
    mailbox.accept();
    clock.moveBy(day);
    expect(await post.sendDue()).toBe(0);
    expect(mailbox.mails).toEqual([]);
  });

  test.each([
    [451, '4.7.1 greylisted'],
    [550, '5.7.1 Relaying denied'],
    [554, '5.7.1 blocked by a list'],
    [530, 'authentication required'],
    [503, 'bad sequence'],
  ])('is not one where %i %s says something else', async (code, text) => {
    const post = aPost();
    await add(post, 'amina');
    mailbox.refuse(code, text);
    await post.sendDue();
    expect(refused).toEqual([]);
    expect(await post.waiting()).toBe(1);
  });
});

test('an address that gets no mail gets none, but for what somebody has just asked for', async () => {
  const post = aPost();
  await add(post, 'amina', 'omar');
  await post.add({ _id: 'link', kind: 'asked', data: { to: 'amina@example.org' } });
  closed.add('amina@example.org');
  await post.sendDue();
  expect(subjects()).toEqual(['Om link', 'Om omar']);
  expect(await rows.findById('amina').lean()).toMatchObject({ outcome: 'suppressed' });
});

test('a letter that came back is noted in the queue by its Message-ID, and nothing else is', async () => {
  const post = aPost();
  await add(post, 'amina', 'omar');
  await post.noteBounce('<omar@handslag.example>');
  await post.sendDue();
  for (const id of ['<amina@handslag.example>', '<nobody@handslag.example>', 'omar', '', '{"$gt":""}@x'])
    await post.noteBounce(id);
  expect(await rows.findById('amina').lean()).toMatchObject({ outcome: 'bounced' });
  expect(await rows.findById('omar').lean()).toMatchObject({ outcome: 'sent' });
});
