// Where somebody deletes their account: what it means, what they must decide first, and the goodbye.
import { Router } from 'express';
import type { NextFunction, Request, Response } from 'express';
import { emailKey } from '../accounts/account.schema.ts';
import { withoutPasswords } from '../accounts/account.view.ts';
import { contactShownTo } from '../accounts/contact.policy.ts';
import { actorOf, limited, signedIn } from '../accounts/guards.ts';
import { readForm, refusedForm } from '../platform/http/form.ts';
import type { FormState } from '../platform/http/page.ts';
import { emptyForm, page, seeOther } from '../platform/http/page.ts';
import { Refused } from '../platform/refused.ts';
import { mayWork } from '../organisations/organisation.policy.ts';
import type { Services } from '../services.ts';
import { collections } from './collections.ts';
import { leavingForm } from './leaving.schema.ts';

export function leavingRoutes(services: Services): Router {
  const { accounts, limits, organisations, privacy } = services;
  const router = Router();
  router.get('/account/delete', signedIn, async (request, response) => {
    await show(request, response, emptyForm, 200);
  });
  router.post('/account/delete', signedIn, limited(limits, 'write'), leave);
  router.get('/goodbye', (_request, response) => {
    page(response, 'privacy/goodbye', { title: 'privacy.goodbye.title', noindex: true });
  });
  return router;

  /** Those that close with the account, and those of which somebody else can be chosen to take over. */
  async function decisions(person: string) {
    const [closing, own] = await Promise.all([
      organisations.soleCoordinatorOf(person),
      organisations.coordinatedBy(person).then((ids) => organisations.many(ids)),
    ]);
    const shared = own.filter(({ coordinators, status }) => coordinators.length > 1 && mayWork(status));
    const people = await accounts.many([
      ...new Set(shared.flatMap(({ coordinators }) => coordinators.map(String))),
    ]);
    return {
      closing,
      shared: shared.map(({ _id, name, coordinators }) => ({
        id: String(_id),
        name,
        successors: people
          .filter((one) => String(one._id) !== person && coordinators.some((id) => id.equals(one._id)))
          .map((one) => ({ value: String(one._id), text: contactShownTo('team', one).name })),
      })),
    };
  }

  async function show(
    request: Request,
    response: Response,
    form: FormState,
    status: number,
    lost?: Refused,
  ): Promise<void> {
    const { closing, shared } = await decisions(actorOf(request).id);
    page(
      response,
      'privacy/delete',
      {
        title: 'privacy.delete.title',
        breadcrumb: [{ href: '/account/data', key: 'privacy.data.title' }, { key: 'privacy.delete.title' }],
        closing,
        closingOptions: closing.map(({ id, name }) => ({ value: id, text: name })),
        shared,
        remembered: collections.erasures.keep.days,
        lost: lost && { key: lost.key },
        form: withoutPasswords(form),
      },
      status,
    );
  }

  async function leave(request: Request, response: Response, next: NextFunction): Promise<void> {
    const { id } = actorOf(request);
    const { closing, shared } = await decisions(id);
    const ids = { closing: closing.map((one) => one.id), shared: shared.map((one) => one.id) };
    const form = readForm(leavingForm(ids.closing, ids.shared), request.body);
    if (!form.ok) {
      await show(request, response, form.form, 422);
      return;
    }
    const own = emailKey((await accounts.get(id)).email);
    await limits.count('sign-in.account', own);
    if (!(await accounts.isPassword(id, form.data.present))) {
      const wrong = refusedForm(form.values, [{ name: 'present', key: 'accounts.password.wrong' }]);
      await show(request, response, wrong, 422);
      return;
    }
    await limits.giveBack('sign-in.account', own);
    const chosen = form.data as Readonly<Record<string, unknown>>;
    const successors = Object.fromEntries(
      ids.shared.flatMap((one) => {
        const successor = chosen[`successor.${one}`];
        return typeof successor === 'string' ? [[one, successor]] : [];
      }),
    );
    try {
      await privacy.erasure.erase(id, { successors, closes: form.data.closes });
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 409) throw error;
      await show(request, response, emptyForm, 409, error);
      return;
    }
    response.set('Clear-Site-Data', '"cache", "storage"');
    request.logout((error: unknown) => {
      if (error) next(error);
      else seeOther(response, '/goodbye');
    });
  }
}
