// Pages for changing the address of one's account, and those that its mails lead to.
import { Router } from 'express';
import type { Request, Response } from 'express';
import { mailFaultView } from '../notifications/suppression.view.ts';
import { readForm, refusedForm } from '../platform/http/form.ts';
import { page, seeOther } from '../platform/http/page.ts';
import type { FormState } from '../platform/http/page.ts';
import { tokenOf } from '../platform/http/params.ts';
import { neverCached } from '../platform/http/security.ts';
import type { Services } from '../services.ts';
import { addressForm, emailKey } from './account.schema.ts';
import { withoutPasswords } from './account.view.ts';
import { actorOf, limited, signedIn } from './guards.ts';
import { startSession } from './session.ts';

export function addressRoutes(services: Services): Router {
  const { accounts, addressChange, limits, suppressions } = services;
  const router = Router();
  const often = limited(limits, 'write');

  router.get('/account/address', signedIn, ask);
  router.post('/account/address', signedIn, often, request);
  router.get('/address/:token', neverCached, signedIn, open);
  router.post('/address/:token', neverCached, signedIn, often, confirm);
  router.get('/address/keep/:token', neverCached, openKeep);
  router.post('/address/keep/:token', neverCached, often, keep);
  return router;

  async function show(request: Request, response: Response, form: FormState | undefined): Promise<void> {
    const { email } = await accounts.get(actorOf(request).id);
    const title = 'accounts.address.title';
    const saved = request.query['saved'] === '1';
    const model = { title, email, mailFault: mailFaultView(await suppressions.of(email), email) } as const;
    if (form === undefined) page(response, 'accounts/address', { ...model, saved });
    else page(response, 'accounts/address', { ...model, form: withoutPasswords(form) }, 422);
  }

  function ask(request: Request, response: Response): Promise<void> {
    return show(request, response, undefined);
  }

  async function request(request: Request, response: Response): Promise<void> {
    const { id } = actorOf(request);
    const form = readForm(addressForm, request.body);
    if (!form.ok) return show(request, response, form.form);
    const { email, present } = form.data;
    const own = emailKey((await accounts.get(id)).email);
    await limits.count('sign-in.account', own);
    await limits.count('mail.account', id);
    await limits.count('mail.account', emailKey(email));
    if (!(await addressChange.request(id, present, email, response.locals.lang)))
      return show(
        request,
        response,
        refusedForm(form.values, [{ name: 'present', key: 'accounts.password.wrong' }]),
      );
    await limits.giveBack('sign-in.account', own);
    page(response, 'accounts/sent', {
      title: 'accounts.sent.title',
      text: 'accounts.sent.address',
      email,
    });
  }

  async function open(request: Request, response: Response): Promise<void> {
    const { email } = await addressChange.open(actorOf(request).id, tokenOf(request));
    page(response, 'accounts/address-confirm', {
      title: 'accounts.address.confirm.title',
      email,
      noindex: true,
    });
  }

  async function confirm(request: Request, response: Response): Promise<void> {
    const actor = actorOf(request);
    await addressChange.confirm(actor.id, tokenOf(request));
    await startSession(request, { ...actor, epoch: actor.epoch + 1 });
    seeOther(response, '/account/address?saved=1');
  }

  async function openKeep(request: Request, response: Response): Promise<void> {
    const { email } = await accounts.openLink('keepAddress', tokenOf(request));
    page(response, 'accounts/address-keep', { title: 'accounts.address.keep.title', email, noindex: true });
  }

  async function keep(request: Request, response: Response): Promise<void> {
    const { email } = await accounts.openLink('keepAddress', tokenOf(request));
    await addressChange.keep(tokenOf(request));
    page(response, 'accounts/sent', { title: 'accounts.sent.title', text: 'accounts.sent.kept', email });
  }
}
