// What whoever reads an assignment wants to find in it, step by step of its form: each is there or not yet, and nothing is ever added up to a
// score. Used by the browser while one writes and by the server (src/assignments/assignment.help.ts). Runs in time that grows with the form.

/** @typedef {Readonly<Record<string, string | readonly string[]>>} FormValues */
/** @typedef {{ readonly code: string, readonly done: boolean }} StepFact */

/** Enough to say what one does, and not more than one reads. */
const lengths = { title: 15, description: 150, descriptionMost: 1_500 };
/** So many answers about how it is on the spot. */
const answers = 3;

/** Words in square brackets, to be replaced by one's own. */
const PLACEHOLDER = /\[[^[\]\n]{1,120}\]/;

/** @param {string} text */
export function hasPlaceholder(text) {
  return PLACEHOLDER.test(text);
}

/** @type {Readonly<Record<number, Readonly<Record<string, (values: FormValues) => boolean>>>>} */
const facts = {
  1: {
    title: (values) => lengthOf(values, 'title') >= lengths.title,
    description: (values) => {
      const length = lengthOf(values, 'description');
      return length >= lengths.description && length <= lengths.descriptionMost;
    },
    firstTime: (values) => has(values, 'firstTime'),
    gets: (values) => has(values, 'gets'),
    easySummary: (values) => has(values, 'easySummary'),
    causes: (values) => has(values, 'causes'),
    placeholders: (values) =>
      !['title', 'description', 'easySummary', 'gets', 'firstTime'].some((name) =>
        hasPlaceholder(text(values, name)),
      ),
  },
  2: {
    time: (values) => {
      const timing = text(values, 'timing');
      if (timing === 'flexible') return true;
      return timing === 'dates' ? hasRow(values, 'dates', 'date') : hasRow(values, 'slots', 'day');
    },
    hours: (values) => has(values, 'hours'),
    place: (values) => {
      if (text(values, 'where') === 'remote') return true;
      const isSheltered = text(values, 'addressShown') === 'never';
      return has(values, 'municipality') && (isSheltered || has(values, 'place') || has(values, 'address'));
    },
  },
  3: {
    places: (values) => Number(text(values, 'places')) > 0,
    swedish: (values) => has(values, 'swedishNeeded'),
    spoken: (values) => has(values, 'spoken'),
  },
  4: {
    access: (values) => Object.keys(values).filter((name) => isAnswered(values, name)).length >= answers,
    transport: (values) => isAnswered(values, 'accessibility.publicTransport'),
    contact: (values) => has(values, 'contact'),
  },
};

/** @param {number} step 1–4 @param {FormValues} values as the fields of the form hold them @returns {StepFact[]} */
export function stepFacts(step, values) {
  return Object.entries(facts[step] ?? {}).map(([code, isDone]) => ({ code, done: isDone(values) }));
}

/** @param {FormValues} values @param {string} name */
function text(values, name) {
  const value = values[name] ?? '';
  return (typeof value === 'string' ? value : (value[0] ?? '')).trim();
}

/** @param {FormValues} values @param {string} name */
function has(values, name) {
  return text(values, name) !== '';
}

/** @param {FormValues} values @param {string} name */
function lengthOf(values, name) {
  return [...text(values, name)].length;
}

/** A row with its day and both its times. @param {FormValues} values @param {string} list @param {string} day */
function hasRow(values, list, day) {
  return Object.keys(values).some((name) => {
    const row = name.startsWith(`${list}.`) && name.endsWith(`.${day}`) ? name.slice(0, -day.length) : '';
    return row !== '' && [day, 'from', 'to'].every((part) => has(values, row + part));
  });
}

/** @param {FormValues} values @param {string} name */
function isAnswered(values, name) {
  return name.startsWith('accessibility.') && ['yes', 'no'].includes(text(values, name));
}
