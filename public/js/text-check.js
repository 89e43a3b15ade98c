// Finds what a public text must not hold: e-mail addresses, links and personal numbers (refused), and what looks like
// a telephone number or a spelt-out address (warned). The same file runs on the server and, while one writes, in the browser.
// Every pattern is bounded, so that the time grows with the length of the text and no faster.

/** @typedef {'email' | 'link' | 'personalNumber' | 'phone' | 'spelledAddress'} FindingKind */
/** @typedef {{ kind: FindingKind, match: string, index: number }} Finding */
/** @typedef {{ refused: Finding[], warned: Finding[] }} TextCheck */
/** @typedef {(number: string) => boolean} IsPersonalNumber ten or twelve digits, with + before the last four if written so */
/** @typedef {{ kind: FindingKind, pattern: RegExp, read: (found: RegExpExecArray) => { match: string, index: number } | undefined }} Rule */

const REFUSED = new Set(['email', 'link', 'personalNumber']);

const TLDS = new Set(
  (
    'se nu com net org info biz eu io me co dk no fi de fr es it nl pl ru ua uk ie ee gg gl ly tv fm ' +
    'app dev page site online website web link shop store club social blog email chat events team help support space live today one ngo ong'
  ).split(' '),
);
/** Written before a full stop in running text, so "kl.se" and the like are missing spaces and not addresses. */
const ABBREVIATIONS = new Set(
  'bl ca dvs ev etc ex exkl fr inkl jfr kl max min mm nr osv resp st tel tex tfn'.split(' '),
);
const MAIL_HOSTS = new Set('gmail hotmail icloud yahoo protonmail telia'.split(' '));
/** "sätter punkt" and "en punkt" are Swedish before they are addresses. */
const BEFORE_A_PLAIN_STOP = new Set(
  'en denna varje nästa första sista samma sätt sätta sätter satte'.split(' '),
);

const SPACE = '[ \\t\\u00a0\\u2007\\u202f]';
const LETTER = '[\\p{L}\\p{N}]';
const LABEL = `${LETTER}[\\p{L}\\p{N}-]{0,62}`;
const TLD = '([a-z]{2,24}|[A-Z]{2,24})(?![\\p{L}\\p{N}])';
const DASH = '[-\\u2010-\\u2015\\u2212]';
const SPELT_AT =
  `([(\\[{<]${SPACE}?(?:[Aa][Tt]|[Ss]nabel${DASH}?${SPACE}?a)${SPACE}?[)\\]}>])` +
  `|([(\\[{]${SPACE}?a${SPACE}?[)\\]}]|(?<!${LETTER})[Ss]nabel${DASH}?${SPACE}?a(?!${LETTER})|[@＠])` +
  `|((?<=${SPACE})(?:at|AT)(?=${SPACE}))`;
const GROUPS = `(?:(?:${SPACE}|${DASH}|[/()]){0,3}\\d)`;
const BRACKETED_STOP = `[(\\[{]${SPACE}?(?:punkt|dot|\\.)${SPACE}?[)\\]}]`;
const SPELT_STOP = `(?<=${SPACE})(?:punkt|PUNKT|dot|DOT)(?=${SPACE})`;

/** In order of importance: what one rule has found is not found again by the next. @type {Rule[]} */
const RULES = [
  {
    kind: 'email',
    pattern: /[\p{L}\p{N}._%+'-]{1,64}[@＠][\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,5}/gu,
    read: whole,
  },
  {
    kind: 'link',
    pattern: /(?:(?:https?|ftp):\/\/|mailto:|(?<![\p{L}\p{N}])www\.)[^\s<>"]{2,500}/giu,
    read: withoutEndingStop,
  },
  {
    kind: 'link',
    pattern: new RegExp(`(?<![\\p{L}\\p{N}@-])((?:${LABEL}\\.){1,6})${TLD}(?:[/?#][^\\s<>"]{0,500})?`, 'gu'),
    read: bareDomain,
  },
  {
    kind: 'spelledAddress',
    pattern: new RegExp(
      `(?:${SPELT_AT})${SPACE}{0,3}([\\p{L}\\p{N}-]{2,63})(?:${SPACE}{0,3}(?:\\.|${BRACKETED_STOP}|${SPELT_STOP})${SPACE}{0,3}${TLD})?`,
      'gu',
    ),
    read: speltMail,
  },
  {
    kind: 'spelledAddress',
    pattern: new RegExp(
      `(?<!${LETTER})(${LABEL})${SPACE}{0,3}(?:(${BRACKETED_STOP}|(?<=${SPACE})\\.)|${SPELT_STOP})${SPACE}{0,3}${TLD}`,
      'gu',
    ),
    read: speltDomain,
  },
  {
    kind: 'phone',
    pattern: new RegExp(
      `(?<!\\d)(?<!\\d[.,:])(?:(?:\\+${SPACE}?[1-9]|00(?=[ \\d]))${GROUPS}{7,14}|\\(?0${GROUPS}{7,9})(?!\\d|[.,:]\\d)`,
      'gu',
    ),
    read: phone,
  },
  {
    kind: 'phone',
    pattern: new RegExp(
      `(?<!${LETTER})(?:tel|telefon|telefonnummer|tfn|mobil|mobilnummer|ring|sms|sms:a|smsa|messa|swish|swisha|whatsapp)` +
        `(?:[.:]|${SPACE}|(?:till|på|oss|mig|nr|nummer)${SPACE}){0,6}([1-9](?:(?:${SPACE}|${DASH}){0,2}\\d){4,10})(?![\\d:.,]|${SPACE}?(?:kr|kronor|%))`,
      'giu',
    ),
    read: numberAfterWord,
  },
];

/**
 * @param {string} text
 * @param {IsPersonalNumber} [isPersonalNumber] the server hands in a stricter one
 * @returns {TextCheck} what was found, each in the order of the text
 */
export function checkText(text, isPersonalNumber = looksLikePersonalNumber) {
  /** @type {Finding[]} */
  const findings = [];
  const taken = new Uint8Array(text.length);
  for (const rule of [personalNumberRule(isPersonalNumber), ...RULES]) {
    for (const found of text.matchAll(rule.pattern)) {
      const place = rule.read(found);
      if (!place) continue;
      const end = place.index + place.match.length;
      if (taken.subarray(place.index, end).includes(1)) continue;
      taken.fill(1, place.index, end);
      findings.push({ kind: rule.kind, ...place });
    }
  }
  findings.sort((one, other) => one.index - other.index);
  return {
    refused: findings.filter(({ kind }) => REFUSED.has(kind)),
    warned: findings.filter(({ kind }) => !REFUSED.has(kind)),
  };
}

/** A birth date, or one of a coordination number (day + 60), and the right check digit. @type {IsPersonalNumber} */
export function looksLikePersonalNumber(number) {
  const digits = number.replace(/\D/g, '').slice(-10);
  const month = Number(digits.slice(2, 4));
  const day = Number(digits.slice(4, 6)) % 60;
  const isInCalendar = month >= 1 && month <= 12 && day >= 1 && day <= new Date(2000, month, 0).getDate();
  return isInCalendar && digits.slice(6, 9) !== '000' && luhnSum(digits) % 10 === 0;
}

/** @param {IsPersonalNumber} isPersonalNumber @returns {Rule} */
function personalNumberRule(isPersonalNumber) {
  return {
    kind: 'personalNumber',
    pattern: new RegExp(
      `(?<!\\d)((?:1[689]|20)?)(\\d{6})${SPACE}?(${DASH}?|\\+)${SPACE}?(\\d{4})(?!\\d)`,
      'gu',
    ),
    read: (found) => {
      const [, century, date, separator, last] = found;
      return isPersonalNumber(`${century}${date}${separator === '+' ? '+' : ''}${last}`)
        ? whole(found)
        : undefined;
    },
  };
}

/** @param {string} digits */
function luhnSum(digits) {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const product = Number(digits[i]) * (i % 2 === 0 ? 2 : 1);
    sum += product > 9 ? product - 9 : product;
  }
  return sum;
}

/** @param {RegExpExecArray} found */
function whole(found) {
  return { match: found[0], index: found.index };
}

/** @param {RegExpExecArray} found */
function withoutEndingStop(found) {
  return { match: found[0].replace(/[.,;:!?)\]]{1,20}$/, ''), index: found.index };
}

/** One of the labels after the first must be a top-level domain: "forening.se.vi" still holds an address. @param {RegExpExecArray} found */
function bareDomain(found) {
  const labels = [...(found[1] ?? '').split('.').slice(0, -1), found[2] ?? ''];
  const isDomain = labels.some((label, i) => {
    const before = labels[i - 1];
    return before !== undefined && isTopLevel(label) && isHostName(before);
  });
  return isDomain ? withoutEndingStop(found) : undefined;
}

/** @param {string} label */
function isTopLevel(label) {
  return TLDS.has(label) || (label === label.toUpperCase() && TLDS.has(label.toLowerCase()));
}

/** @param {string} label */
function isHostName(label) {
  const isShortNumber = /^\d{1,3}$/.test(label);
  return !isShortNumber && !ABBREVIATIONS.has(label.toLowerCase());
}

/** "anna (at) …" always, other ways to write @ only with the rest of an address. @param {RegExpExecArray} found */
function speltMail(found) {
  const [match, bracketedAt, otherAt, , host = '', topLevel] = found;
  const start = startOfWordBefore(found.input, found.index);
  const isAddress =
    (topLevel !== undefined && isTopLevel(topLevel)) ||
    (bracketedAt !== undefined && start < found.index) ||
    ((bracketedAt !== undefined || otherAt !== undefined) && MAIL_HOSTS.has(host.toLowerCase()));
  return isAddress ? { match: found.input.slice(start, found.index) + match, index: start } : undefined;
}

/** @param {RegExpExecArray} found */
function speltDomain(found) {
  const [, host = '', clearStop, topLevel = ''] = found;
  if (!isTopLevel(topLevel) || !isHostName(host)) return undefined;
  const isAmbiguous = topLevel === 'nu' || BEFORE_A_PLAIN_STOP.has(host.toLowerCase());
  return clearStop !== undefined || !isAmbiguous ? whole(found) : undefined;
}

/** @param {string} text @param {number} end where the @ is written */
function startOfWordBefore(text, end) {
  let at = end;
  while (at > 0 && end - at < 3 && /[ \t\u00a0]/.test(text.charAt(at - 1))) at -= 1;
  let start = at;
  while (start > 0 && at - start < 64 && /[\p{L}\p{N}._+-]/u.test(text.charAt(start - 1))) start -= 1;
  return start < at ? start : end;
}

/** @param {RegExpExecArray} found */
function phone(found) {
  const written = found[0];
  const digits = written.replace(/[^\d+]/g, '');
  const isForeign = /^(?:\+|00)[1-9]\d{7,13}$/.test(digits);
  const isSwedish = /^0[1-9]\d{6,9}$/.test(digits);
  if ((!isForeign && !isSwedish) || isDateOrTimes(written) || isPrice(found)) return undefined;
  return whole(found);
}

/** @param {RegExpExecArray} found */
function numberAfterWord(found) {
  const written = found[1] ?? '';
  if (isDateOrTimes(written)) return undefined;
  return { match: written, index: found.index + found[0].length - written.length };
}

/** @param {RegExpExecArray} found */
function isPrice(found) {
  return /^[ \u00a0]?(?:kr|kronor|sek|%)/i.test(
    found.input.slice(found.index + found[0].length, found.index + found[0].length + 8),
  );
}

/** "01-02-2026", "2026-02-01", "08 00 – 16 30", "0605-0610", "2025-2026" @param {string} written */
function isDateOrTimes(written) {
  const text = written.replace(/[\u2010-\u2015\u2212]/g, '-').replace(/[ \t\u00a0\u2007\u202f]/g, ' ');
  if (/^\d{1,2}[-/ ]\d{1,2}[-/ ](?:19|20)\d{2}$/.test(text)) return true;
  if (/^(?:19|20)\d{2}[-/ ]?[01]\d[-/ ]?[0-3]\d$/.test(text)) return true;
  if (/^(?:19|20)\d{2} ?[-/] ?(?:19|20)\d{2}$/.test(text)) return true;
  const pair = /^(\d{2}) ?(\d{2}) ?- ?(\d{2}) ?(\d{2})$/.exec(text);
  if (!pair) return false;
  const [from1, from2, to1, to2] = pair.slice(1).map(Number);
  return (isTime(from1, from2) && isTime(to1, to2)) || (isDay(from1, from2) && isDay(to1, to2));
}

/** @param {number | undefined} hour @param {number | undefined} minute */
function isTime(hour = 99, minute = 99) {
  return hour < 24 && minute < 60 && minute % 5 === 0;
}

/** @param {number | undefined} month @param {number | undefined} day */
function isDay(month = 99, day = 99) {
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}
