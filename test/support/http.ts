// A person at a browser without the browser: requests over real HTTP that carry a session, and answers that are not followed anywhere.
import { Agent, request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { passkeyOf } from './authenticator.ts';
import type { Passkey } from './authenticator.ts';
import { password } from './people.ts';
import type { TestService } from './service.ts';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  bytes: Buffer;
}

export type Form = Readonly<Record<string, string | readonly string[]>>;

export interface Client {
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  /** Sends a form as a browser does, from our own pages. */
  post(path: string, form?: Form, headers?: Record<string, string>): Promise<Answer>;
  /** The session cookie as it now is; empty for a visitor. */
  cookie(): string;
  /** The same session, in a jar of its own. */
  copy(): Client;
}

const agent = new Agent({ keepAlive: true, maxSockets: 16 });

export function visitor(service: Pick<TestService, 'url'>, cookie = ''): Client {
  let jar = cookie;
  const take = (answer: Answer): Answer => {
    const set = answer.headers['set-cookie']?.find((one) => one.startsWith('handslag='));
    if (set !== undefined) jar = set.split(';')[0] ?? '';
    return answer;
  };
  const own = (): Record<string, string> => (jar === '' ? {} : { cookie: jar });
  return {
    get: async (path, headers = {}) => take(await send(service.url, 'GET', path, { ...own(), ...headers })),
    post: async (path, form = {}, headers = {}) =>
      take(
        await send(
          service.url,
          'POST',
          path,
          { ...own(), origin: service.url, 'content-type': typeOf(form), ...headers },
          encoded(form),
        ),
      ),
    cookie: () => jar,
    copy: () => visitor(service, jar),
  };
}

/** With the password; whoever has got a passkey uses that. */
export async function signedIn(service: Pick<TestService, 'url'>, email: string): Promise<Client> {
  const client = visitor(service);
  const passkey = passkeyOf(email);
  const { status } = await (passkey === undefined
    ? client.post('/sign-in', { email, password })
    : signInWith(client, passkey, service.url));
  if (status !== 303) throw new Error(`${email} could not sign in: ${status}`);
  return client;
}

export async function signInWith(client: Client, passkey: Passkey, origin: string): Promise<Answer> {
  const asked = await client.post('/sign-in/passkey/challenge');
  const { challenge } = JSON.parse(asked.text) as { challenge: string };
  return client.post('/sign-in/passkey', { credential: passkey.signed(challenge, origin), next: '' });
}

/** One request as it stands, with nothing added. */
export function send(
  origin: string,
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: string | Buffer,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(origin);
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const sent = request(
      { agent, hostname, port, method, path, headers: { ...length, ...headers } },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', reject);
        answer.on('end', () => {
          const bytes = Buffer.concat(chunks);
          const text = bytes.toString('utf8');
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text, bytes });
        });
      },
    );
    sent.setTimeout(10_000, () => sent.destroy(new Error('There was no answer within ten seconds.')));
    sent.on('error', reject);
    sent.end(body);
  });
}

/** A form with a file in it: the file is a field that begins so, and goes on in base64. */
export const filePrefix = 'data:image/png;base64,';
const boundary = 'a-boundary-of-our-own';

function isFile(value: string | readonly string[]): value is string {
  return typeof value === 'string' && value.startsWith(filePrefix);
}

function typeOf(form: Form): string {
  return Object.values(form).some(isFile)
    ? `multipart/form-data; boundary=${boundary}`
    : 'application/x-www-form-urlencoded';
}

function parts(form: Form): Buffer {
  const head = (name: string, rest: string): string =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${rest}\r\n\r\n`;
  const all = Object.entries(form).flatMap(([name, value]) =>
    isFile(value)
      ? [
          head(name, '; filename="a.png"\r\nContent-Type: image/png'),
          Buffer.from(value.slice(filePrefix.length), 'base64'),
          '\r\n',
        ]
      : [value].flat().map((one) => `${head(name, '')}${one}\r\n`),
  );
  return Buffer.concat(
    [...all, `--${boundary}--\r\n`].map((part) => (typeof part === 'string' ? Buffer.from(part) : part)),
  );
}

export function encoded(form: Form): string | Buffer {
  if (Object.values(form).some(isFile)) return parts(form);
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(form))
    for (const one of typeof value === 'string' ? [value] : value) params.append(name, one);
  return params.toString();
}
