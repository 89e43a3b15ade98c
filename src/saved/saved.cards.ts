// The heart beside the card of an assignment and on its page, for those who are signed in. A visitor gets none: their pages are the same for everybody.
import type { Actor } from '../accounts/actor.ts';
import type { Saved } from './saved.service.ts';

export interface Heart {
  id: string;
  title: string;
  isSaved: boolean;
}

export async function withHearts<Card extends { id: string; title: string }>(
  { saved }: { saved: Saved },
  reader: Actor | undefined,
  cards: readonly Card[],
): Promise<(Card & { heart: Heart | undefined })[]> {
  if (reader === undefined) return cards.map((card) => ({ ...card, heart: undefined }));
  const theirs = await saved.among(
    reader.id,
    cards.map(({ id }) => id),
  );
  return cards.map((card) => {
    const { id, title } = card;
    return { ...card, heart: { id, title, isSaved: theirs.has(id) } };
  });
}
