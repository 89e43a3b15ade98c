// What the list of assignments is measured against: the stack as it is usually put together, express, express-session with connect-mongo and
// express-handlebars with its cache, around the same look-ups, view-models and templates. Nothing is compressed, limited or logged.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import MongoStore from 'connect-mongo';
import express from 'express';
import type { Express, Request } from 'express';
import session from 'express-session';
import { engine } from 'express-handlebars';
import Handlebars from 'handlebars';
import { withHearts } from '../src/saved/saved.cards.ts';
import { readSearch } from '../src/search/search.schema.ts';
import { searchPage } from '../src/search/search.view.ts';
import { readAsset } from '../src/platform/http/assets.ts';
import { pageModel } from '../src/platform/http/page.ts';
import { registerHelpers } from '../src/platform/http/views.ts';
import { publicFolder } from '../src/services.ts';
import type { Services } from '../src/services.ts';

const views = join(import.meta.dirname, '..', 'views');

/** Signs in whoever asks for `/enter?person=ID`, and shows them the list. */
export function createReference(services: Services): Express {
  const { accounts, organisations, notifications, clock, config, connection } = services;
  const handlebars = Handlebars.create();
  const stamps = new Map<string, string>();
  registerHelpers(handlebars, (file) => {
    const stamp =
      stamps.get(file) ??
      createHash('sha256').update(readAsset(publicFolder, file)).digest('base64url').slice(0, 10);
    stamps.set(file, stamp);
    return stamp;
  });
  const app = express();
  app.disable('x-powered-by');
  app.engine(
    'hbs',
    engine({
      handlebars,
      extname: '.hbs',
      layoutsDir: join(views, 'layouts'),
      partialsDir: join(views, 'partials'),
      compilerOptions: { preventIndent: true },
    }),
  );
  app.set('views', views);
  app.set('view engine', 'hbs');
  app.enable('view cache');
  app.use(
    session({
      secret: config.sessionSecret,
      resave: false,
      saveUninitialized: false,
      store: MongoStore.create({
        client: connection.getClient(),
        dbName: connection.name,
        collectionName: 'referenceSessions',
      }),
    }),
  );

  app.get('/enter', (request, response) => {
    Object.assign(request.session, { person: request.query['person'] });
    response.redirect('/assignments');
  });
  app.get('/assignments', async (request, response) => {
    const id = personOf(request);
    const person = await accounts.get(id);
    const [coordinated, unread] = await Promise.all([
      organisations.coordinatedBy(id),
      notifications.unread(id),
    ]);
    const { name, isModerator } = person;
    Object.assign(response.locals, {
      ...{ lang: 'sv', path: request.originalUrl, baseUrl: config.baseUrl, now: clock.now() },
      person: { id, name, isStaff: isModerator, isCoordinator: coordinated.length > 0 },
      unread,
    });
    const reader = { id, isModerator, organisations: coordinated };
    const asked = readSearch(request.query);
    const found = searchPage(services.search, asked, { lang: 'sv', now: clock.now() });
    const cards = await withHearts(services, reader, found.cards);
    const model = pageModel(response, { ...found, cards });
    response.render('assignments/list', { ...model, labels: {}, layout: 'main' });
  });
  return app;
}

function personOf({ session: of }: Request): string {
  return String((of as { person?: unknown }).person);
}
