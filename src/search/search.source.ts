// From an assignment as it is stored to what the engine knows of it: only what everybody may know. Pure.
import { publicPoint } from '../assignments/assignment.policy.ts';
import type { PublishedAssignment } from '../assignments/assignment.published.ts';
import { facts as languageFacts, languages } from '../platform/i18n/languages.ts';
import type { MessageKey } from '../platform/i18n/translate.ts';
import { atStockholm } from '../platform/stockholm.ts';
import { county, municipality, place } from '../places/places.ts';
import { FACTS } from '../taxonomies/taxonomies.ts';
import type { Entry, SlotCode } from './engine/entry.ts';
import { wordsOf } from './engine/text.ts';

export interface Around {
  organisation: { name: string; createdAt: Date };
  waiting: number;
}

export function entryOf(assignment: PublishedAssignment, { organisation, waiting }: Around): Entry {
  const { timing, where, startsOn, endsOn, publishedAt, createdAt } = assignment;
  const dates =
    timing === 'dates'
      ? assignment.dates.toSorted((a, b) => (a.date + a.from < b.date + b.from ? -1 : 1))
      : [];
  const until = firstOf(assignment.pastAt, assignment.applyUntil);
  const at = publicPoint(assignment);
  const isGoing = timing !== 'dates';
  return {
    id: String(assignment._id),
    organisation: String(assignment.organisation),
    words: {
      title: assignment.title,
      organisation: organisation.name,
      place: placeWords(assignment),
      terms: termsOf(assignment),
      easySummary: assignment.easySummary,
      description: assignment.description,
    },
    textLang: assignment.textLang ?? 'sv',
    causes: assignment.causes,
    groups: assignment.targetGroups,
    activities: assignment.activities,
    timing,
    occasions: dates.map(({ date, from }) => atStockholm(date, from).getTime()),
    days: dates.map(({ date }) => date),
    slots:
      timing === 'weekly'
        ? [...new Set(assignment.slots.map(({ day, part }) => `${day}-${part}` as SlotCode))]
        : [],
    ...(isGoing && startsOn !== undefined ? { firstDay: startsOn } : {}),
    ...(isGoing && endsOn !== undefined ? { lastDay: endsOn } : {}),
    onsite: where !== 'remote',
    remote: where !== 'onsite',
    ...(assignment.municipality === undefined ? {} : { municipality: assignment.municipality }),
    ...(at === undefined ? { isArea: false } : { point: at.at, isArea: at.isArea }),
    swedish: assignment.swedishNeeded,
    practice: assignment.practice,
    spoken: assignment.spoken,
    access: FACTS.filter((fact) => assignment.accessibility[fact] === 'yes'),
    lowestAge: assignment.lowestAge,
    welcomesGroups: assignment.groups,
    admission: assignment.admission,
    places: assignment.places,
    free: assignment.free,
    waiting,
    publishedAt: (publishedAt ?? createdAt).getTime(),
    organisationSince: organisation.createdAt.getTime(),
    ...(until === undefined ? {} : { until: until.getTime() }),
  };
}

function placeWords(assignment: PublishedAssignment): string {
  const area = assignment.municipality === undefined ? undefined : municipality(assignment.municipality);
  const isSheltered = assignment.addressShown === 'never';
  const point = assignment.place === undefined || isSheltered ? undefined : place(assignment.place);
  return [point?.name, area?.name, area && county(area.county)?.name]
    .filter((name) => name !== undefined)
    .join(' ');
}

/** The names of what was chosen in every language of the service, each word once: languages share many. Nearly everybody speaks Swedish, so it tells nothing. */
export function termsOf(
  assignment: Pick<PublishedAssignment, 'causes' | 'activities' | 'targetGroups' | 'spoken' | 'where'>,
): string {
  const { causes, activities, targetGroups, spoken, where } = assignment;
  const keys: MessageKey[] = [
    ...causes.map((code) => `taxonomies.cause.${code}` as const),
    ...activities.map((code) => `taxonomies.activity.${code}` as const),
    ...targetGroups.map((code) => `taxonomies.targetGroup.${code}` as const),
    ...spoken.filter((code) => code !== 'sv').map((code) => `taxonomies.language.${code}` as const),
    ...(where === 'onsite' ? [] : ['taxonomies.where.remote' as const]),
  ];
  const names = languages.flatMap((language) => keys.map((key) => languageFacts[language].t(key)));
  return [...new Set(names.flatMap(wordsOf))].join(' ');
}

function firstOf(one: Date | undefined, other: Date | undefined): Date | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one < other ? one : other;
}
