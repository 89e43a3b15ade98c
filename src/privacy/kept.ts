// What the table of collections says of each: why it is kept, how long, how it is handed out and how it is erased. Pure.
import type { MessageKey } from '../platform/i18n/translate.ts';

/** What becomes of a row when the person whom this field names is erased. */
export type Erasure =
  /** The row goes. */
  | 'removed'
  /** The row is somebody else's and mentions the person: it goes, and is no part of what they get a copy of. */
  | 'mentions'
  /** The row stays to be counted, with the fields in `stays` and an id of nobody in the person's place. */
  | 'emptied'
  /** The row is about something else: the person's id goes from it, with the fields that `goes` names. */
  | 'replaced';

type Basis = 'agreement' | 'interest' | 'consent';

/** How long: so many days after the date in a field, or as long as something lasts. */
export type Keep =
  | { readonly days: number; readonly after: string; readonly words: MessageKey; readonly by?: 'own job' }
  | { readonly words: MessageKey };

export interface Kept {
  /** What it is and what it holds about a person, for the public page. */
  readonly title: MessageKey;
  readonly holds: MessageKey;
  readonly basis: Basis;
  readonly keep: Keep;
  /** Every field that holds the id of a person (`list[]`, `list[].field`), and what an erasure of that person does with the row. */
  readonly people: Readonly<Record<string, Erasure>>;
  /** A field that holds an address of e-mail in lower case: rows with the person's own are removed. */
  readonly email?: string;
  /** Fields that name other things than people. */
  readonly things?: readonly string[];
  /** The fields of a row that stays which are not about the person, or count. A text that is not here must go. */
  readonly stays?: readonly string[];
  /** The texts of a `replaced` row, or of an entry of its list, that the person wrote or that are about them: handed out to them, and gone with them. */
  readonly goes?: readonly string[];
  /** What else of a `replaced` row is handed out: what it is called and what the person did with it. Nothing more is, for the rest is others'. */
  readonly shows?: readonly string[];
  /** `no` where it holds nothing but pointers to what is handed out anyway. */
  readonly exported: 'yes' | 'no';
  /** Secrets, and what is only there for the machine: not handed out. */
  readonly secret?: readonly string[];
}
