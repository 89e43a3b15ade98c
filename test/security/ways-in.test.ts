// Every way to become somebody is written down, and no other leads in.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formOf } from '../support/forms.ts';
import { visitor } from '../support/http.ts';
import { permissionTable } from '../support/permission-table.ts';
import { startService } from '../support/service.ts';
import { ROOT } from '../support/sources.ts';
import { aWorld } from '../support/world.ts';

test('[ASVS 6.3.4] a visitor gets a session by the ways that docs/security.md names, and by no other', async () => {
  const document = readFileSync(join(ROOT, 'docs/security.md'), 'utf8');
  const section = /^## Signing in\n([^]*?)^## /m.exec(document)?.[1] ?? '';
  const written = [...section.matchAll(/`(POST [^`]+)`/g)].map(([, route]) => route ?? '');
  const service = await startService();
  const world = await aWorld(service);
  const found = new Set<string>();
  for (const { route, when } of permissionTable().filter((row) => row.route.startsWith('POST '))) {
    const params = await world.make(when);
    const path = route.slice(5).replace(/:(\w+)/g, (_, name: string) => params[name] ?? '1');
    const someone = visitor(service);
    await someone.post(path, formOf(route, params));
    if (someone.cookie() !== '') found.add(route);
  }
  expect([...found].toSorted()).toEqual(written.toSorted());
}, 120_000);
