// Files: style, scripts, pictures and type. An address that carries the file's stamp (`asset` in templates) may be kept for a year.
import { join } from 'node:path';
import express, { Router } from 'express';
import type { Response } from 'express';

const year = 'public, max-age=31536000, immutable';

/** `modules` is node_modules: type and the socket client are served from their packages. */
export function assets(publicFolder: string, modules: string): Router {
  const router = Router();
  const setHeaders = (response: Response): void => {
    if (response.req.url.includes('?v=')) response.set('Cache-Control', year);
  };
  const kept = { index: false, maxAge: '1y', immutable: true, redirect: false } as const;
  router.use('/fonts', express.static(join(modules, '@fontsource-variable/figtree/files'), kept));
  router.use('/js/vendor', express.static(join(modules, 'socket.io/client-dist'), kept));
  router.use(express.static(publicFolder, { index: false, maxAge: '1h', redirect: false, setHeaders }));
  return router;
}
