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
