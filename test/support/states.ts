// Everything that a page may be about, in every state that it can be in, each made as people would have brought it there.
import { Types } from 'mongoose';
import { basisOf } from '../../src/assignments/unsaved.texts.ts';
import { codeOf, newPasskey, passkeyOf } from './authenticator.ts';
import { details } from './assignment-details.ts';
import { aDraft, anAssignment, anOrganisation, aPerson, applicationText, password } from './people.ts';
import type { TestPerson } from './people.ts';
import { aPicture } from './pictures.ts';
import type { TestService } from './service.ts';
import type { Coordinator, World } from './world.ts';

export const states = {
  nothing: async ({ people }: World) => ({
    id: people.coordinator.organisation,
    email: people.volunteer.email,
    part: '0',
  }),

  /** One unread notice for everybody. */
  notices: async ({ service, people }: World) => {
    const one = {
      fact: `guard ${(links += 1)}`,
      key: 'notifications.staff.organisation',
      values: { organisation: 'Läxhyllan' },
    };
    const rest = {
      link: '/home',
      thing: `guard:${links}`,
      at: service.clock.now(),
      openedAt: null,
      mailAt: null,
      mail: null,
    };
    const rows = Object.values(people).map(({ id }) => ({ ...one, ...rest, person: new Types.ObjectId(id) }));
    await service.services.connection.collection('notifications').insertMany(rows);
    return {};
  },

  /** Coordinates something, has applied, and waits to coordinate another. */
  person: async (world: World) => {
    const { services } = world.service;
    const person = await aPerson(services, { phone: '+46701740606' });
    const own = await anOrganisation(services, person, { approved: true });
    const { coordinator } = world.people;
    await services.applications.apply(person, await anAssignment(services, coordinator), applicationText());
    await services.joinRequests.ask({ ...person, organisations: [own] }, coordinator.organisation, 'Hej.');
    return { id: person.id, email: person.email };
  },
  'person looked at': async (world: World) => {
    const made = await states.person(world);
    const why = { reason: 'other' as const, text: 'Frågar om ett intyg.' };
    await world.service.services.looks.begin(world.people.moderator, made.id, why);
    return made;
  },
  /** Has chosen contact through the service. */
  'protected person looked at': async (world: World) => {
    const made = await states['person looked at'](world);
    await changeOf(world, 'people', made.id, {
      isProtected: true,
      toldGoing: { first: world.service.clock.now() },
    });
    return made;
  },

  'draft organisation': (world: World) => organisation(world, false),
  /** One that may prepare everything, and is not reviewed before its number has come. */
  'numberless organisation': (world: World) => organisation(world, false, { numberless: true }),
  'pending organisation': async (world: World) => {
    const made = await organisation(world, false);
    const { services } = world.service;
    await services.organisations.submit(coordinatorOf(world, made.id), made.id);
    return made;
  },
  'approved organisation': (world: World) => organisation(world, true),
  /** With a second coordinator, who is the person that an address names. */
  'shared organisation': async (world: World) => {
    const made = await organisation(world, true);
    const { services } = world.service;
    const second = await aPerson(services, { name: 'Siv' });
    const email = second.email;
    await services.organisations.invite(coordinatorOf(world, made.id), made.id, email, 'sv');
    await services.organisations.acceptInvitation(second, await tokenFor(services, email));
    return { ...made, person: second.id };
  },
  'invited organisation': async (world: World) => {
    const made = await organisation(world, true);
    const { organisations } = world.service.services;
    const coordinator = coordinatorOf(world, made.id);
    await organisations.invite(coordinator, made.id, `lank${(links += 1)}@example.org`, 'sv');
    const [invitation] = await organisations.invitations(made.id);
    return { ...made, invitation: String(invitation?._id) };
  },
  /** Registered by a stranger under the number of one that the coordinator coordinates. */
  'unit to confirm': async (world: World) => {
    const { number } = await organisation(world, true);
    const { services } = world.service;
    const person = await aPerson(services);
    const id = await anOrganisation(services, person, { number, unit: 'Vallby' });
    await services.organisations.submit({ ...person, organisations: [id] }, id);
    return { id, number };
  },
  /** Asked by the applicant. */
  'join request': async (world: World) => {
    const { id } = await organisation(world, true);
    const { joinRequests } = world.service.services;
    return { id: await joinRequests.ask(world.people.applicant, id, 'Jag sitter i styrelsen.') };
  },
  'join request to staff': async (world: World) => {
    const { number } = await states['pending organisation'](world);
    return { id: await world.service.services.joinRequests.askHolder(world.people.applicant, number) };
  },
  'answered join request': async (world: World) => {
    const made = await states['join request'](world);
    const { joinRequests } = world.service.services;
    const { organisation: asked } = await joinRequests.find(made.id);
    await joinRequests.refuse(coordinatorOf(world, String(asked)), made.id);
    return made;
  },
  'asked organisation': async (world: World) => {
    const made = await organisation(world, true);
    await world.service.services.joinRequests.ask(world.people.applicant, made.id, 'Jag är kassör.');
    return made;
  },
  'resting organisation': async (world: World) => {
    const made = await organisation(world, true);
    const rest = { from: '2026-11-24', to: '2026-12-06', kind: 'other' as const, text: 'Vi bygger om.' };
    const coordinator = coordinatorOf(world, made.id);
    await world.service.services.organisations.addRest(coordinator, made.id, rest);
    return made;
  },
  'closed organisation': async (world: World) => {
    const made = await organisation(world, true);
    await world.service.services.organisations.close(coordinatorOf(world, made.id), made.id, 'over');
    return made;
  },
  'suspended organisation': async (world: World) => {
    const made = await organisation(world, true);
    await decide(world, made.id, 'suspend');
    return made;
  },

  'returned organisation': (world: World) => decidedOrganisation(world, 'return'),
  'rejected organisation': (world: World) => decidedOrganisation(world, 'reject'),

  'draft assignment': (world: World) => assignment(world, 'draft'),
  /** A draft of which nothing but the title is there. */
  'empty assignment': async ({ service, people }: World) => {
    const { coordinator } = people;
    const title = 'Följ med på promenad';
    const id = await service.services.assignments.create(coordinator, coordinator.organisation, title);
    return { id, step: '1', revision: '1', contact: coordinator.id };
  },
  /** With words that its coordinator has typed and not saved. */
  'unsaved step': async (world: World) => {
    const made = await assignment(world, 'draft');
    return { ...made, version: await typed(world, made.id, 'Vi läser läxor på onsda') };
  },
  'two unsaved texts': async (world: World) => {
    const made = await states['unsaved step'](world);
    return { ...made, version: await typed(world, made.id, 'Vi läser läxor på fredagar', 'mine') };
  },
  template: async (world: World) => ({ id: await template(world), revision: '1' }),
  'withdrawn template': async (world: World) => {
    const made = await states.template(world);
    await world.service.services.templates.move(world.people.moderator, made.id, 'withdraw');
    return made;
  },
  synonyms: async ({ service, people }: World) => ({
    id: await service.services.synonyms.create(people.moderator, {
      revision: 0,
      words: ['lekstund', 'sagostund', 'story time'],
    }),
    revision: '1',
  }),
  'removed synonyms': async (world: World) => {
    const made = await states.synonyms(world);
    await world.service.services.synonyms.move(world.people.moderator, made.id, 'withdraw');
    return made;
  },
  /** Begun from a template, with everything that it asks to replace. */
  'templated assignment': async (world: World) => {
    const { coordinator } = world.people;
    const from = await template(world);
    const { assignments } = world.service.services;
    const id = await assignments.create(coordinator, coordinator.organisation, '', from);
    return { id, step: '1', revision: '1', contact: coordinator.id };
  },
  'returned assignment': (world: World) => decidedAssignment(world, 'return'),
  'rejected assignment': (world: World) => decidedAssignment(world, 'reject'),
  'pending assignment': async (world: World) => {
    const made = await assignment(world, 'draft');
    await world.service.services.assignments.submit(world.people.coordinator, made.id);
    return made;
  },
  'published assignment': (world: World) => assignment(world, 'published'),
  'reworded assignment': async (world: World) => reword(world, await assignment(world, 'published')),
  'assignment with returned words': async (world: World) => {
    const made = await states['reworded assignment'](world);
    await decideAssignment(world, made.id, 'return');
    return made;
  },
  /** Sent again, with other words, after it was returned. */
  'corrected assignment': async (world: World) => {
    const made = await reword(world, await states['returned assignment'](world));
    await world.service.services.assignments.submit(world.people.coordinator, made.id);
    return made;
  },
  /** Of the volunteer. */
  watch: async ({ service: { services }, people: { volunteer } }: World) => {
    await services.watches.begin(volunteer.id, 'municipality=1980&cause=children', 'daily');
    const [watch] = await services.watches.of(volunteer.id);
    return { id: String(watch?._id) };
  },
  'watch link': async ({ service: { services } }: World) => {
    const email = `lank${(links += 1)}@example.org`;
    await services.watches.ask(email, 'municipality=1980&q=läxor', 'daily', 'sv');
    return { email, token: await tokenFor(services, email) };
  },
  /** Without an account, its address proved; the token is that of its mails. */
  'watch mail': async (world: World) => {
    const { token } = await states['watch link'](world);
    const { watches, watchLinks } = world.service.services;
    const { _id } = await watches.confirm(token);
    return { id: String(_id), token: watchLinks.token([String(_id)]) };
  },
  'watch that ends soon': async (world: World) => {
    const made = await states['watch mail'](world);
    const soon = new Date(world.service.clock.now().getTime() + 20 * 86_400_000);
    await changeOf(world, 'watches', made.id, { endsAt: soon });
    return made;
  },
  'removed watch': async (world: World) => {
    const made = await states['watch mail'](world);
    await world.service.services.watches.remove({ watches: [made.id] }, made.id);
    return made;
  },

  /** By everybody. */
  'saved assignment': async (world: World) => {
    const made = await assignment(world, 'published');
    for (const person of Object.values(world.people))
      await world.service.services.saved.save(person, made.id);
    return made;
  },
  'paused assignment': async (world: World) => {
    const made = await assignment(world, 'published');
    await world.service.services.assignments.pause(world.people.coordinator, made.id);
    return made;
  },
  'full assignment': async (world: World) => {
    const made = await assignment(world, 'published', { places: 1 });
    await offer(world, await apply(world, made.id, await aPerson(world.service.services)));
    return made;
  },
  'direct assignment': (world: World) => assignment(world, 'published', { admission: 'direct' }),
  /** With all that can be said about one. */
  'detailed assignment': (world: World) => assignment(world, 'published', details),
  /** Its address is shown to those who have a match. */
  'discreet assignment': (world: World) =>
    assignment(world, 'published', { address: 'Kardusgatan 12', addressShown: 'match' }),
  /** Its address is shown to nobody. */
  'sheltered assignment': (world: World) => assignment(world, 'published', { addressShown: 'never' }),
  'wanted assignment': async (world: World) => {
    const made = await assignment(world, 'published', { places: 1 });
    for (let n = 0; n < 5; n += 1) await apply(world, made.id, await aPerson(world.service.services));
    return made;
  },
  'past assignment': async (world: World) => {
    const made = await assignment(world, 'published');
    const set = { pastAt: world.service.clock.now(), swept: true };
    await changeOf(world, 'assignments', made.id, set);
    return made;
  },
  'cancelled assignment': async (world: World) => {
    const made = await assignment(world, 'published');
    await world.service.services.assignments.close(world.people.coordinator, made.id, 'cancelled');
    return made;
  },
  'suspended assignment': async (world: World) => {
    const made = await assignment(world, 'published');
    await decideAssignment(world, made.id, 'suspend');
    return made;
  },
  'closed assignment': async (world: World) => {
    const made = await assignment(world, 'published');
    await world.service.services.assignments.close(world.people.coordinator, made.id, 'over');
    return made;
  },

  /** By a slip of the hand, before anybody had applied. */
  'assignment just closed': async ({ service, people }: World) => {
    const id = await anAssignment(service.services, people.coordinator);
    await service.services.assignments.close(people.coordinator, id, 'over');
    return { id };
  },
  'assignment with a waiting picture': (world: World) => pictured(world),
  'assignment with a picture': async (world: World) => {
    const made = await pictured(world);
    await decidePicture(world, made.picture, 'approve');
    return made;
  },
  'draft assignment with a picture': async (world: World) => {
    const made = await assignment(world, 'draft');
    return { ...made, ...(await putPicture(world, { kind: 'assignment', id: made.id })) };
  },
  'organisation with a picture': async (world: World) => {
    const made = await organisation(world, true);
    const put = await putPicture(world, { kind: 'organisation', id: made.id });
    await decidePicture(world, put.picture, 'approve');
    return { ...made, ...put };
  },
  'waiting picture': async (world: World) => shown(await pictured(world)),
  'approved picture': async (world: World) => shown(await states['assignment with a picture'](world)),
  'picture of a draft': async (world: World) => shown(await states['draft assignment with a picture'](world)),
  'refused picture': async (world: World) => {
    const made = await pictured(world);
    await decidePicture(world, made.picture, 'reject');
    return shown(made);
  },

  'submitted application': (world: World) => application(world),
  'application to something full': async (world: World) => {
    const made = await application(world, { places: 1 });
    await offer(world, await apply(world, made.assignment, await aPerson(world.service.services)));
    return made;
  },
  'offered application': async (world: World) => {
    const made = await application(world);
    await offer(world, made.id);
    return made;
  },
  'matched application': async (world: World) => {
    const made = await application(world);
    await offer(world, made.id);
    await world.service.services.applications.moveOwn(world.people.applicant, made.id, 'confirm');
    return made;
  },
  /** A match of whom the contact has chosen contact through the service. */
  'match through the service': async (world: World) => {
    const made = await states['matched application'](world);
    const contact = await aPerson(world.service.services, { name: 'Pia' });
    await changeOf(world, 'people', contact.id, { isProtected: true });
    await changeOf(world, 'assignments', made.assignment, { contact: new Types.ObjectId(contact.id) });
    return made;
  },
  'application by somebody with a telephone': async (world: World) => {
    const made = await application(world);
    await changeOf(world, 'people', world.people.applicant.id, { phone: '+46701740605', isProtected: false });
    return made;
  },
  'application with its telephone': async (world: World) => {
    const made = await states['application by somebody with a telephone'](world);
    await world.service.services.applications.letPhone(world.people.applicant, made.id);
    return made;
  },
  /** The coordinator has proposed a meeting. */
  'application with a proposal': async (world: World) => {
    const made = await application(world);
    await propose(world, made.id, 'try', 0);
    return { ...made, after: '1' };
  },
  'application with an agreed time': async (world: World) => {
    const made = await states['application with a proposal'](world);
    await world.service.services.applications.answerProposal(world.people.applicant, made.id, 0, 'yes');
    return { ...made, answer: 'off' };
  },
  /** A meeting is agreed, a call is open and there are earlier ones, of somebody who shows the number. */
  'application with several proposals': async (world: World) => {
    const made = await states['application with its telephone'](world);
    const { applications } = world.service.services;
    await propose(world, made.id, 'call', 0);
    await applications.answerProposal(world.people.applicant, made.id, 0, 'no');
    await propose(world, made.id, 'try', 1);
    await applications.answerProposal(world.people.applicant, made.id, 1, 'yes');
    await propose(world, made.id, 'call', 2);
    return { ...made, after: '3' };
  },
  /** Of somebody under 18, with an offer. */
  'application awaiting consent': async (world: World) => {
    const made = await minorsApplication(world);
    await offer(world, made.id);
    return made;
  },
  'consented application': async (world: World) => {
    const made = await states['application awaiting consent'](world);
    const { services } = world.service;
    await services.applications.consent(await tokenFor(services, made.email), 'sv');
    return made;
  },
  'application awaiting an extract': async (world: World) => {
    const made = await application(world, { withChildren: true, recordExtract: true });
    await offer(world, made.id);
    return made;
  },
  'application with an extract': async (world: World) => {
    const made = await states['application awaiting an extract'](world);
    await world.service.services.applications.noteExtract(world.people.coordinator, made.id, '2026-11-20');
    return made;
  },
  /** Nobody under 15 is asked for an extract. */
  'application of a child': (world: World) => minorsApplication(world, true),
  'withdrawn application': async (world: World) => {
    const made = await application(world);
    await world.service.services.applications.moveOwn(world.people.applicant, made.id, 'withdraw');
    return made;
  },

  'waitlisted application': async (world: World) => {
    const made = await states['application to something full'](world);
    await world.service.services.applications.queue(world.people.coordinator, made.id);
    return made;
  },
  'declined application': async (world: World) => {
    const made = await application(world);
    const said = { reason: 'full', text: 'Vi har tyvärr fullt just nu, men hör gärna av dig i vår.' };
    await world.service.services.applications.decline(world.people.coordinator, made.id, said);
    return made;
  },
  'expired application': async (world: World) => {
    const made = await states['offered application'](world);
    await changeOf(world, 'applications', made.id, { expiresAt: world.service.clock.now() });
    await world.service.services.applications.expireDue();
    return made;
  },
  'closed application': async (world: World) => {
    const made = await application(world);
    await world.service.services.assignments.close(world.people.coordinator, made.assignment, 'filled');
    return made;
  },
  'cancelled application': async (world: World) => {
    const made = await states['matched application'](world);
    const said = { reason: 'unable', text: 'Vi är för få den dagen.' };
    await world.service.services.applications.cancelAsCoordinator(world.people.coordinator, made.id, said);
    return made;
  },

  'matched consent': async (world: World) => {
    const { id, email } = await states['consented application'](world);
    await world.service.services.applications.moveOwn(world.people.applicant, id, 'confirm');
    return { email, token: await tokenFor(world.service.services, email) };
  },
  /** To a guardian. */
  'consent link': async (world: World) => {
    const { email } = await states['application awaiting consent'](world);
    return { email, token: await tokenFor(world.service.services, email) };
  },
  'link of a consent': async (world: World) => {
    const { email } = await states['consented application'](world);
    return { email, token: await tokenFor(world.service.services, email) };
  },

  'registration link': async ({ service: { services } }: World) => {
    const email = `lank${(links += 1)}@example.org`;
    await services.accounts.requestRegistration(email, 'sv');
    return { email, token: await tokenFor(services, email) };
  },
  /** Of the applicant, to a new address. */
  'address link': async ({ service: { services }, people: { applicant } }: World) => {
    const email = `lank${(links += 1)}@example.org`;
    await services.addressChange.request(applicant.id, password, email, 'sv');
    return { email, token: await tokenFor(services, email) };
  },
  'keeping link': async ({ service: { services } }: World) => {
    const { id, email } = await aPerson(services);
    await services.addressChange.request(id, password, `lank${(links += 1)}@example.org`, 'sv');
    return { email, token: await tokenFor(services, email) };
  },
  /** Mail to the coordinator of another organisation comes back. */
  'mail that comes back': (world: World) => comesBack(world, 'hard'),
  'mail called unwanted': (world: World) => comesBack(world, 'complaint'),
  /** To a mail's reader, who turns off such mails by it. */
  'mail link': async ({ service: { services } }: World) => {
    const { id } = await aPerson(services);
    return { person: id, token: services.mailLinks.token({ person: id, kinds: ['own', 'review'] }) };
  },
  'used mail link': async (world: World) => {
    const made = await states['mail link'](world);
    await world.service.services.mailings.turnOff(made.token);
    return made;
  },
  'password link': async ({ service: { services } }: World) => {
    const { email } = await aPerson(services);
    await services.accounts.forgotPassword(email, 'sv');
    return { email, token: await tokenFor(services, email) };
  },
  /** Of the applicant: an app that has been begun, with the code that it shows. */
  'app to add': async ({ service: { services, clock }, people: { applicant } }: World) => {
    await services.secondFactors.beginApp(applicant.id);
    const app = await services.secondFactors.begunApp(applicant.id);
    return { code: codeOf(app?.secret ?? '', clock.now()) };
  },
  /** Of the applicant: the answer of a passkey that they have just made. */
  'passkey to add': async ({ service: { services, url }, people: { applicant } }: World) => {
    const { challenge } = await services.secondFactors.passkeys.askForNew(applicant.id);
    return { credential: newPasskey().added(challenge, url) };
  },
  /** The moderator's only one. */
  passkey: async ({ people: { moderator } }: World) => ({ passkey: passkeyOf(moderator.email)?.id ?? '' }),
  /** The moderator has another one as well. */
  'spare passkey': async ({ service: { services, url }, people: { moderator } }: World) => {
    const { passkeys } = services.secondFactors;
    const { challenge } = await passkeys.askForNew(moderator.id);
    const spare = newPasskey();
    await passkeys.add(moderator.id, JSON.parse(spare.added(challenge, url)), 'Reserv');
    return { passkey: spare.id };
  },
  /** The answer of the moderator's, to sign in with it alone. */
  'signed challenge': async ({ service: { services, url }, people: { moderator } }: World) => {
    const { challenge } = await services.secondFactors.passkeys.ask(null);
    return { credential: passkeyOf(moderator.email)?.signed(challenge, url) ?? '' };
  },
  /** Of the applicant, ready to be fetched. */
  copy: async (world: World) => {
    await askCopy(world);
    await world.service.services.privacy.copies.makeDue();
    const copy = await world.service.services.privacy.copies.latest(world.people.applicant.id);
    return { id: String(copy?._id) };
  },
  'waiting copy': async (world: World) => {
    await askCopy(world);
    return {};
  },
  /** The organisations of which one of them is the only coordinator. */
  'leaving people': async ({ service, people }: World) => {
    const ids = Object.values(people).map(({ id }) => service.services.organisations.soleCoordinatorOf(id));
    const closing = (await Promise.all(ids)).flat().map(({ id }) => id);
    return { closes: closing.join(' ') };
  },
  invitation: async (world: World) => {
    const { services } = world.service;
    const { id } = await organisation(world, true);
    const email = `lank${(links += 1)}@example.org`;
    await services.organisations.invite(coordinatorOf(world, id), id, email, 'sv');
    return { email, token: await tokenFor(services, email) };
  },
};

export type State = keyof typeof states;
export const stateNames = Object.keys(states) as State[];

type Services = TestService['services'];

async function comesBack({ service, people }: World, kind: 'hard' | 'complaint') {
  const { email } = people.other;
  await service.services.suppressions.note({ address: email, kind, at: service.clock.now() });
  return { email };
}

let links = 0;

/** Another one a day is more than a person may ask for. */
async function askCopy({ service: { services }, people: { applicant } }: World): Promise<void> {
  const person = new Types.ObjectId(applicant.id);
  await services.connection.collection('copies').deleteMany({ person });
  await services.privacy.copies.ask(applicant.id);
}

async function tokenFor(services: Services, email: string): Promise<string> {
  const link = await services.connection.collection('links').findOne({ email }, { sort: { _id: -1 } });
  return services.links.token(String(link?._id));
}

async function propose({ service, people }: World, id: string, kind: 'call' | 'try', after: number) {
  const at = new Date(service.clock.now().getTime() + 7 * 86_400_000);
  const given = { kind, at, text: 'Vid entrén.', after };
  await service.services.applications.propose(people.coordinator, id, given);
}

function coordinatorOf({ people }: World, organisation: string): Coordinator {
  const { coordinator } = people;
  return { ...coordinator, organisations: [...coordinator.organisations, organisation], organisation };
}

async function organisation(world: World, approved: boolean, given: { numberless?: boolean } = {}) {
  const { services } = world.service;
  const id = await anOrganisation(services, world.people.coordinator, { ...given, approved });
  const { number = '' } = await services.organisations.find(id);
  return { id, number, revision: '1', person: world.people.coordinator.id };
}

async function decide(
  world: World,
  id: string,
  decision: 'approve' | 'return' | 'reject' | 'suspend' | 'lift',
) {
  const { organisations, moderation } = world.service.services;
  const { revision } = await organisations.find(id);
  const given = { decision, revision, reasons: [], text: 'Efter ett samtal.' };
  await moderation.decideOrganisation(world.people.moderator, id, given);
}

async function decidedOrganisation(world: World, decision: 'return' | 'reject') {
  const made = await states['pending organisation'](world);
  await decide(world, made.id, decision);
  return made;
}

async function decideAssignment(world: World, id: string, decision: 'return' | 'reject' | 'suspend') {
  const { assignments, moderation } = world.service.services;
  const { revision } = await assignments.find(id);
  const given = { decision, revision, reasons: ['unclear' as const], text: 'Berätta gärna mer.' };
  await moderation.decideAssignment(world.people.moderator, id, given);
}

/** Gives it other words, as its coordinator. */
async function reword<T extends { id: string }>({ service, people }: World, made: T): Promise<T> {
  const { assignments } = service.services;
  await assignments.save(people.coordinator, made.id, {
    description: 'Vi läser läxor på onsdagar.',
    gets: 'Fika.',
  });
  return { ...made, revision: '3' };
}

async function decidedAssignment(world: World, decision: 'return' | 'reject') {
  const made = await states['pending assignment'](world);
  await decideAssignment(world, made.id, decision);
  return made;
}

async function template({ service, people }: World): Promise<string> {
  const hint = 'Skriv som till en granne.';
  const fields = {
    description: 'Vi läser på [plats].',
    easySummary: '',
    firstTime: '[Namn] möter dig.',
    gets: '',
  };
  return service.services.templates.create(people.moderator, {
    ...{ revision: 0, name: 'Läxläsning', cause: 'education', textLang: 'en' },
    words: { title: 'Läs läxor med [vilka]', ...fields },
    hints: { title: hint, description: hint, easySummary: '', firstTime: hint, gets: hint },
  });
}

/** What its coordinator has typed in the first step, in a tab that knew of no other text. */
async function typed({ service, people }: World, id: string, description: string, keep?: 'mine') {
  const fields = [{ name: 'description', values: [description] }];
  const basis = basisOf(1, await service.services.assignments.find(id));
  const held = { version: '', basis };
  return (await service.services.unsaved.keep(people.coordinator, id, 1, fields, held, keep)).version;
}

async function pictured(world: World) {
  const made = await assignment(world, 'published');
  return { ...made, ...(await putPicture(world, { kind: 'assignment', id: made.id })) };
}

/** A picture that nobody else has put up. */
async function putPicture(world: World, thing: { kind: 'assignment' | 'organisation'; id: string }) {
  const { pictures } = world.service.services;
  const actor = thing.kind === 'organisation' ? coordinatorOf(world, thing.id) : world.people.coordinator;
  await pictures.put(actor, thing, await aPicture(), 'Två personer läser en bok vid ett bord.');
  const [put] = await pictures.ofThing(thing.id);
  return { picture: String(put?._id), size: 'small' };
}

/** What the addresses of the picture itself need. */
function shown({ picture, size }: { picture: string; size: string }) {
  return { id: picture, size };
}

async function decidePicture(world: World, picture: string, decision: 'approve' | 'reject') {
  const given = { decision, text: decision === 'reject' ? 'Bilden är suddig.' : '' };
  await world.service.services.moderation.decidePicture(world.people.moderator, picture, given);
}

/** For what only time would do. */
async function changeOf({ service }: World, collection: string, id: string, set: object): Promise<void> {
  await service.services.connection
    .collection(collection)
    .updateOne({ _id: new Types.ObjectId(id) }, { $set: set });
}

/** Published ones have the application of the applicant. */
async function assignment(
  world: World,
  status: 'draft' | 'published',
  change: Parameters<typeof aDraft>[2] = {},
) {
  const { service, people } = world;
  const make = status === 'draft' ? aDraft : anAssignment;
  const id = await make(service.services, people.coordinator, change);
  if (status === 'published') await apply(world, id, people.applicant);
  const address = { municipality: 'vasteras', cause: 'children' };
  return { id, step: '1', revision: '2', contact: people.coordinator.id, ...address };
}

async function application(world: World, change: Parameters<typeof aDraft>[2] = {}) {
  const { service, people } = world;
  const to = await anAssignment(service.services, people.coordinator, change);
  return { id: await apply(world, to, people.applicant), assignment: to };
}

async function minorsApplication(world: World, isUnder15 = false) {
  const { service, people } = world;
  const email = `lank${(links += 1)}@example.org`;
  const to = await anAssignment(service.services, people.coordinator, {
    withChildren: isUnder15,
    recordExtract: isUnder15,
  });
  const minor = { isUnder15, guardian: { name: 'Gunnel Testsson', email }, language: 'sv' as const };
  return { id: await apply(world, to, people.applicant, minor), assignment: to, email };
}

async function apply(
  { service }: World,
  to: string,
  person: TestPerson,
  minor?: Parameters<Services['applications']['apply']>[2]['minor'],
): Promise<string> {
  const { applications, connection } = service.services;
  // The applicant of a guard has more waiting than a person may have.
  await connection.collection('people').updateOne({ email: person.email }, { $set: { waiting: 0 } });
  return applications.apply(person, to, { ...applicationText(), ...(minor === undefined ? {} : { minor }) });
}

async function offer({ service, people }: World, id: string): Promise<void> {
  await service.services.applications.offer(people.coordinator, id);
}
