// Live pages: Socket.IO on the web session. A socket belongs to a signed-in person, joins that person's rooms, listens to nothing and is
// dropped when the session ends. Several processes share rooms through MongoDB (@socket.io/mongo-adapter).
import type { Server as HttpServer } from 'node:http';
import { createAdapter } from '@socket.io/mongo-adapter';
import type { Request, RequestHandler } from 'express';
import type { Connection } from 'mongoose';
import { Server } from 'socket.io';
import type { Socket } from 'socket.io';
import { storedSessionId } from './http/session-store.ts';
import { isLanguage } from './i18n/languages.ts';

export interface Sockets {
  /** Sends to every open tab of a person that reads in this language. */
  toPerson(person: string, lang: string, event: string, payload: object): void;
  /** Sends to every open tab of a person. */
  toTabs(person: string, event: string, payload: object): void;
  /** By its stored id. */
  dropSession(id: string): void;
  dropPerson(person: string): void;
  count(): number;
  close(): Promise<void>;
}

export interface SocketPerson {
  id: string;
}

interface WebParts {
  server: HttpServer;
  session: RequestHandler;
  /** The person of a session, or null: asked at the handshake, right after it and again every minute. */
  personOf: (request: Request) => Promise<SocketPerson | null>;
}

export const socketCollection = 'socket.io';
/** In bytes. A tab has nothing to say but that it is there. */
const longestMessage = 2_000;
/** So many packets may come at once from one tab, and then one a second. */
const packetsAtOnce = 10;
const recheckEvery = 60_000;

export function createSockets(parts: {
  connection: Connection;
  baseUrl: string;
  /** Absent in a process that only sends (the worker). */
  web?: WebParts;
}): Sockets {
  const io = new Server({
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: longestMessage,
    connectTimeout: 10_000,
    allowRequest: (request, callback) => {
      callback(null, request.headers.origin === parts.baseUrl);
    },
    adapter: createAdapter(parts.connection.collection(socketCollection)),
  });
  const recheck = parts.web === undefined ? undefined : serve(io, parts.web);
  return {
    toPerson: (person, lang, event, payload) => void io.to(tabs(person, lang)).emit(event, payload),
    toTabs: (person, event, payload) => void io.to(tabs(person)).emit(event, payload),
    dropSession: (id) => {
      io.in(sessionRoom(id)).disconnectSockets(true);
    },
    dropPerson: (person) => {
      io.in(tabs(person)).disconnectSockets(true);
    },
    count: () => io.engine.clientsCount,
    async close() {
      clearInterval(recheck);
      await io.close();
    },
  };
}

function serve(io: Server, { server, session, personOf }: WebParts): NodeJS.Timeout {
  io.attach(server);
  io.engine.use(session);
  io.engine.on('connection', boundRate);
  io.use((socket, next) => {
    const request = socket.request as Request;
    personOf(request).then(
      async (person) => {
        if (person === null) {
          next(new Error('signed out'));
          return;
        }
        const asked: unknown = socket.handshake.auth['lang'];
        const lang = isLanguage(asked) ? asked : 'sv';
        await socket.join([
          tabs(person.id),
          tabs(person.id, lang),
          sessionRoom(storedSessionId(request.sessionID)),
        ]);
        next();
      },
      () => {
        next(new Error('try again'));
      },
    );
  });
  // A sign-out between the question above and now reached only the sockets that were there already.
  io.on('connection', (socket) => void recheckOne(socket, personOf));
  return setInterval(() => {
    for (const socket of io.sockets.sockets.values()) void recheckOne(socket, personOf);
  }, recheckEvery).unref();
}

/** Cuts the socket of a session that has ended. A database that is away ends nothing. */
async function recheckOne(socket: Socket, personOf: WebParts['personOf']): Promise<void> {
  const request = socket.request as Request;
  try {
    if (!(await isStored(request)) || (await personOf(request)) === null) socket.disconnect(true);
  } catch {
    // Asked again in a minute.
  }
}

/** Reads the session anew; false if it is gone. */
function isStored(request: Request): Promise<boolean> {
  return new Promise((resolve, reject) => {
    request.session.reload((error: unknown) => {
      if (!error) resolve(true);
      else if (error instanceof Error && error.message === 'failed to load session') resolve(false);
      else reject(error instanceof Error ? error : new Error('The session could not be read'));
    });
  });
}

function boundRate(raw: {
  on(event: 'packet', heard: () => void): void;
  close(discard?: boolean): void;
}): void {
  let left = packetsAtOnce;
  let at = Date.now();
  raw.on('packet', () => {
    const now = Date.now();
    left = Math.min(packetsAtOnce, left + (now - at) / 1_000) - 1;
    at = now;
    if (left < 0) raw.close(true);
  });
}

function tabs(person: string, lang?: string): string {
  return lang === undefined ? `person:${person}` : `person:${person}:${lang}`;
}

function sessionRoom(id: string): string {
  return `session:${id}`;
}
