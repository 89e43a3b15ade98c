// The heart of an assignment saves in place; where that does not go, the form is sent as it would be without this.

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.matches('[data-heart]')) return;
  event.preventDefault();
  void save(form);
});

/** @param {HTMLFormElement} form */
async function save(form) {
  const [button] = form.getElementsByTagName('button');
  const field = form.elements.namedItem('saved');
  if (button === undefined || !(field instanceof HTMLInputElement)) return;
  const isSaved = field.value === 'yes';
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value);
  const sent = fetch(form.action, { method: 'POST', body, redirect: 'manual' });
  const answer = await sent.catch(() => undefined);
  // Where it leads does not matter here, only that it was taken.
  if (answer?.type !== 'opaqueredirect') {
    form.submit();
    return;
  }
  button.setAttribute('aria-pressed', String(isSaved));
  field.value = isSaved ? 'no' : 'yes';
}
