// Two versions of a thing's words beside each other, with what differs marked word by word. Pure.
import { diffWordsWithSpace } from 'diff';
import type { MessageKey } from '../platform/i18n/translate.ts';

export interface ComparedField {
  label: MessageKey;
  before: Piece[];
  after: Piece[];
}

/** Words that both have, or that only this side has. */
export interface Piece {
  text: string;
  isMarked: boolean;
}

export interface Comparison {
  changed: ComparedField[];
  /** What reads the same in both, and is not empty. */
  same: { label: MessageKey; text: string }[];
}

/** Beyond this, in milliseconds, two texts have so little in common that each is marked as a whole. */
const patience = 200;

export function compareWords(before: object, after: object, labels: Record<string, MessageKey>): Comparison {
  const fields = Object.entries(labels).map(([name, label]) => ({
    label,
    one: textOf(before, name),
    other: textOf(after, name),
  }));
  return {
    changed: fields
      .filter(({ one, other }) => one !== other)
      .map(({ label, one, other }) => ({ label, ...piecesOf(one, other) })),
    same: fields
      .filter(({ one, other }) => one === other && one !== '')
      .map(({ label, one }) => ({ label, text: one })),
  };
}

function piecesOf(before: string, after: string): Pick<ComparedField, 'before' | 'after'> {
  const changes = diffWordsWithSpace(before, after, { timeout: patience }) ?? [
    { value: before, removed: true, added: false },
    { value: after, removed: false, added: true },
  ];
  const side = (other: 'added' | 'removed', own: 'added' | 'removed'): Piece[] =>
    changes
      .filter((change) => !change[other] && change.value !== '')
      .map((change) => ({ text: change.value, isMarked: change[own] }));
  return { before: side('added', 'removed'), after: side('removed', 'added') };
}

function textOf(words: object, name: string): string {
  const value: unknown = (words as Record<string, unknown>)[name];
  if (Array.isArray(value)) return value.join('\n');
  return typeof value === 'string' ? value : '';
}
