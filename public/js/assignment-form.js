// Shows only the fields that go with what is chosen (the kind of times, the kind of place), and beside the form what is there and what is not
// yet. Without it all fields are there, with headings, and the server says what is there.
import { stepFacts } from './assignment-facts.js';
import { fieldsOf } from './assignment-fields.js';

for (const part of document.querySelectorAll('[data-only-for]'))
  if (part instanceof HTMLElement) follow(part);

const help = document.querySelector('[data-help-step]');
const form = document.querySelector('form[data-step]');
if (help instanceof HTMLElement && form instanceof HTMLFormElement) keepRight(help, form);

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

/** Seen, and read when one goes there; nothing is read aloud while one writes. @param {HTMLElement} help @param {HTMLFormElement} form */
function keepRight(help, form) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;
  const show = () => {
    for (const { code, done } of stepFacts(Number(help.dataset['helpStep']), fieldsOf(form))) {
      const item = help.querySelector(`[data-fact="${code}"]`);
      if (!(item instanceof HTMLElement)) continue;
      if (!done) item.hidden = false;
      for (const mark of item.querySelectorAll('[data-when]'))
        if (mark instanceof HTMLElement) mark.hidden = (mark.dataset['when'] === 'done') !== done;
    }
  };
  form.addEventListener('input', () => {
    clearTimeout(pause);
    pause = setTimeout(show, 400);
  });
  show();
}
