// A file of frames with a checksum at its end: each is its length and its bytes; one of length 0 is followed by the SHA-256 of all before it.
// A file that is cut or altered throws when it is read, at its end at the latest.
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { setImmediate as breath } from 'node:timers/promises';

const headSize = 4;
const sumSize = 32;
/** No frame is longer: a length that is has been altered. */
const longest = 64 * 2 ** 20;

export async function writeFrames(path: string, frames: Iterable<Buffer>): Promise<void> {
  const sum = createHash('sha256');
  const file = await open(path, 'w', 0o600);
  try {
    const put = async (bytes: Buffer): Promise<void> => {
      sum.update(bytes);
      await file.writeFile(bytes);
    };
    for (const bytes of frames) {
      await put(headOf(bytes.length));
      await put(bytes);
      await breath();
    }
    await put(headOf(0));
    await file.writeFile(sum.digest());
    await file.sync();
  } finally {
    await file.close();
  }
}

export async function* readFrames(path: string): AsyncGenerator<Buffer> {
  const sum = createHash('sha256');
  const file = await open(path, 'r');
  const take = async (length: number): Promise<Buffer> => {
    const bytes = Buffer.allocUnsafeSlow(length);
    const { bytesRead } = await file.read(bytes, 0, length);
    if (bytesRead < length) throw new Error('It is cut short.');
    return bytes;
  };
  try {
    for (;;) {
      const head = await take(headSize);
      sum.update(head);
      const length = head.readUInt32LE();
      if (length > longest) throw new Error('It has been altered.');
      if (length === 0) break;
      const bytes = await take(length);
      sum.update(bytes);
      yield bytes;
    }
    if (!sum.digest().equals(await take(sumSize))) throw new Error('Its checksum is wrong.');
  } finally {
    await file.close();
  }
}

function headOf(length: number): Buffer {
  const head = Buffer.alloc(headSize);
  head.writeUInt32LE(length);
  return head;
}
