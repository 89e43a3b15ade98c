// The body of a page of cards, the same for everybody who is signed in: what lies between the hearts, and each heart as it is when the
// assignment is saved and when it is not. Which of the two somebody gets is all that is theirs. docs/decisions/0103-signed-in-pages-share-their-body.md.
import type { Response } from 'express';
import { bodyForAll, pageAround } from '../platform/http/page.ts';
import type { PageModel } from '../platform/http/page.ts';
import type { Actor } from '../accounts/actor.ts';
import type { Services } from '../services.ts';
import type { Heart } from './saved.cards.ts';

interface CardsModel extends PageModel {
  cards: readonly { id: string; title: string }[];
}

export interface HeartedBody {
  /** What is around it: its title, its address and the like. */
  model: PageModel;
  ids: readonly string[];
  /** Text and hearts in turn. */
  unsaved: readonly string[];
  saved: readonly string[];
}

/** What a person typed is escaped: no text of theirs looks like this. */
const heart = /(<form class="heart"[^]*?<\/form>)/;

/** `make` says what the page shows now, from memory alone, where the address has this variant; nothing of one person may go into it. */
export async function pageOfCards(
  { bodies, saved }: Pick<Services, 'bodies' | 'saved'>,
  response: Response,
  reader: Actor,
  name: string,
  variant: string,
  make: () => CardsModel,
): Promise<void> {
  const key = `${response.req.originalUrl} ${variant}`;
  let body = bodies.get(key);
  if (body === undefined) {
    body = hearted(response, name, make());
    bodies.put(key, body, bytesOf(body), () => JSON.stringify(make()));
  }
  pageAround(response, ofReader(body, await saved.among(reader.id, body.ids)), body.model);
}

function hearted(response: Response, name: string, model: CardsModel): HeartedBody {
  const { cards, ...others } = model;
  const pieces = (isSaved: boolean): string[] =>
    bodyForAll(response, name, {
      ...others,
      cards: cards.map((card) => {
        const { id, title } = card;
        return { ...card, heart: { id, title, isSaved } satisfies Heart };
      }),
    }).split(heart);
  // No more than the layout needs: the body says the rest.
  const { title, description, canonical, feeds } = others as PageModel & Record<string, unknown>;
  return {
    model: { title, description, feeds, ...(canonical === undefined ? {} : { canonical }) },
    ids: cards.map(({ id }) => id),
    unsaved: pieces(false),
    saved: pieces(true),
  };
}

function ofReader({ ids, unsaved, saved }: HeartedBody, theirs: ReadonlySet<string>): string {
  return unsaved
    .map((piece, n) => (n % 2 === 1 && theirs.has(ids[(n - 1) / 2] ?? '') ? (saved[n] ?? piece) : piece))
    .join('');
}

/** Two to a letter, and the text between the hearts twice. */
function bytesOf({ unsaved }: HeartedBody): number {
  return 4 * unsaved.reduce((sum, piece) => sum + piece.length, 0);
}
