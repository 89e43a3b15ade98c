// Signing in with more than the password: the page between, and passkeys, beside the password or alone. No answer tells whose account it is.
import { Router } from 'express';
import type { Request, Response } from 'express';
import { readForm, refusedForm } from '../platform/http/form.ts';
import { emptyForm, ownPath, page, seeOther } from '../platform/http/page.ts';
import type { FormState } from '../platform/http/page.ts';
import { neverCached } from '../platform/http/security.ts';
import type { Services } from '../services.ts';
import { onwards } from './account.view.ts';
import { codeForm, signatureForm } from './second-factor.schema.ts';
import { waitingIn } from './second-step.ts';
import type { Waiting } from './second-step.ts';
import { signedInAs, startSession } from './session.ts';

/** Says that the time between the two steps is over. */
const signInPath = '/sign-in?late=1';

export function secondStepRoutes(services: Services): Router {
  const { accounts, organisations, secondFactors, limits, clock } = services;
  const { passkeys } = secondFactors;
  const router = Router();
  router.use('/sign-in', neverCached);
  router.get('/sign-in/second', ask);
  router.post('/sign-in/second', useCode);
  router.post('/sign-in/second/challenge', challengeBeside);
  router.post('/sign-in/second/passkey', usePasskeyBeside);
  router.post('/sign-in/passkey/challenge', challengeAlone);
  router.post('/sign-in/passkey', usePasskeyAlone);
  return router;

  async function ask(request: Request, response: Response): Promise<void> {
    const waiting = waitingIn(request);
    if (waiting !== null) await show(response, waiting, emptyForm, 200);
    else seeOther(response, request.user === undefined ? '/sign-in' : '/home');
  }

  async function show(response: Response, waiting: Waiting, form: FormState, status: number): Promise<void> {
    response.locals.path = '/sign-in/second';
    const found = await secondFactors.find(waiting.person);
    const hasApp = found?.app != null;
    const hasPasskeys = (found?.passkeys.length ?? 0) > 0;
    page(
      response,
      'accounts/second-step',
      { title: 'secondFactor.step.title', form, hasApp, hasPasskeys },
      status,
    );
  }

  /** What is wrong is counted by account and by address, as with passwords. */
  async function useCode(request: Request, response: Response): Promise<void> {
    const waiting = waitingIn(request);
    if (waiting === null) {
      seeOther(response, signInPath);
      return;
    }
    const form = readForm(codeForm, request.body);
    if (!form.ok) return show(response, waiting, form.form, 422);
    await limits.count('sign-in.address', request.ip ?? '');
    await limits.count('second.account', waiting.person);
    if (!(await secondFactors.use(waiting.person, form.data.code)))
      return show(
        response,
        waiting,
        refusedForm({}, [{ name: 'code', key: 'secondFactor.code.wrong' }]),
        422,
      );
    await limits.giveBack('second.account', waiting.person);
    await enter(request, response, waiting.person, waiting);
  }

  async function challengeBeside(request: Request, response: Response): Promise<void> {
    await limits.count('sign-in.address', request.ip ?? '');
    const waiting = waitingIn(request);
    if (waiting === null) seeOther(response, signInPath);
    else response.json(await passkeys.ask(waiting.person));
  }

  async function challengeAlone(request: Request, response: Response): Promise<void> {
    await limits.count('sign-in.address', request.ip ?? '');
    response.json(await passkeys.ask(null));
  }

  async function usePasskeyBeside(request: Request, response: Response): Promise<void> {
    await limits.count('sign-in.address', request.ip ?? '');
    const waiting = waitingIn(request);
    if (waiting === null) {
      seeOther(response, signInPath);
      return;
    }
    const form = readForm(signatureForm, request.body);
    const person = form.ok ? await passkeys.check(form.data.credential, waiting.person) : null;
    if (person === null) await show(response, waiting, wrongPasskey({}), 422);
    else await enter(request, response, person, waiting);
  }

  async function usePasskeyAlone(request: Request, response: Response): Promise<void> {
    await limits.count('sign-in.address', request.ip ?? '');
    const form = readForm(signatureForm, request.body);
    const person = form.ok ? await passkeys.check(form.data.credential, null) : null;
    if (form.ok && person !== null) {
      await enter(request, response, person, { next: form.data.next });
      return;
    }
    const { next = '' } = form.ok ? form.values : form.form.values;
    const wrong = wrongPasskey({ next: ownPath(next, '') });
    response.locals.path = '/sign-in';
    page(
      response,
      'accounts/sign-in',
      { title: 'accounts.signIn.title', form: wrong, ...onwards(wrong) },
      422,
    );
  }

  /** Not where all sessions have ended since the password was given. */
  async function enter(
    request: Request,
    response: Response,
    id: string,
    { epoch, next }: Partial<Waiting>,
  ): Promise<void> {
    const person = await accounts.find(id);
    if (person === null || (epoch !== undefined && person.epoch !== epoch)) {
      seeOther(response, signInPath);
      return;
    }
    await accounts.noteSeen(id, clock.now());
    await startSession(request, await signedInAs(organisations, person, true));
    seeOther(response, ownPath(next, '/home'));
  }
}

/** At no field: a person has typed nothing. */
function wrongPasskey(values: FormState['values']): FormState {
  return { values, errors: {}, summary: [{ name: '', key: 'secondFactor.passkey.wrong' }] };
}
