// What the pages of accounts show. Pure.
import type { SessionData } from 'express-session';
import type { FormState } from '../platform/http/page.ts';
import { languages, facts } from '../platform/i18n/languages.ts';
import { municipalities, place, placesOf } from '../places/places.ts';
import { ACTIVITIES, CAUSES, DAYS, DAY_PARTS, LANGUAGES, LEVELS } from '../taxonomies/taxonomies.ts';
import type { Cause, LanguageCode, Level } from '../taxonomies/taxonomies.ts';
import type { Message } from '../platform/i18n/translate.ts';
import type { Profile } from './account.service.ts';
import { ages, distances, languageRows } from './account.schema.ts';
import { readablePhone } from './contact.policy.ts';
import type { Device } from './device.ts';
import type { PersonDocument } from './person.model.ts';

const browserNames: Record<NonNullable<Device['browser']>, string> = {
  edge: 'Edge',
  opera: 'Opera',
  samsung: 'Samsung Internet',
  firefox: 'Firefox',
  chrome: 'Chrome',
  safari: 'Safari',
};
const systemNames: Record<NonNullable<Device['system']>, string> = {
  iphone: 'iPhone',
  ipad: 'iPad',
  android: 'Android',
  chromeos: 'ChromeOS',
  windows: 'Windows',
  mac: 'Mac',
  linux: 'Linux',
};

/** Whether somebody was sent here on the way to a page, and the address to create an account that leads on to it. */
export function onwards({ values }: Pick<FormState, 'values'>): { isGoing: boolean; registerPath: string } {
  const { next } = values;
  const isGoing = typeof next === 'string' && next !== '';
  return { isGoing, registerPath: isGoing ? `/register?next=${encodeURIComponent(next)}` : '/register' };
}

/** Rows for the languages told so far and a few more. */
export function profileOptions(values: FormState['values']) {
  const told = Array.from({ length: languageRows }, (_, index) => index).filter(
    (index) => values[`languages.${index}.code`],
  );
  const shown = Math.min(languageRows, Math.max(3, (told.at(-1) ?? 0) + 3));
  return {
    municipalityOptions: municipalities().map(({ code, name }) => ({ value: code, text: name })),
    placeOptions: placesOf(String(values['municipality'] ?? '')).map(({ id, name }) => ({
      value: id,
      text: name,
    })),
    kmOptions: distances.map((km) => ({
      value: km,
      key: { key: 'accounts.km.option' as const, values: { km } },
    })),
    ageOptions: ages.map((age) => ({
      value: age,
      key: { key: 'accounts.age.option' as const, values: { age } },
    })),
    partKeys: DAY_PARTS.map((part) => `taxonomies.dayPart.${part}` as const),
    dayRows: DAYS.map((day) => ({
      key: `taxonomies.day.${day}` as const,
      parts: DAY_PARTS.map((part) => ({
        value: `${day}-${part}`,
        key: `taxonomies.dayPart.${part}` as const,
      })),
    })),
    activityOptions: ACTIVITIES.map((value) => ({ value, key: `taxonomies.activity.${value}` as const })),
    causeOptions: CAUSES.map((value) => ({ value, key: `taxonomies.cause.${value}` as const })),
    spokenOptions: LANGUAGES.map((value) => ({ value, key: `taxonomies.language.${value}` as const })),
    levelOptions: LEVELS.map((value) => ({ value, key: `taxonomies.level.${value}` as const })),
    mailLanguageOptions: languages.map((value) => ({
      value,
      text: facts[value].name,
      lang: facts[value].tag,
    })),
    languageRows: Array.from({ length: shown }, (_, index) => ({
      number: index + 1,
      code: `languages.${index}.code`,
      level: `languages.${index}.level`,
    })),
  };
}

/** Where somebody is signed in, what was used last first. */
export function sessionRows(sessions: readonly { id: string; data: SessionData }[], own: string) {
  const rows = sessions.map(({ id, data: { device = {}, since, seen } }) => ({
    id,
    isOwn: id === own,
    device: deviceName(device),
    since: since === undefined ? undefined : new Date(since),
    seen: seen === undefined ? undefined : new Date(seen),
  }));
  rows.sort((a, b) => Number(b.isOwn) - Number(a.isOwn) || Number(b.seen ?? 0) - Number(a.seen ?? 0));
  return { rows, hasOthers: rows.some(({ isOwn }) => !isOwn) };
}

function deviceName({ browser, system }: Device): Message {
  const names = {
    browser: browser === undefined ? '' : browserNames[browser],
    system: system === undefined ? '' : systemNames[system],
  };
  if (names.browser !== '' && names.system !== '') return { key: 'accounts.sessions.device', values: names };
  if (names.browser === '' && names.system === '') return { key: 'accounts.sessions.unknown' };
  return { key: 'accounts.sessions.part', values: { name: names.browser || names.system } };
}

export function profileValues(person: PersonDocument): Record<string, string | string[]> {
  const { name, fullName, phone, isProtected, municipality = '', causes, about, language } = person;
  const { place: chosen = '', km, ageAtLeast, slots = [], activities = [] } = person;
  const rows = person.languages.flatMap(({ code, level }, index) => [
    [`languages.${index}.code`, code],
    [`languages.${index}.level`, level],
  ]);
  return {
    name,
    fullName,
    phone: phone === undefined ? '' : readablePhone(phone),
    isProtected: isProtected === true ? 'yes' : '',
    municipality,
    place: chosen,
    km: String(km ?? ''),
    ageAtLeast: String(ageAtLeast ?? ''),
    slots,
    activities,
    causes,
    about,
    language,
    ...(Object.fromEntries(rows) as Record<string, string>),
  };
}

/** A language named twice counts once; one without a level is basic. */
export function toProfile(
  data: Record<string, unknown> &
    Omit<Profile, 'languages' | 'causes' | 'isProtected'> & {
      causes: Cause[];
      isProtected: boolean;
      place: string;
    },
): Profile {
  const spoken = new Map<LanguageCode, Level>();
  for (let index = 0; index < languageRows; index += 1) {
    const code = data[`languages.${index}.code`] as LanguageCode | undefined;
    if (code !== undefined)
      spoken.set(code, (data[`languages.${index}.level`] as Level | undefined) ?? 'basic');
  }
  const { name, fullName, phone, isProtected, municipality, causes, about, language } = data;
  const { km, ageAtLeast, slots, activities } = data;
  return {
    name,
    fullName,
    phone,
    isProtected,
    municipality,
    // Whoever chooses another municipality chooses a place in it afterwards.
    place:
      place(data.place)?.municipality === municipality && municipality !== undefined ? data.place : undefined,
    km,
    ageAtLeast,
    slots,
    activities,
    causes,
    about,
    language,
    languages: [...spoken].map(([code, level]) => ({ code, level })),
  };
}

/** What was typed comes back, except passwords. */
export function withoutPasswords(form: FormState): FormState {
  const { password: _password, present: _present, ...values } = form.values;
  return { ...form, values };
}
