// A load balancer as it stands before several processes: it asks each all the time whether it is ready, hands a request to one that is, and to
// another where a connection is refused. Whatever else fails, fails for whoever asked.
import { Agent, createServer, request as ask } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { send } from './http.ts';

export interface Balancer {
  url: string;
  /** The processes that take requests now, by their ports. */
  ready(): number[];
  stop(): Promise<void>;
}

const CHECK_MS = 100;
const PATIENCE_MS = 10_000;

export async function startBalancer(port: number, backends: readonly number[]): Promise<Balancer> {
  const ready = new Set<number>();
  const agents = new Map(backends.map((backend) => [backend, new Agent({ keepAlive: true })]));
  const tunnels = new Set<Duplex>();
  const over = new AbortController();
  let turn = 0;

  async function check(backend: number): Promise<void> {
    while (!over.signal.aborted) {
      const answer = await send(`http://localhost:${backend}`, 'GET', '/readyz').catch(() => undefined);
      if (answer?.status === 200) ready.add(backend);
      else ready.delete(backend);
      await wait(CHECK_MS);
    }
  }

  async function next(): Promise<number> {
    const last = Date.now() + PATIENCE_MS;
    while (ready.size === 0 && Date.now() < last) await wait(CHECK_MS);
    const found = [...ready][(turn += 1) % ready.size];
    if (found === undefined) throw new Error('No process is ready');
    return found;
  }

  /** Undefined where the process refused the connection: nothing was sent, so another may be asked. */
  function forward(
    backend: number,
    asked: IncomingMessage,
    body: Buffer,
  ): Promise<IncomingMessage | undefined> {
    return new Promise((resolve, reject) => {
      const { method, url: path, headers } = asked;
      const { connection: _, ...kept } = headers;
      const agent = agents.get(backend);
      const outgoing = ask({ agent, host: 'localhost', port: backend, method, path, headers: kept }, resolve);
      outgoing.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'ECONNREFUSED') resolve(undefined);
        else reject(error);
      });
      outgoing.end(body);
    });
  }

  async function serve(asked: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const body = await buffer(asked);
      let answer: IncomingMessage | undefined;
      while (answer === undefined) {
        const backend = await next();
        answer = await forward(backend, asked, body);
        if (answer === undefined) ready.delete(backend);
      }
      const { connection: _, ...headers } = answer.headers;
      const bytes = await buffer(answer);
      response.writeHead(answer.statusCode ?? 502, headers).end(bytes);
    } catch (error) {
      response.writeHead(502).end(String(error));
    }
  }

  async function tunnel(asked: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const lines = asked.rawHeaders.flatMap((name, n) =>
      n % 2 ? [] : [`${name}: ${asked.rawHeaders[n + 1]}`],
    );
    const onward = connect(await next(), 'localhost', () => {
      onward.write(`GET ${asked.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
      onward.write(head);
      socket.pipe(onward).pipe(socket);
    });
    for (const [one, other] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      tunnels.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        other.destroy();
        tunnels.delete(one);
      });
    }
  }

  const server = createServer((asked, response) => void serve(asked, response));
  server.on('upgrade', (asked: IncomingMessage, socket: Duplex, head: Buffer) => {
    tunnel(asked, socket, head).catch(() => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(port, resolve));
  const checks = backends.map(check);
  return {
    url: `http://localhost:${port}`,
    ready: () => [...ready],
    async stop() {
      over.abort();
      for (const one of tunnels) one.destroy();
      for (const agent of agents.values()) agent.destroy();
      server.closeAllConnections();
      await Promise.all([...checks, new Promise((resolve) => server.close(resolve))]);
    },
  };
}
