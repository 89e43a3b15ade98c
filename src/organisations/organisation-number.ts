// Reads an organisation number as people write it and says whether such an organisation may register here.
// A personal number is refused before anything else, so that it never comes further than this check.
import organisationsnummer from 'organisationsnummer';
import type { MessageKey } from '../platform/i18n/translate.ts';
import { isPersonalNumber } from '../platform/personal-number.ts';
import type { AcceptedLegalForm } from '../taxonomies/taxonomies.ts';

// The package's types describe an ES module, but it is CommonJS: its default export is the class itself.
const { parse } = organisationsnummer as unknown as { parse: (number: string) => unknown };

const WRITTEN = /^(?:16)?(\d{6})-?(\d{4})$/;
const SPACES = /\s/g;
const DASHES = /[‐‑‒–—−]/g;

/** Why a number of each group (its first digit, as the tax agency gives them) cannot register; 2 has its own rule. */
const REFUSED_GROUPS: Readonly<Record<string, MessageKey>> = {
  '1': 'organisations.number.estate',
  '2': 'organisations.number.publicBody',
  '3': 'organisations.number.foreign',
  '5': 'organisations.number.company',
  '6': 'organisations.number.partnership',
  '9': 'organisations.number.partnership',
};

/** `unusualNumber` asks staff to look twice: the number is of a kind that such organisations seldom have. */
export type NumberFlag = 'unusualNumber';

export type NumberCheck = { ok: true; digits: string; flags: NumberFlag[] } | { ok: false; key: MessageKey };

/** The number is a hint, never proof. With a legal form the two are also held against each other. */
export function checkOrganisationNumber(input: string, legalForm?: AcceptedLegalForm): NumberCheck {
  if (isPersonal(input)) return refuse('organisations.number.personal');

  const written = WRITTEN.exec(input.replace(SPACES, '').replace(DASHES, '-'));
  if (!written) return refuse('organisations.number.format');

  const digits = `${written[1]}${written[2]}`;
  if (!hasRightCheckDigit(digits)) return refuse('organisations.number.checkDigit');
  return checkGroup(digits, legalForm);
}

/** '8020001234' → '802000-1234' */
export function formatOrganisationNumber(digits: string): string {
  return `${digits.slice(0, 6)}-${digits.slice(6)}`;
}

function checkGroup(digits: string, legalForm: AcceptedLegalForm | undefined): NumberCheck {
  const isFaith = legalForm === 'faith' || legalForm === 'faithPart';
  if (digits.startsWith('25')) {
    return legalForm === undefined || isFaith ? accept(digits) : refuse('organisations.number.faithForm');
  }
  if (digits.startsWith('8')) return isFaith ? accept(digits, 'unusualNumber') : accept(digits);
  if (digits.startsWith('7')) return accept(digits, 'unusualNumber');
  return refuse(REFUSED_GROUPS[digits.charAt(0)] ?? 'organisations.number.otherKind');
}

/** Ten digits shaped like a birth date count, with or without a century, however written and whatever the check digit. */
function isPersonal(input: string): boolean {
  const digits = /^(?:16|18|19|20)?(\d{10})$/.exec(input.replace(/\D/g, ''))?.[1];
  if (digits === undefined) return false;
  return digits.charAt(2) < '2' || isPersonalNumber(digits);
}

function hasRightCheckDigit(digits: string): boolean {
  try {
    parse(digits);
    return true;
  } catch {
    return false;
  }
}

function accept(digits: string, ...flags: NumberFlag[]): NumberCheck {
  return { ok: true, digits, flags };
}

function refuse(key: MessageKey): NumberCheck {
  return { ok: false, key };
}
