// What stands in the fields of a form, by name, and how it is put back there.

/** @typedef {Record<string, string[]>} Fields */

/** @param {HTMLFormElement} form @returns {Fields} */
export function fieldsOf(form) {
  /** @type {Fields} */
  const fields = {};
  for (const [name, value] of new FormData(form))
    if (typeof value === 'string') (fields[name] ??= []).push(value);
  return fields;
}

/** Puts everything back as it was, and tells whatever follows the fields. @param {HTMLFormElement} form @param {Fields} fields */
export function fill(form, fields) {
  /** @type {Record<string, string[]>} */
  const left = {};
  for (const [name, values] of Object.entries(fields)) left[name] = [...values];
  for (const field of form.elements) {
    if (field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio'))
      put(field, 'checked', fields[field.name]?.includes(field.value) ?? false);
    else if (
      field instanceof HTMLInputElement ||
      field instanceof HTMLTextAreaElement ||
      field instanceof HTMLSelectElement
    )
      put(field, 'value', left[field.name]?.shift() ?? '');
  }
}

/** True if both hold the same, but for space around it. @param {Fields} one @param {Fields} other */
export function holdTheSame(one, other) {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => plain(one[name]) === plain(other[name]));
}

/** @param {string[] | undefined} values */
function plain(values = []) {
  const texts = values.map((value) => value.replace(/\r\n?/g, '\n').trim());
  return JSON.stringify(texts.filter((text) => text !== ''));
}

/**
 * @template {string} Name
 * @template Value
 * @param {HTMLElement & Record<Name, Value>} field @param {Name} name @param {Value} value
 */
function put(field, name, value) {
  if (field[name] === value) return;
  Object.assign(field, { [name]: value });
  for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
}
