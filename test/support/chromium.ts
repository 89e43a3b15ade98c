// Finds the browser that the journeys run in: CHROME_PATH, or the Chromium that npm brings for Linux, or an installed Chrome.
import { spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { exclusively } from '../../src/platform/exclusively.ts';

export interface Launch {
  executablePath: string;
  env: Record<string, string>;
}

const PACKAGE = new URL('../../node_modules/@sparticuz/chromium/', import.meta.url);
const FONTS = '<?xml version="1.0"?><fontconfig><dir>FOLDER</dir><cachedir>FOLDER</cachedir></fontconfig>';
const INSTALLED = [
  ...['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser'].flatMap((name) =>
    (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name)),
  ),
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** How to start a browser that is there. Throws a sentence when there is none: a journey is never skipped. */
export async function findBrowser(): Promise<Launch> {
  const named = process.env['CHROME_PATH'];
  if (named) return { executablePath: named, env: {} };
  if (process.platform === 'linux' && process.arch === 'x64') return unpacked();
  const installed = INSTALLED.find((path) => existsSync(path));
  if (installed !== undefined) return { executablePath: installed, env: {} };
  throw new Error(
    'No browser was found. Install Chrome or Chromium, or name it: CHROME_PATH=/path/to/chrome',
  );
}

/** Unpacked once per version, by one process: two at the same time would start a file that is half written. */
async function unpacked(): Promise<Launch> {
  const { version } = JSON.parse(await readFile(new URL('package.json', PACKAGE), 'utf8'));
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const folder = join(cache, 'handslag', `chromium-${version}`);
  const note = join(folder, 'launch.json');
  if (!existsSync(note)) {
    await exclusively(`${folder}.lock`, async () => {
      if (!existsSync(note)) await unpackInto(folder);
    });
  }
  return JSON.parse(await readFile(note, 'utf8'));
}

async function unpackInto(folder: string): Promise<void> {
  process.stderr.write('Unpacking Chromium, once …\n');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const executablePath = join(folder, 'chromium');
  await pipeline(inflated('chromium.br'), createWriteStream(executablePath, { mode: 0o755 }));
  for (const archive of ['swiftshader.tar.br', 'fonts.tar.br', 'al2023.tar.br']) await untar(archive, folder);
  await writeFile(join(folder, 'fonts.conf'), FONTS.replaceAll('FOLDER', join(folder, 'fonts')));
  const env = whatIsMissing(executablePath, folder);
  await writeFile(join(folder, 'launch.json'), JSON.stringify({ executablePath, env }));
}

/** A bare machine has neither the libraries that Chromium asks for nor fonts: both came with it. */
function whatIsMissing(executablePath: string, folder: string): Record<string, string> {
  const fonts = existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_FILE: join(folder, 'fonts.conf') };
  for (const env of [fonts, { ...fonts, LD_LIBRARY_PATH: join(folder, 'lib') }]) {
    if (spawnSync(executablePath, ['--version'], { env: { ...process.env, ...env } }).status === 0)
      return env;
  }
  throw new Error(`Chromium does not run on this machine. Name another browser: CHROME_PATH=/path/to/chrome`);
}

async function untar(archive: string, folder: string): Promise<void> {
  const plain = join(folder, 'archive.tar');
  await pipeline(inflated(archive), createWriteStream(plain));
  const { status } = spawnSync('tar', ['-xf', plain, '--no-same-owner', '-C', folder]);
  if (status !== 0) throw new Error(`${archive} could not be unpacked: is there a tar on this machine?`);
  await rm(plain);
}

function inflated(file: string): NodeJS.ReadableStream {
  return createReadStream(new URL(`bin/${file}`, PACKAGE)).pipe(createBrotliDecompress());
}
