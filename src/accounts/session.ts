// Signing in and staying signed in: passport-local over our session store. A session is of one epoch of the person; a raised epoch ends them all.
import type { Request, RequestHandler } from 'express';
import session from 'express-session';
import type { Connection } from 'mongoose';
import { Passport } from 'passport';
import type { PassportStatic } from 'passport';
import { Strategy } from 'passport-local';
import type { Organisations } from '../organisations/organisation.service.ts';
import { SessionStore, sessionLifetime } from '../platform/http/session-store.ts';
import type { Accounts } from './account.service.ts';
import type { Actor } from './actor.ts';
import { deviceOf } from './device.ts';
import type { Device } from './device.ts';
import type { PersonDocument } from './person.model.ts';

/** Who is signed in, as every route sees it. */
const toldFields = [
  ...(['causes', 'languages', 'municipality', 'place', 'km'] as const),
  ...(['slots', 'activities', 'ageAtLeast'] as const),
] as const satisfies readonly (keyof PersonDocument)[];
/** What somebody chose to tell of what would suit them. */
export type Told = Pick<PersonDocument, (typeof toldFields)[number]>;

export interface SignedIn extends Actor {
  readonly name: string;
  readonly language: PersonDocument['language'];
  readonly epoch: number;
  /** Signed in with more than the password. */
  readonly isTwoFactor: boolean;
  /** Staff that has signed in with the password alone: no moderator, until it has set up more than that. */
  readonly mustTwoFactor: boolean;
  readonly told: Told;
}

declare global {
  // The way @types/passport is extended.
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace Express {
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type
    interface User extends SignedIn {}
  }
}

declare module 'express-session' {
  interface SessionData {
    /** Where and since when somebody is signed in by it, for them to read. */
    device?: Device;
    since?: string;
    /** Exact to the hour. */
    seen?: string;
    twoFactor?: boolean;
  }
}

/** How often the use of a session is noted, in milliseconds. */
const notedEvery = 3_600_000;

export function createSession(
  connection: Connection,
  options: { secret: string; secure: boolean; onEnded: (id: string) => void },
): RequestHandler {
  return session({
    name: options.secure ? '__Host-handslag' : 'handslag',
    secret: options.secret,
    resave: false,
    saveUninitialized: false,
    store: new SessionStore(connection, options.onEnded),
    cookie: { httpOnly: true, sameSite: 'lax', path: '/', secure: options.secure, maxAge: sessionLifetime },
  });
}

type DoneReading = (error: unknown, user?: SignedIn | false) => void;

export function createPassport(accounts: Accounts, organisations: Organisations): PassportStatic {
  const passport = new Passport() as PassportStatic;

  const signedIn = (person: PersonDocument, isTwoFactor: boolean): Promise<SignedIn> =>
    signedInAs(organisations, person, isTwoFactor);

  passport.use(
    new Strategy({ usernameField: 'email', passwordField: 'password' }, (email, password, done) => {
      accounts
        .signIn(email, password)
        .then(async (person) => (person === null ? false : signedIn(person, false)))
        .then((user) => {
          done(null, user);
        }, done);
    }),
  );
  passport.serializeUser<string>((user, done) => {
    done(null, storedUser(user));
  });
  passport.deserializeUser((request: Request, stored: string, done: DoneReading) => {
    const [id = '', epoch = ''] = stored.split(' ');
    accounts
      .find(id)
      .then(async (person) =>
        person === null || String(person.epoch) !== epoch
          ? false
          : signedIn(person, request.session.twoFactor === true),
      )
      .then((user) => {
        done(null, user);
      }, done);
  });
  return passport;
}

/** Staff moderates only where it has signed in with two factors: every policy asks `isModerator`. */
export async function signedInAs(
  organisations: Organisations,
  person: PersonDocument,
  isTwoFactor: boolean,
): Promise<SignedIn> {
  const id = String(person._id);
  const { name, language, epoch } = person;
  return {
    ...{ id, name, language, epoch, isTwoFactor },
    isModerator: person.isModerator && isTwoFactor,
    mustTwoFactor: person.isModerator && !isTwoFactor,
    told: toldBy(person),
    organisations: await organisations.coordinatedBy(id),
  };
}

function toldBy(person: PersonDocument): Told {
  const fields = toldFields.filter((field) => person[field] !== undefined);
  return Object.fromEntries(fields.map((field) => [field, person[field]])) as unknown as Told;
}

/** The person of a request that passed no passport: the socket's handshake. */
export function personOfSession(accounts: Accounts): (request: Request) => Promise<{ id: string } | null> {
  return async (request) => {
    const stored = (request.session as { passport?: { user?: string } } | undefined)?.passport?.user;
    const [id = '', epoch = ''] = stored?.split(' ') ?? [];
    const person = id === '' ? null : await accounts.find(id);
    return person !== null && String(person.epoch) === epoch ? { id } : null;
  };
}

/** What a session keeps of who is signed in. */
export function storedUser({ id, epoch }: Pick<SignedIn, 'id' | 'epoch'>): string {
  return `${id} ${epoch}`;
}

/** Signs in for the rest of the session; passport makes a new session id first. What the old one knew of the device stays. */
export async function startSession(request: Request, user: SignedIn): Promise<void> {
  const seen = (request.res?.locals.now ?? new Date()).toISOString();
  const { since = seen } = request.user?.id === user.id ? request.session : {};
  const twoFactor = user.isTwoFactor;
  await new Promise<void>((resolve, reject) => {
    request.logIn(user, (error: unknown) => {
      if (error) reject(error instanceof Error ? error : new Error('The session was not kept'));
      else resolve();
    });
  });
  Object.assign(request.session, {
    device: deviceOf(request.get('user-agent') ?? ''),
    since,
    seen,
    twoFactor,
  });
}

/** Notes once an hour that a session is used, which is also what keeps it alive. */
export const noteUse: RequestHandler = (request, response, next) => {
  const { seen = '' } = request.user === undefined ? {} : request.session;
  const now = response.locals.now;
  if (request.user !== undefined && !(now.getTime() - Date.parse(seen) < notedEvery))
    request.session.seen = now.toISOString();
  next();
};
