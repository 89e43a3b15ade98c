// The pictures themselves, and the pages where coordinators put one up for an assignment or an organisation or take it away.
import { Router } from 'express';
import type { Request, RequestHandler, Response } from 'express';
import { actorOf, limited, signedIn } from '../accounts/guards.ts';
import { openedBy } from '../notifications/opened.ts';
import { readForm, refusedForm } from '../platform/http/form.ts';
import type { Fault } from '../platform/http/form.ts';
import { emptyForm, page, seeOther } from '../platform/http/page.ts';
import type { FormState } from '../platform/http/page.ts';
import { idOf } from '../platform/http/params.ts';
import { Refused, missing } from '../platform/refused.ts';
import type { Services } from '../services.ts';
import { pictureForm } from './picture.schema.ts';
import type { Thing } from './picture.service.ts';
import { takeUpload } from './picture.upload.ts';
import { ownPictures } from './picture.view.ts';

const sizes = ['small', 'large', 'share'] as const;

export function pictureRoutes(services: Services): Router {
  const { assignments, organisations, pictures, notifications, limits } = services;
  const router = Router();
  const often = limited(limits, 'write');
  router.get('/pictures/:id/:size', send);
  router.get('/assignments/:id/picture', signedIn, of('assignment', ask));
  router.post('/assignments/:id/picture', signedIn, often, of('assignment', put));
  router.post('/assignments/:id/picture/remove', signedIn, often, of('assignment', remove));
  router.get('/organisations/:id/picture', signedIn, of('organisation', ask));
  router.post('/organisations/:id/picture', signedIn, often, of('organisation', put));
  router.post('/organisations/:id/picture/remove', signedIn, often, of('organisation', remove));
  return router;

  /** What an address names never changes: it may be kept for a year by whoever may see it at all. */
  async function send(request: Request, response: Response): Promise<void> {
    const size = sizes.find((one) => one === request.params['size']);
    if (size === undefined) throw missing();
    const id = idOf(request);
    const { type, bytes, isForAll } = await pictures.read(request.user ?? null, id, size);
    response.set({
      'Content-Type': type,
      'Content-Disposition': 'inline',
      'Cache-Control': isForAll ? 'public, max-age=31536000, immutable' : 'private, no-store',
      ETag: `"${id}-${size}"`,
    });
    response.removeHeader('Content-Language');
    response.send(bytes);
  }

  async function ask(request: Request, response: Response, thing: Thing): Promise<void> {
    await show(request, response, thing, emptyForm, 200);
  }

  async function show(
    request: Request,
    response: Response,
    thing: Thing,
    form: FormState,
    status: number,
    lost?: Refused,
  ): Promise<void> {
    const [name, own] = await Promise.all([nameOf(thing), pictures.ofThing(thing.id)]);
    await openedBy(request, response, notifications, `picture:${thing.id}`);
    const base = `/${thing.kind}s/${thing.id}`;
    response.locals.path = `${base}/picture`;
    page(
      response,
      'pictures/form',
      {
        title: { key: `pictures.${thing.kind}.title`, values: { name } },
        breadcrumb: [
          { href: '/home', key: 'layout.nav.home' },
          { href: thing.kind === 'assignment' ? `${base}/manage` : base, text: name },
          { key: `pictures.${thing.kind}.heading` },
        ],
        heading: `pictures.${thing.kind}.heading`,
        thing: thing.id,
        lead: `pictures.${thing.kind}.lead`,
        action: `${base}/picture`,
        back: thing.kind === 'assignment' ? `${base}/manage` : base,
        mayChange: lost === undefined,
        lost: lost && { key: lost.key, values: lost.values },
        isAny: own.length > 0,
        saved: request.query['saved'] === '1',
        removed: request.query['removed'] === '1',
        ...ownPictures(own),
        form,
      },
      status,
    );
  }

  async function put(request: Request, response: Response, thing: Thing): Promise<void> {
    const upload = await takeUpload(request, response);
    const form = readForm(pictureForm, request.body);
    const typed = form.ok ? form.values : form.form.values;
    const faults: Fault[] = form.ok ? [] : [...form.form.summary];
    if ('fault' in upload) faults.push({ name: 'picture', key: upload.fault });
    // A browser never fills in a file again.
    else if (!form.ok) faults.push({ name: 'picture', key: 'pictures.fault.again' });
    if (form.ok && 'file' in upload) {
      const result = await pictures.put(actorOf(request), thing, upload.file, form.data.alt);
      if (result.ok) {
        seeOther(response, `/${thing.kind}s/${thing.id}/picture?saved=1`);
        return;
      }
      faults.push({ name: 'picture', key: result.key });
    }
    await show(request, response, thing, refusedForm(typed, faults), 422);
  }

  async function remove(request: Request, response: Response, thing: Thing): Promise<void> {
    await pictures.remove(actorOf(request), thing);
    seeOther(response, `/${thing.kind}s/${thing.id}/picture?removed=1`);
  }

  /** Before anything of a form is read: is it theirs to change. Whoever only came too late is told so on the page itself. */
  function of(
    kind: Thing['kind'],
    handle: (request: Request, response: Response, thing: Thing) => Promise<void>,
  ): RequestHandler {
    return async (request, response) => {
      const thing = { kind, id: idOf(request) };
      try {
        await pictures.insistMayChange(actorOf(request), thing);
      } catch (error) {
        if (!(error instanceof Refused) || error.status !== 409) throw error;
        await show(request, response, thing, emptyForm, request.method === 'GET' ? 200 : 409, error);
        return;
      }
      await handle(request, response, thing);
    };
  }

  async function nameOf({ kind, id }: Thing): Promise<string> {
    return kind === 'assignment' ? (await assignments.find(id)).title : (await organisations.find(id)).name;
  }
}
