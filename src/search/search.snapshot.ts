// The index on disk, so that a process that starts has it at once, with the place in the database's stream that it belongs to. Records may be newer
// than that place and never older: what has changed since is read again anyhow. What is cut, altered, of another database, of other code or too old
// is thrown away.
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as breath } from 'node:timers/promises';
import type { ResumeToken } from 'mongodb';
import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import { z } from 'zod';
import { readFrames, writeFrames } from './search.frames.ts';
import { createIndex } from './search.index.ts';
import type { Index } from './search.index.ts';
import { codeOf } from './search.code.ts';

export interface Kept {
  index: Index;
  token: ResumeToken;
}

export interface Snapshots {
  /** Undefined where there is none that is right. */
  read(): Promise<Kept | undefined>;
  write(index: Index, token: ResumeToken): Promise<void>;
}

/** Raised when the frames are laid out in another way. */
const format = 1;
/** Milliseconds. No database is asked to remember for longer. */
const oldest = 7 * 86_400_000;
const frameSize = 256 * 1024;
const longest = 4 * 2 ** 20;
const fileName = 'index.snapshot';

const header = z.object({
  format: z.literal(format),
  code: z.string(),
  database: z.string(),
  token: z.object({ _data: z.string() }),
  at: z.number(),
  /** Bytes of the engine: the frames after this one. */
  engine: z.number().int().min(0),
});

/** `folder` is one of this service alone. */
export function createSnapshots({
  folder,
  connection,
  log,
}: {
  folder: string;
  connection: Connection;
  log: Logger;
}): Snapshots {
  const path = join(folder, fileName);

  return {
    async read() {
      const began = performance.now();
      const frames = readFrames(path);
      try {
        const first = await frames.next();
        if (first.done === true) return undefined;
        const { token, ...said } = header.parse(JSON.parse(first.value.toString()));
        if (said.code !== (await codeOf())) throw new Error('It was written by other code.');
        if (said.database !== (await databaseOf(connection))) throw new Error('It is of another database.');
        if (Date.now() - said.at > oldest) throw new Error('It is too old.');
        const index = createIndex();
        const engine = Buffer.allocUnsafeSlow(said.engine);
        let taken = 0;
        for await (const bytes of frames) {
          if (taken < said.engine) taken += bytes.copy(engine, taken);
          else for (const record of recordsOf(bytes)) index.unpack(record);
          await breath();
        }
        // Only now is it known to be what was written.
        if (!index.engine.load(engine)) throw new Error('It was written by another engine.');
        const ms = Math.round(performance.now() - began);
        log.info(
          { entries: index.size, ms, writtenAt: new Date(said.at) },
          'the index is read from its snapshot',
        );
        return { index, token };
      } catch (error) {
        if (isMissing(error)) return undefined;
        log.warn({ err: error }, 'the snapshot of the index is thrown away');
        await rm(path, { force: true }).catch(() => undefined);
        return undefined;
      } finally {
        await frames.return(undefined);
      }
    },

    async write(index, token) {
      await index.engine.settle();
      const engine = index.engine.dump();
      const length = engine.reduce((sum, { byteLength }) => sum + byteLength, 0);
      const said = {
        format,
        code: await codeOf(),
        database: await databaseOf(connection),
        token,
        at: Date.now(),
        engine: length,
      };
      const mine = `${path}.${process.pid}`;
      await mkdir(folder, { recursive: true });
      await writeFrames(mine, framesOf(Buffer.from(JSON.stringify(said)), engine, index));
      await rename(mine, path);
    },
  };
}

function* framesOf(said: Buffer, engine: readonly Uint8Array[], index: Index): Generator<Buffer> {
  yield said;
  for (const { buffer, byteOffset, byteLength } of engine)
    for (let from = 0; from < byteLength; from += longest)
      yield Buffer.from(buffer, byteOffset + from, Math.min(longest, byteLength - from));
  let records: Buffer[] = [];
  let length = 0;
  for (const id of index.ids()) {
    const bytes = index.packed(id);
    if (bytes === undefined) continue;
    const head = Buffer.alloc(4);
    head.writeUInt32LE(bytes.length);
    // A copy, as the next change may write over it.
    records.push(head, Buffer.from(bytes));
    length += 4 + bytes.length;
    if (length < frameSize) continue;
    yield Buffer.concat(records);
    records = [];
    length = 0;
  }
  if (length > 0) yield Buffer.concat(records);
}

function* recordsOf(bytes: Buffer): Generator<Buffer> {
  for (let from = 0; from < bytes.length;) {
    const end = from + 4 + bytes.readUInt32LE(from);
    yield bytes.subarray(from + 4, end);
    from = end;
  }
}

/** A collection that is made anew, as by a restore, gets another one. */
async function databaseOf(connection: Connection): Promise<string> {
  const [found] = (await connection.db?.listCollections({ name: 'assignments' }).toArray()) ?? [];
  const { uuid } = (found as { info?: { uuid?: { toString(): string } } } | undefined)?.info ?? {};
  if (uuid === undefined) throw new Error('The database does not say which one it is.');
  return String(uuid);
}

function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}
