// Puts the pieces of a page that have changed in their place: an element with an id and `data-live="application:ID *"` is swapped for the one of
// a fresh copy of the same page. What a person has typed is never touched, focus and scroll stay where they are.
import { put } from './in-place.js';

/** @type {WeakMap<HTMLElement, HTMLElement>} */
const firstCopies = new WeakMap();

/** @param {ReadonlySet<string>} things what has happened to; `*` for anything @returns {HTMLElement[]} */
export function regionsAbout(things) {
  const regions = [...document.querySelectorAll('[data-live][id]')].filter(
    (one) => one instanceof HTMLElement,
  );
  return regions.filter((region) => {
    const about = (region.dataset['live'] ?? '').split(' ');
    return things.has('*') || about.some((thing) => thing === '*' || things.has(thing));
  });
}

/**
 * @param {HTMLElement[]} regions
 * @param {Document} fresh
 * @returns {boolean} false if something has changed where a person is in the middle of a form
 */
export function swap(regions, fresh) {
  let whole = true;
  for (const region of regions) {
    const next = fresh.getElementById(region.id);
    if (next === null || before(region, next).isEqualNode(asServed(next))) continue;
    if (isRefused(region) || isBeingFilledIn(region)) whole = false;
    else put(region, next);
  }
  return whole;
}

/** What to hold the fresh copy against. A refused form is shown only once, so what its page is otherwise is known from the first copy. @param {HTMLElement} region @param {HTMLElement} next */
function before(region, next) {
  if (!isRefused(region)) return asServed(region);
  const known = firstCopies.get(region) ?? asServed(next);
  firstCopies.set(region, known);
  return known;
}

/** @param {HTMLElement} region */
function isRefused(region) {
  return region.querySelector('.has-error') !== null;
}

/** @param {HTMLElement} region */
function isBeingFilledIn(region) {
  return [...region.querySelectorAll('input, select, textarea')].some(isChanged);
}

/** @param {Element} field */
function isChanged(field) {
  if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue;
  if (field instanceof HTMLInputElement)
    return field.type === 'checkbox' || field.type === 'radio'
      ? field.checked !== field.defaultChecked
      : field.type !== 'hidden' && field.value !== field.defaultValue;
  if (!(field instanceof HTMLSelectElement)) return false;
  const options = [...field.options];
  const given = options.find((option) => option.defaultSelected) ?? (field.multiple ? undefined : options[0]);
  return field.value !== (given?.value ?? '');
}

/** The region without what site.js and the reader's own hand do to it. @param {HTMLElement} region */
function asServed(region) {
  const copy = document.importNode(region, true);
  for (const details of copy.querySelectorAll('details')) details.removeAttribute('open');
  for (const place of copy.querySelectorAll('[data-count-for], [data-check-for], [data-show-password]')) {
    place.replaceChildren();
    for (const { name } of [...place.attributes]) if (!name.startsWith('data-')) place.removeAttribute(name);
  }
  return copy;
}
