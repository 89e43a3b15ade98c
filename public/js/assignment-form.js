// Shows only the fields that go with what is chosen (the kind of times, the kind of place). Without it all fields are there, with headings.

for (const part of document.querySelectorAll('[data-only-for]'))
  if (part instanceof HTMLElement) follow(part);

/** @param {HTMLElement} part */
function follow(part) {
  const [name = '', ...values] = (part.dataset['onlyFor'] ?? '').split(' ');
  const choices = document.querySelectorAll(`input[type="radio"][name="${CSS.escape(name)}"]`);
  const show = () => {
    const chosen = [...choices].find((choice) => choice instanceof HTMLInputElement && choice.checked);
    const goes = !(chosen instanceof HTMLInputElement) || values.includes(chosen.value);
    // What has to be mended is never out of sight.
    part.hidden = !goes && part.querySelector('.has-error') === null;
  };
  for (const choice of choices) choice.addEventListener('change', show);
  show();
}
