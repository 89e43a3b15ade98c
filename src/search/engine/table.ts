// Strings that many entries share, by number; 0 stands for none. Pure.

export interface Table {
  /** Its number, a new one if it has none. */
  place(value: string): number;
  /** Its number, if it has one. */
  find(value: string): number | undefined;
  value(place: number): string;
  /** One more than the greatest number. */
  readonly length: number;
  all(): readonly string[];
  restore(values: readonly string[]): void;
}

export function createTable(): Table {
  let values = [''];
  let places = new Map<string, number>();
  return {
    place(value) {
      let place = places.get(value);
      if (place === undefined) {
        place = values.push(value) - 1;
        places.set(value, place);
      }
      return place;
    },
    find: (value) => places.get(value),
    value: (place) => values[place] ?? '',
    get length() {
      return values.length;
    },
    all: () => values,
    restore(given) {
      values = given.length > 0 ? [...given] : [''];
      places = new Map(values.slice(1).map((value, place) => [value, place + 1]));
    },
  };
}
