// In the demo the moderator's authenticator app is a page: it shows the code that a telephone would show.
import { Router } from 'express';
import type { Request, Response } from 'express';
import type { Connection } from 'mongoose';
import { Secret, TOTP } from 'otpauth';
import type { Clock } from '../platform/clock.ts';
import { page } from '../platform/http/page.ts';
import { missing } from '../platform/refused.ts';
import type { Services } from '../services.ts';

interface Kept {
  _id: string;
  secret: string;
}

/** Gives a person an app, as they would have got one on the page of their account. */
export async function giveApp(
  { secondFactors, connection, clock }: Pick<Services, 'secondFactors' | 'connection' | 'clock'>,
  person: string,
): Promise<void> {
  await secondFactors.beginApp(person);
  const { secret = '' } = (await secondFactors.begunApp(person)) ?? {};
  await secondFactors.confirmApp(person, codeOf(secret, clock.now()).code);
  await keptIn(connection).insertOne({ _id: 'authenticator', secret });
}

export function demoAuthenticator(connection: Connection, clock: Clock): Router {
  const routes = Router();
  routes.get('/demo/code', async (_request: Request, response: Response) => {
    const kept = await keptIn(connection).findOne({ _id: 'authenticator' });
    if (kept === null) throw missing();
    page(response, 'demo/code', { title: { text: 'Demo: code' }, ...codeOf(kept.secret, clock.now()) });
  });
  return routes;
}

function keptIn(connection: Connection) {
  return connection.collection<Kept>('demo');
}

function codeOf(secret: string, now: Date): { code: string; seconds: number } {
  const app = new TOTP({ secret: Secret.fromBase32(secret) });
  const timestamp = now.getTime();
  return { code: app.generate({ timestamp }), seconds: Math.ceil(app.remaining({ timestamp }) / 1000) };
}
