// The web application, as a table of contents: what every request passes, then one line per domain.
import { join } from 'node:path';
import express from 'express';
import type { Express, RequestHandler } from 'express';
import { accountRoutes } from './accounts/account.routes.ts';
import { addressRoutes } from './accounts/address.routes.ts';
import { secondFactorRoutes } from './accounts/second-factor.routes.ts';
import { secondStepRoutes } from './accounts/second-step.routes.ts';
import { sessionRoutes } from './accounts/session.routes.ts';
import { createPassport, createSession, noteUse } from './accounts/session.ts';
import { bounceRoutes } from './notifications/bounce.routes.ts';
import { mapRoutes } from './maps/map.routes.ts';
import { mailingRoutes, oneClickPath } from './notifications/mailing.routes.ts';
import { applicationRoutes } from './applications/application.routes.ts';
import { assignmentRoutes } from './assignments/assignment.routes.ts';
import { moderationPictureRoutes } from './moderation/moderation.picture.routes.ts';
import { moderationRoutes } from './moderation/moderation.routes.ts';
import { synonymRoutes } from './moderation/synonym.routes.ts';
import { templateRoutes } from './moderation/template.routes.ts';
import { personRoutes } from './moderation/person.routes.ts';
import { notificationRoutes } from './notifications/notification.routes.ts';
import { coordinatorRoutes } from './organisations/coordinator.routes.ts';
import { joinRequestRoutes } from './organisations/join-request.routes.ts';
import { organisationRoutes } from './organisations/organisation.routes.ts';
import { guideRoutes } from './fit/guide.routes.ts';
import { helpRoutes } from './help/help.routes.ts';
import { meant } from './pages/meant.ts';
import { restRoutes } from './organisations/rest.routes.ts';
import { pageRoutes } from './pages/page.routes.ts';
import { sitemapRoutes } from './pages/sitemap.routes.ts';
import { feedRoutes } from './feeds/feed.routes.ts';
import { landingRoutes } from './landing/landing.routes.ts';
import { sharingRoutes } from './sharing/sharing.routes.ts';
import { copyRoutes } from './privacy/copy.routes.ts';
import { leavingRoutes } from './privacy/leaving.routes.ts';
import { privacyRoutes } from './privacy/privacy.routes.ts';
import { savedRoutes } from './saved/saved.routes.ts';
import { watchRoutes } from './watches/watch.routes.ts';
import { pictureRoutes } from './pictures/picture.routes.ts';
import { errorPage, notFound } from './platform/http/errors.ts';
import { farewell, health } from './platform/http/health.ts';
import { language } from './platform/http/language.ts';
import { sameOrigin } from './platform/http/same-origin.ts';
import { neverCached, securityHeaders } from './platform/http/security.ts';
import { assets } from './platform/http/assets.ts';
import { requestLog } from './platform/log.ts';
import { measured } from './platform/metrics.ts';
import { whenReady } from './search/search.ready.ts';
import { searchRoutes } from './search/search.routes.ts';
import { publicFolder } from './services.ts';
import type { Services } from './services.ts';

export interface App {
  app: Express;
  /** For the sockets' handshake. */
  session: RequestHandler;
}

/** `extra` mounts what exists only in the demo. */
export function createApp(services: Services, extra?: (app: Express) => void): App {
  const { config, connection, log } = services;
  const session = createSession(connection, {
    secret: config.sessionSecret,
    secure: config.secure,
    onEnded: services.dropSession,
  });
  const passport = createPassport(services.accounts, services.organisations);
  const app = express();
  app.disable('x-powered-by');
  // Nowhere does an answer show what Express knows of a fault.
  app.set('env', 'production');
  app.set('trust proxy', config.trustProxy);
  app.set('query parser', 'simple');

  app.use(requestLog(log));
  app.use(measured);
  app.use(farewell(services.isStopping));
  app.use(pageLocals(services));
  app.use(securityHeaders(config));
  app.use(health(services));
  app.use(assets(publicFolder, join(import.meta.dirname, '..', 'node_modules')));
  app.use(language);
  app.use(bounceRoutes(services));
  app.use(sameOrigin(config.baseUrl, oneClickPath));
  app.use(whenReady(services.search));
  app.use(session);
  app.use(passport.session() as RequestHandler);
  app.use(noteUse);
  app.use(reader(services));
  app.use(express.urlencoded({ extended: false, limit: '100kb', parameterLimit: 500 }));

  extra?.(app);
  app.use(sitemapRoutes(services));
  app.use(pageRoutes(services));
  app.use(guideRoutes(services));
  app.use(helpRoutes());
  app.use(privacyRoutes());
  app.use(copyRoutes(services));
  app.use(leavingRoutes(services));
  app.use(accountRoutes(services, passport));
  app.use(addressRoutes(services));
  app.use(mailingRoutes(services));
  app.use(secondStepRoutes(services));
  app.use(sessionRoutes(services));
  app.use(secondFactorRoutes(services));
  app.use(pictureRoutes(services));
  app.use(organisationRoutes(services));
  app.use(coordinatorRoutes(services));
  app.use(joinRequestRoutes(services));
  app.use(restRoutes(services));
  app.use(feedRoutes(services));
  app.use(landingRoutes(services));
  app.use(sharingRoutes(services));
  app.use(searchRoutes(services));
  app.use(mapRoutes(services));
  app.use(savedRoutes(services));
  app.use(watchRoutes(services));
  app.use(assignmentRoutes(services));
  app.use(applicationRoutes(services));
  app.use(notificationRoutes(services));
  app.use(moderationPictureRoutes(services));
  app.use(personRoutes(services));
  app.use(moderationRoutes(services));
  app.use(templateRoutes(services));
  app.use(synonymRoutes(services));

  app.use(notFound);
  app.use(errorPage(log, (path) => ({ meant: meant(path) })));
  return { app, session };
}

function pageLocals({ views, config, clock, finished }: Services): RequestHandler {
  return (_request, response, next) => {
    Object.assign(response.locals, {
      views,
      lang: 'sv',
      path: '/',
      baseUrl: config.baseUrl,
      person: null,
      unread: 0,
      now: clock.now(),
      clock,
      finished,
    });
    next();
  };
}

/** Who reads, as the layout shows it. Pages of a signed-in person stay out of every cache. */
function reader({ notifications }: Services): RequestHandler {
  return async (request, response, next) => {
    const { user } = request;
    if (user === undefined) {
      next();
      return;
    }
    const { id, name, isModerator, mustTwoFactor, organisations } = user;
    const isStaff = isModerator || mustTwoFactor;
    response.locals.person = { id, name, isStaff, isCoordinator: organisations.length > 0 };
    response.locals.unread = await notifications.unread(id);
    neverCached(request, response, next);
  };
}
