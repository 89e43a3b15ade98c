// What a map is sent, in the reader's language: squares of points with their words, and the names and settings that every map needs. Pure.
import type { AssignmentDocument } from '../assignments/assignment.model.ts';
import { publicPoint } from '../assignments/assignment.policy.ts';
import { placeName } from '../assignments/assignment.view.ts';
import { facts as languageFacts } from '../platform/i18n/languages.ts';
import type { Language } from '../platform/i18n/languages.ts';
import { places, seatOf } from '../places/places.ts';
import type { Bounds } from '../search/engine/query.ts';
import type { LanguageCode } from '../taxonomies/taxonomies.ts';
import { boundsOf, MAX_ZOOM, MIN_ZOOM } from './cells.ts';
import type { Cell } from './cells.ts';
import { SWEDEN } from './map.schema.ts';

/** What a browser calls corners: south-west and north-east, each latitude first. */
type Corners = [[number, number], [number, number]];

/** What is told of one by name: never more of where it is than everybody may know. */
export interface Named {
  title: string;
  textLang: LanguageCode;
  place: string;
}

/** `named` knows all that is published. */
export function pointsView(cells: readonly Cell[], named: (id: string) => Named | undefined, lang: Language) {
  const { t, prefix } = languageFacts[lang];
  const all = boundsOf(cells);
  return {
    status: t('maps.inView', { n: cells.reduce((sum, cell) => sum + cell.n, 0) }),
    bounds: all && corners(all),
    cells: cells.map((cell) => {
      const told = cell.told.flatMap(({ id, isArea }) => {
        const known = named(id);
        return known === undefined ? [] : [{ ...known, id, isArea }];
      });
      return {
        at: [cell.lat, cell.lon],
        n: cell.n,
        isArea: told.length > 0 && told.every(({ isArea }) => isArea),
        bounds: corners(cell.bounds),
        label: label(cell.n, told),
        told: told.map(({ id, title, textLang, place, isArea }) => ({
          href: `${prefix}/assignments/${id}`,
          title,
          ...(textLang === lang ? {} : { lang: textLang }),
          where: isArea ? t('maps.somewhere', { place }) : place,
        })),
        ...(told.length > 0 && cell.n > told.length ? { more: t('maps.all', { n: cell.n }) } : {}),
      };
    }),
  };

  function label(n: number, told: readonly Named[]): string {
    if (told.length === 0) return t('maps.closer', { n });
    const places = new Set(told.map(({ place }) => place));
    const [place = ''] = places;
    return places.size === 1 ? t('maps.told', { n, place }) : t('maps.told.near', { n });
  }
}

export type PointsView = ReturnType<typeof pointsView>;

/** Where a map shows one: what everybody may know. */
export function placeView(assignment: AssignmentDocument) {
  const { at, isArea } = publicPoint(assignment) ?? {};
  return at && { at: `${at.lat},${at.lon}`, isArea, place: placeName(assignment) };
}

/** What every map needs besides its shapes. */
export function mapView(tiles: { url: string; attribution: string } | undefined, lang: Language) {
  const { t } = languageFacts[lang];
  return {
    zooms: [MIN_ZOOM, MAX_ZOOM],
    bounds: corners(SWEDEN),
    tiles: tiles && { url: tiles.url, credit: tiles.attribution },
    words: {
      zoomIn: t('maps.zoomIn'),
      zoomOut: t('maps.zoomOut'),
      credit: t('maps.credit'),
    },
    names: placeNames,
  };
}

/**
 * The names on a map, those that are seen from farthest away first: id, name, latitude, longitude and rank. The seats of the counties' own
 * municipalities come first (their codes end with 80), then other seats, towns, and parts of towns.
 */
const placeNames = places()
  .map(({ id, name, municipality: code, lat, lon, kind }) => {
    const isSeat = seatOf(code)?.id === id;
    const rank = isSeat ? (code.endsWith('80') ? 0 : 1) : kind === 'town' ? 2 : 3;
    return [id, name, lat, lon, rank] as const;
  })
  .toSorted((one, other) => one[4] - other[4]);

function corners({ south, west, north, east }: Bounds): Corners {
  return [
    [south, west],
    [north, east],
  ];
}
