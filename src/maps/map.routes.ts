// What every map asks for when it is opened, in the reader's language. Not a page: nobody reads it as such.
import { Router } from 'express';
import type { Services } from '../services.ts';
import { mapView } from './map.view.ts';

export function mapRoutes({ config }: Services): Router {
  const router = Router();
  router.get('/map.json', (_request, response) => {
    response.json(mapView(config.mapTiles, response.locals.lang));
  });
  return router;
}
