// What OWASP ASVS 5.0 asks of what comes in and goes out, and no other test shows.
import { organisationForm } from '../../src/organisations/organisation.schema.ts';
import { stepForms } from '../../src/assignments/assignment.schema.ts';
import { applyForm } from '../../src/applications/application.schema.ts';
import { mostMegabytes } from '../../src/pictures/picture.upload.ts';
import { readForm } from '../../src/platform/http/form.ts';
import { send, signedIn, visitor } from '../support/http.ts';
import { startMailbox } from '../support/mailbox.ts';
import type { Mailbox } from '../support/mailbox.ts';
import { aCoordinator, anAssignment, aPerson, applicationText } from '../support/people.ts';
import { aPicture } from '../support/pictures.ts';
import { startService } from '../support/service.ts';
import type { TestService } from '../support/service.ts';

let service: TestService;
let mailbox: Mailbox;

beforeAll(async () => {
  mailbox = await startMailbox();
  service = await startService({ lasting: true, smtpUrl: mailbox.url });
});

test('[ASVS 1.1.1] what comes in is decoded once, and then checked', async () => {
  const once = await visitor(service).get('/sign-in?next=%2Fhome%2525');
  expect(once.text).toContain('name="next" value="/home%25"');
  for (const twice of ['%252F%252Fevil.example', '%255Cevil.example'])
    expect((await visitor(service).get(`/sign-in?next=${twice}`)).text).not.toMatch(/value="[^"]*evil/);
  expect((await send(service.url, 'GET', '/img/%252e%252e%252fpackage.json')).status).toBe(404);
  const form = { email: 'a%40example.org', password: 'x' };
  expect((await visitor(service).post('/sign-in', form)).text).toContain('value="a%40example.org"');
});

test.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\tscript:alert(1)',
  'data:text/html,x',
  'ftp://example.org/',
  'https://user:word@example.org/',
])('[ASVS 1.2.2] %s is no address of a web page', (web) => {
  const form = readForm(organisationForm(), { web });
  expect(form.ok ? {} : form.form.errors).toHaveProperty('web');
});

test('[ASVS 1.3.11] no line of a form becomes a line of a mail’s head', async () => {
  const { services, url } = service;
  for (const email of [
    'kim@example.org\r\nBcc: eve@example.org',
    'kim@example.org, eve@example.org',
    '<kim@example.org>',
  ])
    expect((await visitor({ url }).post('/register', { email })).status).toBe(422);
  const karin = await aCoordinator(services, { organisation: 'Läxhyllan\r\nBcc: eve@example.org' });
  const assignment = await anAssignment(services, karin, { title: 'Läs läxor\r\nBcc: eve@example.org' });
  const amina = await aPerson(services, { name: 'Amina\r\nBcc: eve@example.org' });
  const application = await services.applications.apply(amina, assignment, applicationText());
  await services.applications.offer(karin, application);
  await services.applications.moveOwn(amina, application, 'confirm');
  await services.outbox.drain();
  await services.sendMail();
  const matches = mailbox.mails.filter(({ attachments }) => attachments.length > 0);
  expect(matches.map(({ to }) => to).toSorted()).toEqual([[amina.email], [karin.email]].toSorted());
  const known = await services.connection.collection('people').distinct('email');
  for (const mail of mailbox.mails) {
    expect(known).toContain(mail.to.join());
    expect(mail.header('bcc')).toBeUndefined();
  }
});

test('[ASVS 2.2.3] what does not fit together is refused: times in the wrong order, a child without a guardian', () => {
  const times = { timing: 'flexible', where: 'onsite', municipality: '1980', place: '', address: '' };
  const errors = (given: object) => {
    const form = readForm(stepForms[2], { ...times, ...given });
    return form.ok ? {} : form.form.errors;
  };
  expect(errors({ startsOn: '2026-12-02', endsOn: '2026-12-01' })).toHaveProperty('endsOn');
  expect(errors({ endsOn: '2026-12-01', applyBy: '2026-12-02' })).toHaveProperty('applyBy');
  const applied = (given: object) => {
    const asked = { adultAge: 18, lowestAge: 0 };
    const form = readForm(applyForm([], asked, new Date('2026-11-24T09:00:00Z')), {
      message: 'Jag vill gärna hjälpa till.',
      ...given,
    });
    return form.ok ? {} : form.form.errors;
  };
  expect(applied({})).toHaveProperty('adult');
  expect(applied({ born: '2010-05-06' })).toHaveProperty('guardianName');
});

describe('a file', () => {
  let path = '';
  let client: Awaited<ReturnType<typeof signedIn>>;

  beforeAll(async () => {
    const karin = await aCoordinator(service.services);
    client = await signedIn(service, karin.email);
    path = `/assignments/${await anAssignment(service.services, karin)}/picture`;
  });

  test('[ASVS 5.1.1] which kinds and how large it may be is said where it is asked for', async () => {
    for (const [prefix, or] of [
      ['', 'eller'],
      ['/en', 'or'],
    ] as const)
      expect((await client.get(prefix + path)).text).toMatch(
        new RegExp(`JPEG, PNG, WebP ${or} AVIF, [^.]*\\b${mostMegabytes} MB`),
      );
  });

  test('[ASVS 5.3.2, 5.4.1, 5.4.2] its name is thrown away: it is kept and served under one of ours', async () => {
    const name = '../../canary\\"\r\nSet-Cookie: a=b.svg';
    const body = Buffer.concat([
      Buffer.from(
        `--x\r\nContent-Disposition: form-data; name="alt"\r\n\r\nTvå personer vid ett bord.\r\n--x\r\nContent-Disposition: form-data; name="picture"; filename="${name.replaceAll(/["\r\n]/g, '%0A')}"\r\nContent-Type: image/svg+xml\r\n\r\n`,
      ),
      await aPicture(),
      Buffer.from('\r\n--x--\r\n'),
    ]);
    const headers = {
      cookie: client.cookie(),
      origin: service.url,
      'content-type': 'multipart/form-data; boundary=x',
    };
    expect((await send(service.url, 'POST', path, headers, body)).status).toBe(303);
    const stored = await service.services.connection.collection('pictures').find().toArray();
    expect(stored).toHaveLength(1);
    expect(JSON.stringify(stored)).not.toMatch(/canary|svg/);
    const shown = await client.get(`/pictures/${String(stored[0]?._id)}/small`);
    expect(shown.headers).toMatchObject({ 'content-type': 'image/webp', 'content-disposition': 'inline' });
    expect(shown.headers['set-cookie']).toBeUndefined();
  });

  test('[ASVS 5.4.1, 5.4.2] of ours that is handed out has a plain name of ours, whatever it is about', async () => {
    const { services } = service;
    const karin = await aCoordinator(services);
    const amina = await aPerson(services);
    const assignment = await anAssignment(services, karin, { title: 'Läs "läxor";\r\nfilename=a.exe' });
    const application = await services.applications.apply(amina, assignment, applicationText());
    await services.applications.offer(karin, application);
    await services.applications.moveOwn(amina, application, 'confirm');
    const file = await (
      await signedIn(service, amina.email)
    ).get(`/applications/${application}/calendar.ics`);
    expect(file.headers['content-disposition']).toBe('attachment; filename=handslag.ics');
    expect(file.headers['content-type']).toBe('text/calendar; charset=utf-8');
  });
});
