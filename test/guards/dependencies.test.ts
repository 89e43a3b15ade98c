// Holds what we stand on, read from the lockfile: few packages, none with a known hole, none that runs a script.
import lock from '../../package-lock.json' with { type: 'json' };

const MOST_PACKAGES = 200;

/** Below these versions a fault is known that would matter here. */
const FLOORS: Record<string, string> = {
  express: '5.2.1',
  handlebars: '4.7.10',
  mongoose: '9.9.2',
  'socket.io-parser': '4.2.7',
  ws: '8.21.0',
  multer: '2.3.0',
};
const NEEDED = ['express', 'handlebars', 'mongoose', 'multer', 'socket.io-parser', 'ws'];

interface Entry {
  name: string;
  version: string;
  platform: boolean;
  script: boolean;
}

const production: Entry[] = Object.entries(lock.packages as Record<string, LockEntry>)
  .filter(([path, entry]) => path !== '' && entry.dev !== true)
  .map(([path, entry]) => ({
    name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length),
    version: entry.version,
    // Built for one kind of machine; npm installs those that fit.
    platform: entry.os !== undefined || entry.cpu !== undefined,
    script: entry.hasInstallScript === true,
  }));

interface LockEntry {
  version: string;
  dev?: boolean;
  os?: string | string[];
  cpu?: string | string[];
  hasInstallScript?: boolean;
}

test('[ASVS 15.2.1] no production package is below a version with a known hole', () => {
  const faults = production
    .filter(({ name, version }) => isBelow(version, FLOORS[name] ?? '0'))
    .map(({ name, version }) => `${name} is ${version}, and must be ${FLOORS[name]} at least.`);
  expect(faults).toEqual([]);
  expect(NEEDED.filter((name) => !production.some((entry) => entry.name === name))).toEqual([]);
});

test(`production installs at most ${MOST_PACKAGES} packages`, () => {
  expect(production.filter(({ platform }) => !platform).length).toBeLessThanOrEqual(MOST_PACKAGES);
});

test('no production package runs a script when it is installed', () => {
  expect(production.filter(({ script }) => script).map(({ name }) => name)).toEqual([]);
});

test('there is one mongodb driver', () => {
  expect(production.filter(({ name }) => name === 'mongodb').map(({ version }) => version)).toHaveLength(1);
});

function isBelow(version: string, floor: string): boolean {
  const [ours, theirs] = [parts(version), parts(floor)];
  for (const [index, part] of ours.entries()) {
    const other = theirs[index] ?? 0;
    if (part !== other) return part < other;
  }
  return false;
}

function parts(version: string): number[] {
  return (version.split('-')[0] ?? '').split('.').map(Number);
}
