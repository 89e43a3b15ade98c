// The page where a person says what they sign in with beside the password, and what it leads to. The password is asked for again before anything changes.
import { Router } from 'express';
import type { Request, Response } from 'express';
import { readForm, refusedForm } from '../platform/http/form.ts';
import { emptyForm, page, seeOther } from '../platform/http/page.ts';
import type { FormState } from '../platform/http/page.ts';
import type { Services } from '../services.ts';
import { emailKey } from './account.schema.ts';
import { withoutPasswords } from './account.view.ts';
import { actorOf, limited, signedIn } from './guards.ts';
import { codeForm, passkeyForm, removeForm, renameForm, sureForm } from './second-factor.schema.ts';
import { factorsView, spacedSecret, square } from './second-factor.view.ts';
import { becomeSure, isSure, sureOnly } from './second-step.ts';
import { startSession } from './session.ts';

const home = '/account/two-factor';
/** What has just been done, as the address says it. */
const done = {
  app: 'secondFactor.done.app',
  passkey: 'secondFactor.done.passkey',
  renamed: 'secondFactor.done.renamed',
  removed: 'secondFactor.done.removed',
  off: 'secondFactor.done.off',
} as const;

function isDone(said: unknown): said is keyof typeof done {
  return typeof said === 'string' && Object.hasOwn(done, said);
}

export function secondFactorRoutes(services: Services): Router {
  const { accounts, secondFactors, limits } = services;
  const { passkeys } = secondFactors;
  const router = Router();
  const often = limited(limits, 'write');
  router.get(home, signedIn, overview);
  router.post(`${home}/sure`, signedIn, often, giveSurely);
  router.post(`${home}/app`, signedIn, often, sureOnly, beginApp);
  router.get(`${home}/app`, signedIn, sureOnly, showApp);
  router.post(`${home}/app/confirm`, signedIn, often, sureOnly, confirmApp);
  router.post(`${home}/passkeys/challenge`, signedIn, often, sureOnly, challenge);
  router.post(`${home}/passkeys`, signedIn, often, sureOnly, addPasskey);
  router.get(`${home}/passkeys/rename`, signedIn, askName);
  router.post(`${home}/passkeys/rename`, signedIn, often, renamePasskey);
  router.post(`${home}/remove`, signedIn, often, sureOnly, remove);
  router.post(`${home}/codes`, signedIn, often, sureOnly, newCodes);
  return router;

  function overview(request: Request, response: Response): Promise<void> {
    return show(request, response, emptyForm, 200);
  }

  async function show(request: Request, response: Response, form: FormState, status: number): Promise<void> {
    const actor = actorOf(request);
    response.locals.path = home;
    const { isModerator } = await accounts.get(actor.id);
    const said = request.query['done'];
    page(
      response,
      'accounts/two-factor',
      {
        title: 'secondFactor.title',
        form,
        done: isDone(said) ? done[said] : undefined,
        must: actor.mustTwoFactor,
        isStaff: isModerator,
        isSure: isSure(request.session, response.locals.now) && form.errors['present'] === undefined,
        ...factorsView(await secondFactors.find(actor.id), isModerator),
      },
      status,
    );
  }

  async function giveSurely(request: Request, response: Response): Promise<void> {
    const { id } = actorOf(request);
    const form = readForm(sureForm, request.body);
    if (!form.ok) return show(request, response, withoutPasswords(form.form), 422);
    const own = emailKey((await accounts.get(id)).email);
    await limits.count('sign-in.account', own);
    if (!(await accounts.isPassword(id, form.data.present)))
      return show(
        request,
        response,
        refusedForm({}, [{ name: 'present', key: 'accounts.password.wrong' }]),
        422,
      );
    await limits.giveBack('sign-in.account', own);
    becomeSure(request);
    seeOther(response, home);
  }

  async function beginApp(request: Request, response: Response): Promise<void> {
    await secondFactors.beginApp(actorOf(request).id);
    seeOther(response, `${home}/app`);
  }

  function showApp(request: Request, response: Response): Promise<void> {
    return showSquare(request, response, emptyForm, 200);
  }

  async function showSquare(
    request: Request,
    response: Response,
    form: FormState,
    status: number,
  ): Promise<void> {
    const app = await secondFactors.begunApp(actorOf(request).id);
    if (app === null) {
      seeOther(response, home);
      return;
    }
    response.locals.path = `${home}/app`;
    page(
      response,
      'accounts/two-factor-app',
      {
        title: 'secondFactor.app.title',
        form,
        square: square(app.address),
        secret: spacedSecret(app.secret),
        address: app.address,
      },
      status,
    );
  }

  async function confirmApp(request: Request, response: Response): Promise<void> {
    const { id } = actorOf(request);
    const form = readForm(codeForm, request.body);
    if (!form.ok) return showSquare(request, response, form.form, 422);
    await limits.count('second.account', id);
    const added = await secondFactors.confirmApp(id, form.data.code);
    if (added === 'gone') {
      seeOther(response, home);
      return;
    }
    if (added === 'wrong') {
      const wrong = refusedForm({}, [{ name: 'code', key: 'secondFactor.app.wrong' }]);
      return showSquare(request, response, wrong, 422);
    }
    await limits.giveBack('second.account', id);
    await afterAdding(request, response, added, 'app');
  }

  /** The first factor brings recovery codes, and the other sessions, which it did not protect, have ended. */
  async function afterAdding(
    request: Request,
    response: Response,
    codes: string[],
    what: 'app' | 'passkey',
  ): Promise<void> {
    const actor = actorOf(request);
    const epoch = actor.epoch + (codes.length > 0 ? 1 : 0);
    await startSession(request, { ...actor, epoch, isTwoFactor: true });
    becomeSure(request);
    if (codes.length > 0) showCodes(response, codes, true);
    else seeOther(response, `${home}?done=${what}`);
  }

  function showCodes(response: Response, codes: string[], isFirst: boolean): void {
    response.locals.path = home;
    page(response, 'accounts/two-factor-codes', {
      title: 'secondFactor.codes.title',
      codes,
      all: codes.join('\n'),
      isFirst,
    });
  }

  async function challenge(request: Request, response: Response): Promise<void> {
    response.json(await passkeys.askForNew(actorOf(request).id));
  }

  async function addPasskey(request: Request, response: Response): Promise<void> {
    const form = readForm(passkeyForm, request.body);
    if (!form.ok) return show(request, response, withoutCredential(form.form), 422);
    const { name, credential } = form.data;
    const codes = await passkeys.add(actorOf(request).id, credential, name);
    if (codes === null)
      return show(
        request,
        response,
        { values: { name }, errors: {}, summary: [{ name: '', key: 'secondFactor.passkey.unread' }] },
        409,
      );
    await afterAdding(request, response, codes, 'passkey');
  }

  async function askName(request: Request, response: Response): Promise<void> {
    const asked = request.query['passkey'];
    const passkey = typeof asked === 'string' ? asked : '';
    const name = await passkeys.nameOf(actorOf(request).id, passkey);
    showName(response, { ...emptyForm, values: { passkey, name } }, 200);
  }

  function showName(response: Response, form: FormState, status: number): void {
    page(response, 'accounts/passkey-name', { title: 'secondFactor.rename.title', form }, status);
  }

  async function renamePasskey(request: Request, response: Response): Promise<void> {
    const { id } = actorOf(request);
    const form = readForm(renameForm, request.body);
    if (form.ok) {
      await passkeys.rename(id, form.data.passkey, form.data.name);
      seeOther(response, `${home}?done=renamed`);
      return;
    }
    await passkeys.nameOf(id, String(form.form.values['passkey']));
    showName(response, form.form, 422);
  }

  async function remove(request: Request, response: Response): Promise<void> {
    const actor = actorOf(request);
    const form = readForm(removeForm, request.body);
    if (!form.ok) return show(request, response, form.form, 422);
    const isLeft = await secondFactors.remove(actor.id, form.data.factor);
    await startSession(request, {
      ...actor,
      epoch: actor.epoch + 1,
      isTwoFactor: isLeft && actor.isTwoFactor,
    });
    becomeSure(request);
    seeOther(response, `${home}?done=${isLeft ? 'removed' : 'off'}`);
  }

  async function newCodes(request: Request, response: Response): Promise<void> {
    showCodes(response, await secondFactors.newCodes(actorOf(request).id), false);
  }
}

/** What the browser put in a hidden field has no field that could be mended. */
function withoutCredential(form: FormState): FormState {
  const { credential: _credential, ...values } = form.values;
  const summary = form.summary.map((one) => (one.name === 'credential' ? { ...one, name: '' } : one));
  return { ...form, values, summary };
}
