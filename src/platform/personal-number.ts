// Recognises Swedish personal identity numbers (personnummer and samordningsnummer), so that they can be refused:
// the service never stores one.
import personnummer from 'personnummer';

// The package's types describe an ES module, but it is CommonJS: its default export is the class itself.
const { valid } = personnummer as unknown as { valid: (number: string) => boolean };

/** Ten or twelve digits, with or without - or +. Sole traders have the number of the person, so theirs count too. */
export function isPersonalNumber(number: string): boolean {
  return valid(number);
}
