// How a picture stands on a page: its addresses, its measures and its words. Pure.
import type { Cause } from '../taxonomies/taxonomies.ts';
import type { PictureFacts, PictureSize } from './picture.model.ts';

/** What is needed of a picture to show it. */
export type CardPicture = Pick<PictureFacts, '_id' | 'alt' | 'status'> &
  Record<PictureSize, Pick<PictureFacts[PictureSize], 'width' | 'height'>>;

export interface ShownPicture {
  id: string;
  alt: string;
  status: PictureFacts['status'];
  small: { src: string; width: number; height: number };
  large: { src: string; width: number; height: number };
  share: string;
}

export function pictureView(picture: CardPicture): ShownPicture {
  const id = String(picture._id);
  const of = (size: PictureSize) => ({
    src: `/pictures/${id}/${size}`,
    width: picture[size].width,
    height: picture[size].height,
  });
  return {
    id,
    alt: picture.alt,
    status: picture.status,
    small: of('small'),
    large: of('large'),
    share: of('share').src,
  };
}

/** Our own drawing of the first cause, where there is no picture. */
export function illustrationOf(causes: readonly Cause[]): string {
  return `img/causes/${causes[0] ?? 'community'}.svg`;
}

/** What a coordinator has of a thing: what is shown, what waits, what was refused and why. */
export function ownPictures(pictures: readonly PictureFacts[]) {
  const of = (status: PictureFacts['status']) => {
    const found = pictures.find((one) => one.status === status);
    return found && { ...pictureView(found), dueAt: found.dueAt, said: found.said };
  };
  return { approved: of('approved'), waiting: of('waiting'), refused: of('refused') };
}
