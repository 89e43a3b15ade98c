// The picture that other sites show beside a link to an assignment. It is for everybody who may open the assignment's page.
import { Router } from 'express';
import type { Request, Response } from 'express';
import { limited } from '../accounts/guards.ts';
import { idOf } from '../platform/http/params.ts';
import type { Services } from '../services.ts';
import { sharedThing } from './sharing.view.ts';

export function sharingRoutes({ assignments, organisations, sharing, limits }: Services): Router {
  const router = Router();
  router.get('/assignments/:id/share.png', limited(limits, 'picture'), send);
  return router;

  async function send(request: Request, response: Response): Promise<void> {
    const assignment = await assignments.read(null, idOf(request));
    const organisation = await organisations.find(String(assignment.organisation));
    const { bytes, etag } = await sharing.picture(sharedThing(assignment, organisation.name));
    response.removeHeader('Content-Language');
    response.set({ 'Cache-Control': 'public, max-age=86400', ETag: etag }).type('png').send(bytes);
  }
}
