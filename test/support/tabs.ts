// Open tabs as the server sees them: sockets of the real client, with the session and the origin that a test gives them.
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';

export interface Tab {
  socket: Socket;
  /** Every event it got, in order. */
  heard: { event: string; payload: unknown }[];
  /** Resolves when the server has closed it, with the reason; fails after `withinMs`. */
  closed(withinMs?: number): Promise<string>;
  /** Resolves with the first event of this name, had already or yet to come; fails after `withinMs`. */
  hears(event: string, withinMs?: number): Promise<unknown>;
}

const open = new Set<Socket>();

/** Resolves when it is connected; rejects with the server's reason. */
export async function openTab(
  url: string,
  cookie: string,
  options: { origin?: string; lang?: string } = {},
): Promise<Tab> {
  const socket = io(url, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: { lang: options.lang ?? 'sv' },
    extraHeaders: { ...(cookie === '' ? {} : { cookie }), origin: options.origin ?? url },
  });
  open.add(socket);
  const heard: Tab['heard'] = [];
  socket.onAny((event: string, payload: unknown) => heard.push({ event, payload }));
  let reason: string | undefined;
  socket.on('disconnect', (why) => {
    reason = why;
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return {
    socket,
    heard,
    closed: (withinMs = 2_000) => soon(() => reason, withinMs, 'The tab is still open'),
    hears: (name, withinMs = 2_000) =>
      soon(() => heard.find(({ event }) => event === name)?.payload, withinMs, `The tab heard no ${name}`),
  };
}

async function soon<T>(look: () => T | undefined, withinMs: number, fault: string): Promise<T> {
  const last = Date.now() + withinMs;
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    if (Date.now() > last) throw new Error(`${fault} after ${withinMs} ms.`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

afterEach(() => {
  for (const socket of open) socket.disconnect();
  open.clear();
});
