// The one place where things are built and handed to each other. No container, no singletons: a test builds its own with its own clock and mailer.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import { createAddressChange } from './accounts/account.address.ts';
import { accountFacts, askedFor, createAccountMail } from './accounts/account.mail.ts';
import { createAccounts } from './accounts/account.service.ts';
import { createSecondFactorMail } from './accounts/second-factor.mail.ts';
import { createSecondFactors } from './accounts/second-factor.service.ts';
import type { Accounts } from './accounts/account.service.ts';
import { createLinks } from './accounts/one-time-link.ts';
import { consentFacts, createConsentMail } from './applications/application.consent.mail.ts';
import { matchContent } from './applications/application.mail.ts';
import { createApplications } from './applications/application.service.ts';
import { createAssignments } from './assignments/assignment.service.ts';
import { createUnsaved } from './assignments/unsaved.service.ts';
import type { Config } from './config.ts';
import type { Events } from './events.ts';
import { createFit } from './fit/fit.service.ts';
import { createLooks } from './moderation/look.service.ts';
import { createModeration } from './moderation/moderation.service.ts';
import { createReadings } from './moderation/reading.service.ts';
import { createSynonyms } from './moderation/synonym.service.ts';
import { createTemplates } from './moderation/template.service.ts';
import { createRevisions } from './moderation/revision.service.ts';
import { factLookup } from './notifications/fact-lookup.ts';
import { createMailLinks } from './notifications/mailing.link.ts';
import type { Mailings } from './notifications/mailing.service.ts';
import { createMailings } from './notifications/mailing.service.ts';
import { createNotificationMail } from './notifications/notification.mail.ts';
import { createNotifications } from './notifications/notification.service.ts';
import { createSuppressions } from './notifications/suppression.service.ts';
import { createJoinRequests } from './organisations/join-request.service.ts';
import { createOrganisations } from './organisations/organisation.service.ts';
import { encodePicture } from './pictures/picture.encode.ts';
import { createPictures } from './pictures/picture.service.ts';
import type { Clock } from './platform/clock.ts';
import { createFinished } from './platform/http/finished.ts';
import { createKept } from './platform/http/kept.ts';
import { countFinished } from './platform/metrics.ts';
import { createLimits, noLimits } from './platform/http/limits.ts';
import { createViews } from './platform/http/views.ts';
import { createJobs } from './platform/jobs.ts';
import type { Job } from './platform/jobs.ts';
import type { Mailer } from './platform/mail/mailer.ts';
import { createPost } from './platform/mail/post.ts';
import { createOutbox } from './platform/outbox/outbox.ts';
import type { Sockets } from './platform/sockets.ts';
import { createArchive } from './privacy/copy.archive.ts';
import { createCopyMail } from './privacy/copy.mail.ts';
import { createErasedMail, erasedMail, erasedMailOf } from './privacy/erased.mail.ts';
import { createGoingMail } from './privacy/going.mail.ts';
import { createPrivacy } from './privacy/privacy.service.ts';
import { createSharing } from './sharing/sharing.service.ts';
import type { HeartedBody } from './saved/saved.body.ts';
import { createSaved } from './saved/saved.service.ts';
import { createFinds } from './watches/find.service.ts';
import { createWatchLinks } from './watches/watch.link.ts';
import { createWatchMail, watchAsked, watchMails } from './watches/watch.mail.ts';
import { createWatches } from './watches/watch.service.ts';
import type { Watches } from './watches/watch.service.ts';
import { createSearch } from './search/search.service.ts';

const root = join(import.meta.dirname, '..');
export const publicFolder = join(root, 'public');

/** Facts of which the consequence is a mail of its own, and no row in anybody's bell. */
const mailedFacts = [...accountFacts, ...consentFacts, 'AccountGoing', watchAsked];

export function createServices(parts: {
  config: Config;
  connection: Connection;
  clock: Clock;
  mailer: Mailer;
  log: Logger;
  /** True once the process has been told to stop. */
  isStopping?: () => boolean;
}) {
  const { config, connection, clock, mailer, log, isStopping = () => false } = parts;
  const views = createViews(join(root, 'views'), publicFolder);
  let sockets: Sockets | undefined;

  const outbox = createOutbox<Events>({ connection, clock, log, deliver: (fact) => deliver(fact) });
  const suppressions = createSuppressions({
    ...{ connection, clock, secret: config.sessionSecret },
    accounts: () => accounts,
    mailings: () => mailings,
    watches: () => watches,
  });
  const links = createLinks({
    ...{ connection, clock, secret: config.sessionSecret },
    onProved: (email, transaction) => suppressions.lift(email, transaction),
  });
  const accounts: Accounts = createAccounts({
    connection,
    clock,
    outbox,
    links,
    onSessionsEnded: dropPerson,
  });
  const addressChange = createAddressChange({
    connection,
    outbox,
    links,
    accounts,
    onSessionsEnded: dropPerson,
  });
  const secondFactors = createSecondFactors({
    ...{ connection, clock, outbox, accounts },
    secret: config.sessionSecret,
    baseUrl: config.baseUrl,
  });
  const organisations = createOrganisations({ connection, clock, outbox, links });
  const joinRequests = createJoinRequests({ connection, clock, outbox, organisations, accounts });
  const revisions = createRevisions({ connection, clock });
  const readings = createReadings({ connection, clock, accounts });
  const templates = createTemplates({ connection, clock, revisions });
  const synonyms = createSynonyms({ connection, clock, revisions });
  const assignments = createAssignments({
    ...{ connection, clock, outbox, organisations, accounts, revisions, templates },
  });
  const looks = createLooks({ connection, clock, accounts });
  const applications = createApplications({ connection, clock, outbox, links, accounts, assignments });
  const pictures = createPictures({ connection, clock, organisations, assignments, encode: encodePicture });
  const search = createSearch({
    ...{ connection, clock, log, assignments, organisations, applications, pictures, synonyms },
    folder: config.indexFolder,
  });
  const saved = createSaved({ connection, clock, outbox, assignments, applications });
  const watches: Watches = createWatches({ connection, clock, outbox, links, accounts });
  const finds = createFinds({
    ...{ connection, clock, accounts, organisations, assignments, synonyms, watches },
    delay: config.mailDelay,
  });
  const watchLinks = createWatchLinks(config.sessionSecret);
  const moderation = createModeration({ connection, clock, outbox, organisations, assignments, pictures });
  const privacy = createPrivacy({
    ...{ connection, clock, log, outbox, accounts, applications },
    archive: createArchive({
      ...{ connection, accounts, organisations, assignments, views },
      baseUrl: config.baseUrl,
    }),
    leaveOrganisations: (transaction, person, given) => organisations.leaveAll(transaction, person, given),
    sayGoodbye: (transaction, person) =>
      post.add(
        { _id: `e-${randomUUID()}`, kind: erasedMail, data: erasedMailOf(person), isPassing: true },
        transaction,
      ),
  });
  const about = factLookup({ accounts, organisations, joinRequests, assignments, applications, pictures });
  const notifications = createNotifications({ connection, clock, mailDelay: config.mailDelay, about });
  const mailLinks = createMailLinks(config.sessionSecret);
  const mailings: Mailings = createMailings({ accounts, notifications, mailLinks });
  const accountMail = createAccountMail({ accounts, links, organisations, views, baseUrl: config.baseUrl });
  const secondFactorMail = createSecondFactorMail({ accounts, views, baseUrl: config.baseUrl });
  const consentMail = createConsentMail({
    ...{ accounts, links, organisations, assignments, applications, views },
    baseUrl: config.baseUrl,
  });
  const copyMail = createCopyMail({ accounts, views, baseUrl: config.baseUrl });
  const goodbyeMail = createErasedMail({ views, baseUrl: config.baseUrl });
  const goingMail = createGoingMail({ accounts, views, baseUrl: config.baseUrl });
  const notificationMail = createNotificationMail({
    ...{ connection, clock, notifications, mailLinks, accounts, views },
    mailDelay: config.mailDelay,
    baseUrl: config.baseUrl,
    matchContent: matchContent({
      clock,
      accounts,
      organisations,
      assignments,
      applications,
      baseUrl: config.baseUrl,
    }),
  });
  const watchMail = createWatchMail({
    ...{ clock, accounts, links, organisations, assignments, watches, finds, watchLinks, views },
    baseUrl: config.baseUrl,
  });
  const post = createPost({
    connection,
    clock,
    log,
    mailer,
    host: new URL(config.baseUrl).hostname,
    mayGo: async ({ kind }, address) =>
      askedFor.includes(kind) || kind === watchAsked || (await suppressions.of(address)) === null,
    onRefused: (address, kind) => suppressions.note({ address, kind, at: clock.now() }),
    compose: async (row) => {
      if (row.kind === 'notifications') return notificationMail.compose(row);
      if (row.kind === 'SecondFactorChanged') return secondFactorMail(row);
      if (isOneOf(consentFacts, row.kind)) return consentMail(row);
      if (isOneOf(watchMails, row.kind)) return watchMail(row);
      if (row.kind === erasedMail) return goodbyeMail(row);
      if (row.kind === 'CopyReady') return copyMail(row);
      return row.kind === 'AccountGoing' ? goingMail(row) : accountMail.compose(row);
    },
  });

  function dropPerson(person: string): void {
    sockets?.dropPerson(person);
  }

  /** What follows from a fact. Every consequence is harmless the second time. */
  async function deliver(fact: Parameters<Parameters<typeof createOutbox>[0]['deliver']>[0]): Promise<void> {
    if (isOneOf(mailedFacts, fact.event) || fact.event === 'CopyReady')
      await post.add({ _id: `f-${fact.id}`, kind: fact.event, data: fact.data as Record<string, string> });
    if (!isOneOf(mailedFacts, fact.event)) await notifications.deliver(fact);
    await saved.deliver(fact);
    await finds.deliver(fact);
  }

  async function sendMail(): Promise<void> {
    try {
      await notificationMail.gather(post);
      await finds.gather(post);
    } finally {
      // A fault with one person's notices must not hold up the mails of accounts.
      await post.sendDue();
    }
  }

  const jobs: Job[] = [
    { name: 'outbox', every: 1_000, everywhere: true, run: () => outbox.drain() },
    { name: 'mail', every: 2_000, run: sendMail },
    { name: 'offers that expire', every: 5_000, run: () => applications.expireDue() },
    { name: 'sweep of places and closings', every: 5_000, run: () => applications.sweep() },
    { name: 'saved assignments that close', every: 60_000, run: () => saved.lookAtDue() },
    { name: 'watches that end', every: 3_600_000, run: () => watches.tellEnding(post) },
    ...privacy.jobs,
  ];

  return {
    config,
    connection,
    clock,
    log,
    isStopping,
    views,
    limits: config.limits ? createLimits(connection) : noLimits,
    outbox,
    links,
    accounts,
    addressChange,
    secondFactors,
    organisations,
    joinRequests,
    assignments,
    unsaved: createUnsaved({ connection, clock, assignments }),
    applications,
    pictures,
    search,
    finished: createFinished({
      version: () => search.version(),
      now: () => clock.now().getTime(),
      isStopping,
      onAnswer: countFinished,
    }),
    bodies: createKept<HeartedBody>({
      version: () => search.version(),
      now: () => clock.now().getTime(),
      mostBytes: 16 * 2 ** 20,
    }),
    sharing: createSharing(publicFolder),
    fit: createFit({ search, clock }),
    saved,
    watches,
    finds,
    watchLinks,
    moderation,
    revisions,
    readings,
    templates,
    synonyms,
    looks,
    notifications,
    mailings,
    mailLinks,
    suppressions,
    privacy,
    post,
    sendMail,
    jobs: createJobs({ connection, clock, log, jobs }),
    /** Called once sockets exist; they may be of a web server, or only send. */
    useSockets(given: Sockets): void {
      sockets = given;
      notifications.pushTo(given);
      readings.pushTo(given);
    },
    dropSession: (id: string) => sockets?.dropSession(id),
    socketCount: () => sockets?.count() ?? 0,
  };
}

export type Services = ReturnType<typeof createServices>;

function isOneOf(names: readonly string[], name: string): boolean {
  return names.includes(name);
}
