// Live pages: Socket.IO on the web session. A socket belongs to a signed-in person, joins that person's rooms, listens to nothing and is
// dropped when the session ends. Several processes share rooms through MongoDB (@socket.io/mongo-adapter).
import type { Server as HttpServer } from 'node:http';
import { createAdapter } from '@socket.io/mongo-adapter';
import type { Request, RequestHandler } from 'express';
import type { Connection } from 'mongoose';
import { Server } from 'socket.io';
import type { Clock } from './clock.ts';
import { storedSessionId } from './http/session-store.ts';

export interface Sockets {
  /** Sends to every open tab of a person that reads in this language. */
  toPerson(person: string, lang: string, event: string, payload: object): void;
  /** Sends to every open tab of a person. */
  toTabs(person: string, event: string, payload: object): void;
  dropSession(sid: string): void;
  dropPerson(person: string): void;
  count(): number;
  close(): Promise<void>;
}

export interface SocketPerson {
  id: string;
}

export const socketCollection = 'socket.io';

export function createSockets(parts: {
  connection: Connection;
  baseUrl: string;
  /** Absent in a process that only sends (the worker). */
  web?: {
    server: HttpServer;
    session: RequestHandler;
    /** The person of a session, or null: asked at the handshake and again every minute. */
    personOf: (request: Request) => Promise<SocketPerson | null>;
    clock: Clock;
  };
}): Sockets {
  const io = new Server({
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: 2_000,
    allowRequest: (request, callback) => {
      callback(null, request.headers.origin === parts.baseUrl);
    },
    adapter: createAdapter(parts.connection.collection(socketCollection) as never),
  });
  const { web } = parts;
  let recheck: NodeJS.Timeout | undefined;
  if (web !== undefined) {
    io.attach(web.server);
    io.engine.use(web.session);
    io.use((socket, next) => {
      const request = socket.request as Request;
      web.personOf(request).then(
        async (person) => {
          if (person === null) {
            next(new Error('signed out'));
            return;
          }
          const lang = socket.handshake.auth['lang'] === 'en' ? 'en' : 'sv';
          await socket.join([tabs(person.id), tabs(person.id, lang), session(request.sessionID)]);
          next();
        },
        () => {
          next(new Error('try again'));
        },
      );
    });
    io.on('connection', (socket) => {
      let tokens = 10;
      socket.onAny(() => {
        tokens -= 1;
        if (tokens < 0) socket.disconnect(true);
      });
    });
    recheck = setInterval(() => {
      for (const socket of io.sockets.sockets.values()) {
        const request = socket.request as Request;
        request.session.reload((error: unknown) => {
          if (error) socket.disconnect(true);
          else
            web.personOf(request).then(
              (person) => {
                if (person === null) socket.disconnect(true);
              },
              () => undefined,
            );
        });
      }
    }, 60_000);
    recheck.unref();
  }
  return {
    toPerson: (person, lang, event, payload) => void io.to(tabs(person, lang)).emit(event, payload),
    toTabs: (person, event, payload) => void io.to(tabs(person)).emit(event, payload),
    dropSession: (sid) => void io.in(session(sid)).disconnectSockets(true),
    dropPerson: (person) => void io.in(tabs(person)).disconnectSockets(true),
    count: () => io.engine.clientsCount,
    async close() {
      clearInterval(recheck);
      await io.close();
    },
  };
}

function tabs(person: string, lang?: string): string {
  return lang === undefined ? `person:${person}` : `person:${person}:${lang}`;
}

function session(sid: string): string {
  return `session:${storedSessionId(sid)}`;
}
