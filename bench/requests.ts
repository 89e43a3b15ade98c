// Forms sent as a browser sends them, on as many connections as there are people.
import { Agent, request } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

export interface Answer {
  /** 0 where the connection broke. */
  status: number;
  location: string | undefined;
  /** The session, where a new one was given. */
  cookie: string | undefined;
}

const agent = new Agent({ keepAlive: true, maxSockets: Infinity, maxFreeSockets: 1_000 });

/**
 * A connection that was closed while it was idle is opened again once, as browsers do. `site` is what the server takes for its own address, where that
 * is another one; `more` are further headers.
 */
export async function post(
  origin: string,
  path: string,
  cookie: string,
  form: Readonly<Record<string, string>> = {},
  site = origin,
  more: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const send = () => postOnce(origin, path, cookie, form, { origin: site, ...more });
  const first = await send();
  return first === 'was closed' ? asAnswer(await send()) : first;
}

function asAnswer(result: Answer | 'was closed'): Answer {
  return result === 'was closed' ? { status: 0, location: undefined, cookie: undefined } : result;
}

function postOnce(
  origin: string,
  path: string,
  cookie: string,
  form: Readonly<Record<string, string>>,
  more: Readonly<Record<string, string>>,
): Promise<Answer | 'was closed'> {
  const body = new URLSearchParams(form).toString();
  const headers = {
    cookie,
    ...more,
    'sec-fetch-site': 'same-origin',
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': Buffer.byteLength(body),
  };
  return new Promise((resolve) => {
    const sent = request(new URL(path, origin), { method: 'POST', agent, headers }, (answer) => {
      answer.resume();
      answer.on('error', () => resolve(asAnswer('was closed')));
      answer.on('end', () => {
        resolve({
          status: answer.statusCode ?? 0,
          location: answer.headers.location,
          cookie: answer.headers['set-cookie']?.[0]?.split(';')[0],
        });
      });
    });
    sent.on('error', () => resolve(sent.reusedSocket ? 'was closed' : asAnswer('was closed')));
    sent.end(body);
  });
}

export function closeConnections(): void {
  agent.destroy();
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
