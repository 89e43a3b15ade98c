// What of a person's contact details is shown to whom, and how a telephone number is written. Pure. Every page, mail, list and file that gives
// them to somebody else asks here; whoever has chosen contact through the service gives nothing but the tilltalsnamn, to anybody.
import type { PersonDocument } from './person.model.ts';

/**
 * `none`: before a match. `telephone`: an organisation that the person lets see the number before one. `match`: the other side of one. `team`:
 * coordinators of the same organisation. `staff`: who reviews it.
 */
export type ContactReader = 'none' | 'telephone' | 'match' | 'team' | 'staff';

type Detail = 'fullName' | 'email' | 'phone';

const details: Readonly<Record<ContactReader, readonly Detail[]>> = {
  none: [],
  telephone: ['phone'],
  match: ['fullName', 'email', 'phone'],
  team: ['fullName', 'email'],
  staff: ['fullName', 'email'],
};

export interface ContactShown {
  name: string;
  email: string | undefined;
  /** As it is dialled, `+46701234567`. */
  phone: string | undefined;
  isProtected: boolean;
}

export function contactShownTo(
  reader: ContactReader,
  person: Pick<PersonDocument, 'name' | 'fullName' | 'email' | 'phone' | 'isProtected'>,
): ContactShown {
  const { isProtected = false } = person;
  const shows = (detail: Detail): boolean => !isProtected && details[reader].includes(detail);
  return {
    name: shows('fullName') ? person.fullName : person.name,
    email: shows('email') ? person.email : undefined,
    phone: shows('phone') ? person.phone : undefined,
    isProtected,
  };
}

/** Area codes of two digits; 8 has one, all others three (the Swedish numbering plan of PTS). */
const twoDigits = /^(?:1[013689]|2[136]|3[1356]|4[0246]|54|6[03]|7[02369]|90)/;
/** Country codes of one and two digits; all others have three (ITU E.164). */
const countryCode = /^\+(1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})(\d+)$/;

/** `+46 70-123 45 67`: as it is read aloud. What cannot be taken apart stays as it is. */
export function readablePhone(phone: string): string {
  const [, country, number] = countryCode.exec(phone) ?? [];
  if (country === undefined || number === undefined) return phone;
  if (country !== '46') return `+${country} ${number.replace(/\d{3}(?=\d{2})/g, '$& ')}`;
  const length = number.startsWith('8') ? 1 : twoDigits.test(number) ? 2 : 3;
  return `+46 ${number.slice(0, length)}-${inPairs(number.slice(length))}`;
}

/** Pairs, after a first three where the number of digits is odd; eight begin with two threes. */
function inPairs(digits: string): string {
  if (digits.length === 8) return digits.replace(/(\d{3})(\d{3})/, '$1 $2 ');
  const first = digits.length % 2 === 1 ? 3 : 2;
  return [digits.slice(0, first), ...(digits.slice(first).match(/\d{2}/g) ?? [])].join(' ');
}
