// The counties, municipalities and places of Sweden, in memory: codes are those of Statistics Sweden (SCB).
// How the data was made and checked is in docs/decisions/0003-places.md.
import municipalityData from './municipalities.json' with { type: 'json' };
import placeData from './places.json' with { type: 'json' };

export interface County {
  /** Two digits, as in '19'. */
  readonly code: string;
  /** With "län", as in 'Västmanlands län'. */
  readonly name: string;
}

export interface Municipality {
  /** Four digits; the first two are those of the county. */
  readonly code: string;
  readonly name: string;
  readonly county: string;
  /** The id of the place where the municipality is run from; stands for its centre. */
  readonly seat: string;
}

export interface Place {
  /** The municipality's code and the name, as in '1980-backby'. Never changes, as documents refer to it. */
  readonly id: string;
  readonly name: string;
  readonly municipality: string;
  /** WGS 84, degrees. */
  readonly lat: number;
  readonly lon: number;
  /** A town of its own, or a part of one. */
  readonly kind: 'town' | 'district';
}

const swedish = new Intl.Collator('sv');
const byName = (one: { name: string }, other: { name: string }) => swedish.compare(one.name, other.name);

const allCounties: readonly County[] = municipalityData.counties.toSorted(byName);
const allMunicipalities: readonly Municipality[] = municipalityData.municipalities.toSorted(byName);
const allPlaces: readonly Place[] = (placeData as Place[]).toSorted(byName);

const countyByCode = new Map(allCounties.map((county) => [county.code, county]));
const municipalityByCode = new Map(
  allMunicipalities.map((municipality) => [municipality.code, municipality]),
);
const placeById = new Map(allPlaces.map((place) => [place.id, place]));
// No two places of the list have the same name.
const placeByName = new Map(allPlaces.map((place) => [place.name.toLowerCase(), place]));
const placeByPlainName = new Map(allPlaces.map((place) => [plain(place.name.toLowerCase()), place]));
const placesByMunicipality = Map.groupBy(allPlaces, (place) => place.municipality);

/** All 21, in alphabetical order. */
export function counties(): readonly County[] {
  return allCounties;
}

export function county(code: string): County | undefined {
  return countyByCode.get(code);
}

/** All 290, in alphabetical order. */
export function municipalities(): readonly Municipality[] {
  return allMunicipalities;
}

export function municipality(code: string): Municipality | undefined {
  return municipalityByCode.get(code);
}

export function isMunicipality(code: string): boolean {
  return municipalityByCode.has(code);
}

/** In alphabetical order; every municipality has at least its seat. */
export function places(): readonly Place[] {
  return allPlaces;
}

export function place(id: string): Place | undefined {
  return placeById.get(id);
}

/** As a person writes it, with å, ä and ö or on a keyboard without them. */
export function placeNamed(name: string): Place | undefined {
  const said = name.normalize('NFC').trim().toLowerCase();
  return placeByName.get(said) ?? placeByPlainName.get(plain(said));
}

/** In alphabetical order; none for a code that is no municipality. */
export function placesOf(municipalityCode: string): readonly Place[] {
  return placesByMunicipality.get(municipalityCode) ?? [];
}

/** The place that stands for the whole municipality, on a map or in a distance. */
export function seatOf(municipalityCode: string): Place | undefined {
  const found = municipality(municipalityCode);
  return found && place(found.seat);
}

function plain(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '');
}
