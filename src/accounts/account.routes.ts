// Pages of accounts: register, sign in and out, passwords, profile. No answer tells whether an address has an account.
import { Router } from 'express';
import type { NextFunction, Request, Response } from 'express';
import type { PassportStatic } from 'passport';
import { mailFaultView } from '../notifications/suppression.view.ts';
import { emptyForm, ownPath, page, seeOther } from '../platform/http/page.ts';
import type { FormState } from '../platform/http/page.ts';
import { readForm, refusedForm } from '../platform/http/form.ts';
import { tokenOf } from '../platform/http/params.ts';
import { neverCached } from '../platform/http/security.ts';
import type { Services } from '../services.ts';
import {
  changePasswordForm,
  emailForm,
  emailKey,
  newPasswordForm,
  profileForm,
  registerForm,
  signInForm,
} from './account.schema.ts';
import { onwards, profileOptions, profileValues, toProfile, withoutPasswords } from './account.view.ts';
import { actorOf, limited, signedIn } from './guards.ts';
import { waitForSecondStep } from './second-step.ts';
import { startSession } from './session.ts';
import type { SignedIn } from './session.ts';

export function accountRoutes(services: Services, passport: PassportStatic): Router {
  const { accounts, limits, secondFactors, suppressions } = services;
  const router = Router();
  const often = limited(limits, 'write');

  router.get('/register', askAddress);
  router.post('/register', often, register);
  router.get('/register/:token', neverCached, openRegistration);
  router.post('/register/:token', neverCached, often, finishRegistration);
  router.get('/sign-in', askSignIn);
  router.post('/sign-in', signIn);
  router.post('/sign-out', signOut);
  router.get('/password/forgotten', askForgotten);
  router.post('/password/forgotten', often, forgotten);
  router.get('/password/:token', neverCached, openReset);
  router.post('/password/:token', neverCached, often, reset);
  router.get('/account', signedIn, profile);
  router.post('/account', signedIn, often, saveProfile);
  router.get('/account/password', signedIn, askPassword);
  router.post('/account/password', signedIn, often, changePassword);
  return router;

  function askAddress(request: Request, response: Response): void {
    const form = { ...emptyForm, values: { next: ownPath(request.query['next'], '') } };
    page(response, 'accounts/register', { title: 'accounts.register.title', form });
  }

  async function register(request: Request, response: Response): Promise<void> {
    const form = readForm(emailForm, request.body);
    if (!form.ok) {
      page(response, 'accounts/register', { title: 'accounts.register.title', form: form.form }, 422);
      return;
    }
    await limits.count('mail.address', request.ip ?? '');
    await limits.count('mail.account', emailKey(form.data.email));
    await accounts.requestRegistration(
      form.data.email,
      response.locals.lang,
      ownPath(form.data.next, '') || undefined,
    );
    page(response, 'accounts/sent', {
      title: 'accounts.sent.title',
      text: 'accounts.sent.register',
      email: form.data.email,
    });
  }

  async function openRegistration(request: Request, response: Response): Promise<void> {
    const link = await accounts.openLink('register', tokenOf(request));
    page(response, 'accounts/register-finish', {
      title: 'accounts.finish.title',
      email: link.email,
      noindex: true,
    });
  }

  async function finishRegistration(request: Request, response: Response): Promise<void> {
    const link = await accounts.openLink('register', tokenOf(request));
    const form = readForm(registerForm(link.email), request.body);
    if (!form.ok) {
      const model = {
        title: 'accounts.finish.title',
        email: link.email,
        form: form.form,
        noindex: true,
      } as const;
      page(response, 'accounts/register-finish', model, 422);
      return;
    }
    const { lang } = response.locals;
    const { id, next } = await accounts.register(tokenOf(request), form.data, lang);
    await startSession(request, {
      id,
      name: form.data.name,
      language: lang,
      epoch: 0,
      isModerator: false,
      isTwoFactor: false,
      mustTwoFactor: false,
      told: { causes: [], languages: [] },
      organisations: [],
    });
    seeOther(response, ownPath(next, '/home?welcome=1'));
  }

  function askSignIn(request: Request, response: Response): void {
    if (request.user !== undefined) seeOther(response, ownPath(request.query['next'], '/home'));
    else
      showSignIn(response, { ...emptyForm, values: { next: ownPath(request.query['next'], '') } }, 200, {
        changed: request.query['changed'] === '1',
        late: request.query['late'] === '1',
      });
  }

  function showSignIn(response: Response, form: FormState, status: number, said: object = {}): void {
    page(
      response,
      'accounts/sign-in',
      { title: 'accounts.signIn.title', form, ...said, ...onwards(form) },
      status,
    );
  }

  async function signIn(request: Request, response: Response): Promise<void> {
    const form = readForm(signInForm, request.body);
    if (!form.ok) {
      showSignIn(response, withoutPasswords(form.form), 422);
      return;
    }
    await limits.count('sign-in.address', request.ip ?? '');
    await limits.count('sign-in.account', emailKey(form.data.email));
    request.body = { email: form.data.email, password: form.data.password };
    const user = await whoSignsIn(request, response);
    if (user === null) {
      const wrong = refusedForm(form.values, [{ name: 'email', key: 'accounts.signIn.wrong' }]);
      showSignIn(response, withoutPasswords(wrong), 422);
      return;
    }
    await limits.giveBack('sign-in.account', emailKey(form.data.email));
    const next = ownPath(form.data.next, '/home');
    if (await secondFactors.isOn(user.id)) {
      await waitForSecondStep(request, user, next);
      seeOther(response, '/sign-in/second');
      return;
    }
    await startSession(request, user);
    seeOther(response, next);
  }

  /** Null if address and password do not go together. What fails after passport's callback must reach the error page. */
  function whoSignsIn(request: Request, response: Response): Promise<SignedIn | null> {
    return new Promise((resolve, reject) => {
      const check = passport.authenticate('local', (error: unknown, user: SignedIn | false | undefined) => {
        if (error) reject(error instanceof Error ? error : new Error('The sign-in failed'));
        else resolve(user || null);
      }) as (request: Request, response: Response, next: (error: unknown) => void) => void;
      check(request, response, reject);
    });
  }

  /** The browser is told to forget what it kept of us, for who sits down at it next; it listens to that over https only. */
  function signOut(request: Request, response: Response, next: NextFunction): void {
    response.set('Clear-Site-Data', '"cache", "storage"');
    if (request.user === undefined) {
      seeOther(response, '/?signed-out=1');
      return;
    }
    request.logout((error: unknown) => {
      if (error) next(error);
      else seeOther(response, '/?signed-out=1');
    });
  }

  function askForgotten(_request: Request, response: Response): void {
    page(response, 'accounts/forgotten', { title: 'accounts.forgotten.title' });
  }

  async function forgotten(request: Request, response: Response): Promise<void> {
    const form = readForm(emailForm, request.body);
    if (!form.ok) {
      page(response, 'accounts/forgotten', { title: 'accounts.forgotten.title', form: form.form }, 422);
      return;
    }
    await limits.count('mail.address', request.ip ?? '');
    await limits.count('mail.account', emailKey(form.data.email));
    await accounts.forgotPassword(form.data.email, response.locals.lang);
    page(response, 'accounts/sent', {
      title: 'accounts.sent.title',
      text: 'accounts.sent.password',
      email: form.data.email,
    });
  }

  async function openReset(request: Request, response: Response): Promise<void> {
    const link = await accounts.openLink('password', tokenOf(request));
    page(response, 'accounts/reset', { title: 'accounts.reset.title', email: link.email, noindex: true });
  }

  async function reset(request: Request, response: Response): Promise<void> {
    const link = await accounts.openLink('password', tokenOf(request));
    const form = readForm(newPasswordForm(link.email), request.body);
    if (!form.ok) {
      page(
        response,
        'accounts/reset',
        { title: 'accounts.reset.title', email: link.email, form: withoutPasswords(form.form) },
        422,
      );
      return;
    }
    await accounts.resetPassword(tokenOf(request), form.data.password);
    seeOther(response, '/sign-in?changed=1');
  }

  async function profile(request: Request, response: Response): Promise<void> {
    const person = await accounts.get(actorOf(request).id);
    const form = { ...emptyForm, values: profileValues(person) };
    const saved = request.query['saved'] === '1';
    page(response, 'accounts/profile', {
      title: 'accounts.profile.title',
      form,
      saved,
      email: person.email,
      mailFault: mailFaultView(await suppressions.of(person.email), person.email),
      ...profileOptions(form.values),
    });
  }

  async function saveProfile(request: Request, response: Response): Promise<void> {
    const { id } = actorOf(request);
    const form = readForm(profileForm, request.body);
    if (!form.ok) {
      const { email } = await accounts.get(id);
      page(
        response,
        'accounts/profile',
        { title: 'accounts.profile.title', form: form.form, email, ...profileOptions(form.form.values) },
        422,
      );
      return;
    }
    await accounts.saveProfile(id, toProfile(form.data));
    seeOther(response, '/account?saved=1');
  }

  function askPassword(request: Request, response: Response): void {
    const saved = request.query['saved'] === '1';
    page(response, 'accounts/password', { title: 'accounts.password.title', saved });
  }

  async function changePassword(request: Request, response: Response): Promise<void> {
    const actor = actorOf(request);
    const { email } = await accounts.get(actor.id);
    const form = readForm(changePasswordForm(email), request.body);
    await limits.count('sign-in.account', emailKey(email));
    const right = form.ok && (await accounts.changePassword(actor.id, form.data.present, form.data.password));
    if (!form.ok || !right) {
      const refused = form.ok
        ? refusedForm({}, [{ name: 'present', key: 'accounts.password.wrong' }])
        : withoutPasswords(form.form);
      page(response, 'accounts/password', { title: 'accounts.password.title', form: refused }, 422);
      return;
    }
    await limits.giveBack('sign-in.account', emailKey(email));
    await startSession(request, { ...actor, epoch: actor.epoch + 1 });
    seeOther(response, '/account/password?saved=1');
  }
}
