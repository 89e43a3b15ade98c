// What a map asks for while it is moved: where the hits of a search are, gathered, and what every map needs. Not pages: nobody reads them as such.
import { Router } from 'express';
import type { Request, Response } from 'express';
import { placeName } from '../assignments/assignment.view.ts';
import { readSearch } from '../search/search.schema.ts';
import type { Services } from '../services.ts';
import { cellsOf, common } from './cells.ts';
import { viewQuery } from './map.schema.ts';
import { mapView, pointsView } from './map.view.ts';
import type { Named } from './map.view.ts';

export function mapRoutes({ search, config }: Services): Router {
  const router = Router();
  router.get('/map.json', about);
  router.get('/assignments/points', points);
  return router;

  function about(_request: Request, response: Response): void {
    response.json(mapView(config.mapTiles, response.locals.lang));
  }

  /** Of the same search as the list; `view` is what the map shows, `bounds` what the search is narrowed to. */
  function points(request: Request, response: Response): void {
    const { view, zoom } = viewQuery.parse(request.query);
    const { criteria } = readSearch(request.query).asked;
    const bounds = criteria.bounds === undefined ? view : common(criteria.bounds, view);
    const cells =
      bounds === undefined
        ? []
        : cellsOf((visit) => {
            search.each({ ...criteria, bounds }, visit);
          }, zoom);
    response.json(pointsView(cells, named, response.locals.lang));
  }

  /** As its card says it: of a sheltered place the municipality alone. */
  function named(id: string): Named | undefined {
    const [shown] = search.shown([id]);
    if (shown === undefined) return undefined;
    const { title, textLang = 'sv' } = shown.assignment;
    return { title, textLang, place: placeName(shown.assignment) };
  }
}
