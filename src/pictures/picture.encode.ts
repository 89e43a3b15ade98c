// Makes pictures of our own out of a file from outside: what it is is read from its bytes, what it shows is drawn anew in our sizes, and
// nothing else of the file (place, camera, name, hidden parts) goes along.
import sharp from 'sharp';
import type { Sharp } from 'sharp';
import type { MessageKey } from '../platform/i18n/translate.ts';
import type { PictureKind, Rendition, Renditions } from './picture.model.ts';

/** The largest camera of a telephone; a small file can unpack to far more. */
const MOST_PIXELS = 64_000_000;
const LEAST_SIDE = 100;
const SECONDS = 10;
/** What other sites expect beside a link. */
const SHARE = { width: 1200, height: 630 };
const PAPER = '#faf6ee';

/** How wide and high at most. Cards show the small one, doubled for fine screens; pages the large one. */
const BOUNDS = {
  assignment: { small: 640, large: 1280 },
  organisation: { small: 192, large: 384 },
} as const satisfies Record<PictureKind, Record<'small' | 'large', number>>;

// One picture must not take all of the machine's cores, and none is drawn twice.
sharp.concurrency(1);
sharp.cache(false);

export type Encoded = { ok: true; renditions: Renditions } | { ok: false; key: MessageKey };

export async function encodePicture(file: Buffer, kind: PictureKind): Promise<Encoded> {
  if (!looksLikePicture(file)) return { ok: false, key: 'pictures.fault.type' };
  const open = (): Sharp =>
    sharp(file, { limitInputPixels: MOST_PIXELS, failOn: 'error', sequentialRead: true })
      .timeout({ seconds: SECONDS })
      .autoOrient();
  try {
    const { width, height } = await open().metadata();
    if (width * height > MOST_PIXELS) return { ok: false, key: 'pictures.fault.pixels' };
    if (Math.min(width, height) < LEAST_SIDE) return { ok: false, key: 'pictures.fault.small' };
    const { small, large } = BOUNDS[kind];
    const share =
      kind === 'assignment'
        ? open().resize({ ...SHARE, fit: 'cover' })
        : open().resize({ ...SHARE, fit: 'contain', background: PAPER });
    return {
      ok: true,
      renditions: {
        small: await within(open(), small),
        large: await within(open(), large),
        share: await drawn(
          share.flatten({ background: PAPER }).jpeg({ quality: 78, mozjpeg: true }),
          'image/jpeg',
        ),
      },
    };
  } catch (error) {
    // sharp tells of a picture that cannot be read with a plain Error; anything else is ours.
    if (!(error instanceof Error) || error instanceof TypeError) throw error;
    return {
      ok: false,
      key: /pixel limit/.test(error.message) ? 'pictures.fault.pixels' : 'pictures.fault.unreadable',
    };
  }
}

function within(picture: Sharp, side: number): Promise<Rendition> {
  return drawn(
    picture
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 74, effort: 4 }),
    'image/webp',
  );
}

async function drawn(picture: Sharp, type: Rendition['type']): Promise<Rendition> {
  const { data, info } = await picture.toBuffer({ resolveWithObject: true });
  return { type, width: info.width, height: info.height, bytes: data };
}

/** JPEG, PNG, WebP or AVIF by its first bytes, whatever it calls itself. Drawings (SVG) could carry scripts and addresses. */
function looksLikePicture(file: Buffer): boolean {
  const starts = file.subarray(0, 16).toString('latin1');
  return (
    starts.startsWith('\xff\xd8\xff') ||
    starts.startsWith('\x89PNG\r\n\x1a\n') ||
    /^RIFF[^]{4}WEBP/.test(starts) ||
    /^[^]{4}ftyp(avif|avis|mif1)/.test(starts)
  );
}
