// What pages show staff of synonyms. Pure but for the names it is handed a way to look up.
import type { Accounts } from '../accounts/account.service.ts';
import { searchHref } from '../search/search.address.ts';
import type { KeptLogDocument } from './decision.model.ts';
import { synonymStates, moveFrom } from './kept.state.ts';
import { namesOf } from './moderation.view.ts';
import type { SynonymDocument } from './synonym.model.ts';

/** The groups that have what is looked for in one of their words; those in use first, by their first word. */
export function synonymRows(groups: readonly SynonymDocument[], wanted: string) {
  const sought = wanted.trim().toLowerCase();
  const order = new Intl.Collator('sv');
  return groups
    .filter(({ words }) => words.some((word) => word.toLowerCase().includes(sought)))
    .map(({ _id, words, status }) => ({
      href: `/staff/synonyms/${String(_id)}`,
      first: words[0] ?? '',
      others: words.slice(1).join(' · '),
      isRemoved: status === 'removed',
    }))
    .sort((a, b) => Number(a.isRemoved) - Number(b.isRemoved) || order.compare(a.first, b.first));
}

export function synonymValues({ words, revision }: SynonymDocument) {
  return { words: words.join('\n'), revision: String(revision) };
}

/** What a search for its first word gives now. */
export function synonymEffect({ words }: SynonymDocument, count: (text: string) => number) {
  const text = words[0] ?? '';
  return { text, n: count(text), href: searchHref({ criteria: { text, chosen: {} }, page: 1 }) };
}

/** The one thing that can be done with it besides changing its words. */
export function synonymMove({ _id, status }: SynonymDocument) {
  const move = moveFrom(synonymStates, status);
  return {
    action: `/staff/synonyms/${String(_id)}/${move}`,
    label: `synonyms.${move}` as const,
    stateKey: `synonyms.state.${status}` as const,
  };
}

export async function synonymHistory(history: readonly KeptLogDocument[], accounts: Pick<Accounts, 'many'>) {
  const nameOf = await namesOf(history, accounts);
  return history.map(({ at, by, decision, revision }) => ({
    at,
    name: nameOf(by),
    key: `synonyms.decided.${decision}` as const,
    revision,
  }));
}
