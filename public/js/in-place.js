// A piece of a fresh copy of the page in the place of the one that is shown: focus, scroll and what is unfolded stay as they are.

/** @param {HTMLElement} region @param {HTMLElement} fresh */
export function put(region, fresh) {
  const next = document.adoptNode(fresh);
  for (const details of region.querySelectorAll('details[open]'))
    twin(details.querySelector('summary'), next)?.closest('details')?.setAttribute('open', '');
  const focused = region.contains(document.activeElement) ? document.activeElement : null;
  region.replaceWith(next);
  const again = focused === region ? next : twin(focused, next);
  if (again instanceof HTMLElement) again.focus({ preventScroll: true });
  next.dispatchEvent(new CustomEvent('live:swapped', { bubbles: true }));
}

/** The element that stands for the same thing: same id, else same name and value, address, or words. @param {Element | null} element @param {Element} within */
function twin(element, within) {
  if (element === null) return null;
  if (element.id !== '') return within.querySelector(`#${CSS.escape(element.id)}`);
  const key = identity(element);
  return [...within.querySelectorAll(element.localName)].find((other) => identity(other) === key) ?? null;
}

/** @param {Element} element */
function identity(element) {
  const form = element.closest('form')?.getAttribute('action');
  const words = element.textContent.trim();
  return [form, ...['name', 'value', 'href'].map((name) => element.getAttribute(name)), words].join('\n');
}
