// What the pages of the list are measured against: express and precompiled templates around pages whose content lies ready in a file, and nothing
// else: no headers, limits, sessions, compression or searching. `browse.bare.ts FILE [PORT]`; it says its port and its processor time as its rival does.
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express from 'express';
import { createViews } from '../src/platform/http/views.ts';

const [file = '', port = '0'] = process.argv.slice(2);
const root = join(import.meta.dirname, '..');
const models = new Map(Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, object>));
const views = createViews(join(root, 'views'), join(root, 'public'));
const app = express();
app.disable('x-powered-by');
app.disable('etag');
app.get('/assignments', (request, response) => {
  const model = models.get(request.originalUrl);
  if (model === undefined) response.status(404).end();
  else response.type('html').send(views.render('assignments/list', model));
});
const server = app.listen(Number(port), () => process.send?.((server.address() as AddressInfo).port));
// As the service has it: a connection must not end while its rival is asked.
server.keepAliveTimeout = 65_000;
process.on('message', () => process.send?.(process.cpuUsage()));
