// A number of 64 bits for texts, as two of 32: equal texts have equal ones, and others hardly ever (FNV-1a and a second one beside it). Pure.

export function hashOf(texts: Iterable<string>): readonly [number, number] {
  let one = 0x811c9dc5;
  let other = 0x9e3779b9;
  for (const text of texts) {
    for (let i = 0; i < text.length; i += 1) {
      const code = text.charCodeAt(i);
      one = Math.imul(one ^ code, 0x01000193);
      other = Math.imul(other ^ (code + (other >>> 15)), 0x85ebca6b);
    }
    // So that what moves from one text to the next is a change.
    one = Math.imul(one ^ 0xffff, 0x01000193);
    other = Math.imul(other ^ 0xffff, 0x85ebca6b);
  }
  return [one >>> 0, other >>> 0];
}
