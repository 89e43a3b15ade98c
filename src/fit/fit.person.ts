// The wish of somebody who is signed in: what they chose to tell in the profile, and nothing that they have done. Pure.
import type { Told } from '../accounts/session.ts';
import { place } from '../places/places.ts';
import type { LanguageCode } from '../taxonomies/taxonomies.ts';
import { SLOTS } from '../taxonomies/taxonomies.ts';
import { homeOf } from './guide.schema.ts';
import { noWish, usualKm } from './wish.ts';
import type { Home, Wish } from './wish.ts';

/** `told` is all of a person that best fit ever sees. */
export function wishOf(told: Told): Wish {
  const { causes, activities = [], slots = [], languages, ageAtLeast } = told;
  const home = homeOfPerson(told);
  const swedish = languages.find(({ code }) => code === 'sv')?.level;
  return {
    ...noWish,
    causes,
    activities,
    slots: SLOTS.filter((slot) => slots.includes(slot)),
    speaks: languages.map(({ code }) => code).filter((code): code is LanguageCode => code !== 'sv'),
    ...(home === undefined ? {} : { home }),
    ...(swedish === undefined ? {} : { swedish }),
    ...(ageAtLeast === undefined ? {} : { age: ageAtLeast }),
  };
}

function homeOfPerson({ municipality, place: id, km = usualKm }: Told): Home | undefined {
  const chosen = id === undefined ? undefined : place(id);
  if (chosen === undefined) return homeOf(municipality, km);
  return { lat: chosen.lat, lon: chosen.lon, municipality: chosen.municipality, km, isWhole: false };
}
