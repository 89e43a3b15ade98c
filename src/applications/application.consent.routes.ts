// The pages that a guardian's mails lead to, open to whoever holds the link, and the form by which the volunteer names the guardian.
// Opening a page changes nothing: mail scanners follow links.
import { Router } from 'express';
import type { Request, Response } from 'express';
import { emailKey } from '../accounts/account.schema.ts';
import { actorOf, limited, signedIn } from '../accounts/guards.ts';
import { assignmentView, noQueue } from '../assignments/assignment.view.ts';
import { readForm, refusedForm } from '../platform/http/form.ts';
import { emptyForm, page, seeOther } from '../platform/http/page.ts';
import type { FormState } from '../platform/http/page.ts';
import { idOf, tokenOf } from '../platform/http/params.ts';
import { neverCached } from '../platform/http/security.ts';
import type { Message } from '../platform/i18n/translate.ts';
import type { Services } from '../services.ts';
import type { ConsentPurpose, Guardian } from './application.consent.ts';
import type { ApplicationPage } from './application.page.routes.ts';
import { answerForm, guardianForm } from './application.schema.ts';

export function consentRoutes(services: Services, { trying, mend }: ApplicationPage): Router {
  const { accounts, applications, assignments, organisations, clock, limits } = services;
  const router = Router();
  const often = limited(limits, 'write');

  router.get('/consent/:token', neverCached, (request, response) => show(request, response, 'consent'));
  router.post('/consent/:token', neverCached, often, answer);
  router.get('/consent/given/:token', neverCached, (request, response) =>
    show(request, response, 'consentGiven'),
  );
  router.post('/consent/given/:token', neverCached, often, takeBack);
  router.post('/applications/:id/guardian', signedIn, often, name);
  return router;

  async function show(
    request: Request,
    response: Response,
    purpose: ConsentPurpose,
    form: FormState = emptyForm,
  ): Promise<void> {
    const application = await applications.openConsent(purpose, tokenOf(request));
    const [assignment, organisation, volunteer] = await Promise.all([
      assignments.find(String(application.assignment)),
      organisations.find(String(application.organisation)),
      accounts.get(String(application.person)),
    ]);
    const kind = purpose === 'consent' ? 'asked' : 'given';
    const heading: Message = {
      key: `applications.consent.${kind}.title`,
      values: { name: volunteer.name },
    };
    page(
      response,
      'applications/consent',
      {
        title: heading,
        heading,
        isGiven: purpose === 'consentGiven',
        name: volunteer.name,
        guardian: application.consent?.guardian,
        givenAt: application.consent?.givenAt,
        isMatched: application.status === 'matched',
        assignment: assignmentView(assignment, noQueue, null, response.locals.lang, clock.now()),
        organisation: organisation.name,
        options: (['yes', 'no'] as const).map((value) => ({
          value,
          key: `applications.consent.${value}` as const,
        })),
        form,
        noindex: true,
      },
      form === emptyForm ? 200 : 422,
    );
  }

  async function answer(request: Request, response: Response): Promise<void> {
    const form = readForm(answerForm, request.body);
    if (!form.ok) return show(request, response, 'consent', form.form);
    if (form.data.answer === 'no') return withhold(request, response, 'consent');
    const standing = await applications.consent(tokenOf(request), response.locals.lang);
    seeOther(response, `/consent/given/${standing}`);
  }

  function takeBack(request: Request, response: Response): Promise<void> {
    return withhold(request, response, 'consentGiven');
  }

  async function withhold(request: Request, response: Response, purpose: ConsentPurpose): Promise<void> {
    await applications.withhold(purpose, tokenOf(request));
    page(response, 'applications/consent-ended', {
      title: 'applications.consent.ended.title',
      noindex: true,
    });
  }

  async function name(request: Request, response: Response): Promise<void> {
    const actor = actorOf(request);
    const form = readForm(guardianForm, request.body);
    const insisting = (): Promise<void> => applications.insistNaming(actor, idOf(request));
    if (!form.ok) return mend(request, response, form.form, insisting);
    const guardian = { name: form.data.guardianName, email: form.data.guardianEmail };
    const own = await ownAddress(services, actor.id, guardian, form.values);
    if (own !== undefined) return mend(request, response, own, insisting);
    await trying(request, response, async () => {
      await insisting();
      await countMail(services, actor.id, guardian);
      await applications.nameGuardian(actor, idOf(request), guardian, response.locals.lang);
    });
  }
}

/** The form to mend where somebody names themselves. */
export async function ownAddress(
  { accounts }: Services,
  person: string,
  guardian: Guardian,
  values: FormState['values'],
): Promise<FormState | undefined> {
  const { email } = await accounts.get(person);
  if (emailKey(email) !== emailKey(guardian.email)) return undefined;
  return refusedForm(values, [{ name: 'guardianEmail', key: 'applications.form.guardianEmail.own' }]);
}

/** Neither one person nor one address is the way to many mails. */
export async function countMail({ limits }: Services, person: string, { email }: Guardian): Promise<void> {
  await limits.count('guardian', person);
  await limits.count('guardian.address', emailKey(email));
}
