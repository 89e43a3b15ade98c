// An entry read from the columns: a view that looks up what it is asked for, and a copy that can be kept. The values of a facet come in
// the order of its taxonomy.
import { LANGUAGES } from '../../taxonomies/taxonomies.ts';
import type { Columns } from './columns.ts';
import { NO_DAY, NO_FIRST, NO_LAST } from './columns.ts';
import { dateOf } from './days.ts';
import type { EntryFacts, Point } from './entry.ts';
import { spans } from './values.ts';
import type { BitFacet } from './values.ts';

export function viewOf(columns: Columns, doc: number): EntryFacts {
  return new View(columns, doc) as unknown as EntryFacts;
}

export function copyOf(columns: Columns, doc: number): EntryFacts {
  const view = new View(columns, doc);
  return Object.fromEntries(
    NAMES.map((name) => [name, view[name]] as const).filter(([, value]) => value !== undefined),
  ) as unknown as EntryFacts;
}

// A class, because a million of them may be made for one question: the values are looked up by what all share.
class View {
  readonly #columns: Columns;
  readonly #doc: number;

  constructor(columns: Columns, doc: number) {
    this.#columns = columns;
    this.#doc = doc;
  }

  get id(): string {
    return this.#columns.ids.id(this.#doc);
  }
  get organisation(): string {
    return this.#columns.organisations.value(this.#number('organisation'));
  }
  get textLang() {
    return LANGUAGES[this.#number('text') >>> 1];
  }
  get causes() {
    return this.#values('cause');
  }
  get groups() {
    return this.#values('group');
  }
  get activities() {
    return this.#values('activity');
  }
  get timing() {
    return this.#values('timing')[0];
  }
  get occasions(): number[] {
    const { instants } = this.#columns.pool;
    return [...this.#times(instants)].filter((instant) => !Number.isNaN(instant));
  }
  get days(): string[] {
    const { days } = this.#columns.pool;
    return [...this.#times(days)].filter((day) => day !== NO_DAY).map(dateOf);
  }
  get slots() {
    return this.#values('slot');
  }
  get firstDay(): string | undefined {
    const day = this.#number('first');
    return day === NO_FIRST ? undefined : dateOf(day);
  }
  get lastDay(): string | undefined {
    const day = this.#number('last');
    return day === NO_LAST ? undefined : dateOf(day);
  }
  get onsite(): boolean {
    return this.#has('where', 0);
  }
  get remote(): boolean {
    return this.#has('where', 1);
  }
  get municipality(): string | undefined {
    const place = this.#number('municipality');
    return place === 0 ? undefined : this.#columns.municipalities.value(place);
  }
  get point(): Point | undefined {
    const place = this.#number('point');
    if (place === 0) return undefined;
    const { lat, lon } = this.#columns.coordinates;
    return { lat: lat[place] as number, lon: lon[place] as number };
  }
  get isArea(): boolean {
    return (this.#number('text') & 1) === 1;
  }
  get swedish() {
    return this.#values('swedish')[0];
  }
  get practice(): boolean {
    return this.#has('practice', 0);
  }
  get spoken() {
    return this.#values('spoken');
  }
  get access() {
    return this.#values('access');
  }
  get lowestAge(): number {
    return this.#number('lowestAge');
  }
  get welcomesGroups(): boolean {
    return this.#has('groups', 0);
  }
  get admission() {
    return this.#values('admission')[0];
  }
  get places(): number {
    return this.#number('places');
  }
  get free(): number {
    return this.#number('free');
  }
  get waiting(): number {
    return this.#number('waiting');
  }
  get publishedAt(): number {
    return this.#number('publishedAt');
  }
  get organisationSince(): number {
    return this.#number('organisationSince');
  }
  get until(): number | undefined {
    const until = this.#number('until');
    return until === Infinity ? undefined : until;
  }

  #number(name: keyof Columns['arrays']): number {
    return this.#columns.arrays[name][this.#doc] as number;
  }

  #has(name: BitFacet, value: number): boolean {
    return this.#columns.has(this.#doc, spans[name].from + value);
  }

  #values(name: BitFacet): string[] {
    const { from, values } = spans[name];
    return values.filter((_, place) => this.#columns.has(this.#doc, from + place));
  }

  #times<A extends Float64Array | Int32Array>(pool: A): A {
    const from = this.#number('times');
    return pool.subarray(from, from + this.#number('timesCount')) as A;
  }
}

const NAMES = Object.getOwnPropertyNames(View.prototype).filter((name) => name !== 'constructor') as Exclude<
  keyof View,
  'constructor'
>[];
