// Pictures as a telephone would send them, each different from all others.
import sharp from 'sharp';
import { filePrefix } from './http.ts';

let made = 0;

export async function aPicture(size = { width: 400, height: 300 }): Promise<Buffer> {
  made += 1;
  const background = { r: (made * 53) % 256, g: (made * 101) % 256, b: 120 };
  return sharp({ create: { ...size, channels: 3, background } })
    .png()
    .toBuffer();
}

/** The same picture, described anew: that, too, makes another of it. */
export function aPictureForm(): { alt: string; picture: string } {
  made += 1;
  return { alt: `Två personer läser en bok vid bord ${made}.`, picture: filePrefix + small };
}

const small = (await aPicture({ width: 120, height: 120 })).toString('base64');
