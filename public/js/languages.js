// Points out the reader's own language among those that the page is in: the browser knows it, so the page itself stays the same for everybody.

export function suggestLanguage() {
  const here = primary(document.documentElement.lang);
  const links = [...document.querySelectorAll('[data-suggestion]')].filter(
    (link) => link instanceof HTMLAnchorElement,
  );
  for (const wanted of navigator.languages.map(primary)) {
    if (wanted === here) return;
    const link = links.find(({ hreflang }) => hreflang === wanted);
    if (link === undefined) continue;
    link.textContent = link.dataset['suggestion'] ?? '';
    link.classList.add('is-suggested');
    return;
  }
}

/** @param {string} tag BCP 47 */
function primary(tag) {
  return tag.split('-')[0] ?? '';
}
