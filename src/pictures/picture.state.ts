// The states of a picture: it waits for staff, who approve or refuse it; nothing leads back.

/** Nothing is shown to everybody before staff has looked at it. */
export const pictureStates = ['waiting', 'approved', 'refused'] as const;
export type PictureState = (typeof pictureStates)[number];
