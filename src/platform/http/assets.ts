// Files: style, scripts, pictures and type. Text is compressed once, when it is first asked for, and kept in memory. An address that carries
// the file's stamp (`asset` in templates) may be kept for a year.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import express, { Router } from 'express';
import type { RequestHandler } from 'express';

const year = 'public, max-age=31536000, immutable';
const hour = 'public, max-age=3600';
const text = /\.(css|js|json|svg|webmanifest|txt)$/;

/** What is served from its package as it is, by the name it has here. */
const vendors: Readonly<Record<string, string>> = {
  'js/vendor/socket.io.esm.min.js': 'socket.io/client-dist/socket.io.esm.min.js',
  'js/vendor/leaflet.js': 'leaflet/dist/leaflet.js',
  'map/leaflet.css': 'leaflet/dist/leaflet.css',
};

interface Packed {
  type: string;
  etag: string;
  plain: Buffer;
  br: () => Promise<Buffer>;
  gzip: () => Promise<Buffer>;
}

const styleSheet = 'css/site.css';

/** A public file by its name under `publicFolder`; the style sheet is all files of css/ in the order of their names, without comments and indentation. */
export function readAsset(publicFolder: string, name: string): Buffer {
  const vendor = vendors[name];
  if (vendor !== undefined) return readFileSync(join(publicFolder, '../node_modules', vendor));
  if (name !== styleSheet) return readFileSync(join(publicFolder, name));
  const folder = join(publicFolder, 'css');
  const sources = readdirSync(folder)
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8'));
  return Buffer.from(
    sources
      .join('')
      .replaceAll(/\/\*[^]*?\*\//g, '')
      .replaceAll(/\s*\n\s*/g, '\n'),
  );
}

/** `modules` is node_modules: type is served from its package. */
export function assets(publicFolder: string, modules: string): Router {
  const packed = new Map<string, Packed>();
  for (const name of readdirSync(publicFolder, { recursive: true, encoding: 'utf8' }))
    if (text.test(name) && !name.startsWith('css') && statSync(join(publicFolder, name)).isFile())
      packed.set(`/${name.split(sep).join('/')}`, pack(name, readAsset(publicFolder, name)));
  for (const name of [styleSheet, ...Object.keys(vendors)])
    packed.set(`/${name}`, pack(name, readAsset(publicFolder, name)));
  const router = Router();
  router.use(fromMemory(packed));
  const kept = { index: false, maxAge: '1y', immutable: true, redirect: false } as const;
  router.use('/fonts', express.static(join(modules, '@fontsource-variable/figtree/files'), kept));
  router.use(
    '/img',
    express.static(join(publicFolder, 'img'), { index: false, maxAge: '1d', redirect: false }),
  );
  return router;
}

function fromMemory(files: ReadonlyMap<string, Packed>): RequestHandler {
  return async (request, response, next) => {
    const file = files.get(request.path);
    if (file === undefined || (request.method !== 'GET' && request.method !== 'HEAD')) {
      next();
      return;
    }
    const encoding = request.acceptsEncodings('br', 'gzip');
    response.set({
      'Content-Type': file.type,
      'Cache-Control': request.url.includes('?v=') ? year : hour,
      ETag: file.etag,
      Vary: 'Accept-Encoding',
    });
    if (encoding === 'br' || encoding === 'gzip') {
      response.set('Content-Encoding', encoding);
      response.send(await file[encoding]());
    } else response.send(file.plain);
  };
}

function pack(path: string, plain: Buffer): Packed {
  const etag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 20)}"`;
  return {
    type: typeOf(path),
    etag,
    plain,
    br: once(() => promisify(brotliCompress)(plain)),
    gzip: once(() => promisify(gzip)(plain, { level: 9 })),
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

function typeOf(path: string): string {
  if (path.endsWith('.css')) return 'text/css; charset=utf-8';
  if (path.endsWith('.js')) return 'text/javascript; charset=utf-8';
  if (path.endsWith('.svg')) return 'image/svg+xml';
  if (path.endsWith('.json')) return 'application/json; charset=utf-8';
  return path.endsWith('.webmanifest') ? 'application/manifest+json' : 'text/plain; charset=utf-8';
}
