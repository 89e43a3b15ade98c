// Lists every route of the running service by walking its router, so that no guard can forget one.
import type { Express, RequestHandler } from 'express';

export interface Route {
  method: string;
  path: string;
  /** `GET /assignments/:id`. */
  name: string;
  /** Wraps the last handler of the route, the one that does its work. */
  wrap(around: (handler: RequestHandler) => RequestHandler): void;
}

interface Layer {
  handle: RequestHandler & { stack?: Layer[] };
  /** True where a router is mounted at the root. */
  slash: boolean;
  method?: string;
  route?: { path: string | string[]; stack: Layer[] };
}

export function routesOf(app: Express): Route[] {
  return walk((app as unknown as { router: { stack: Layer[] } }).router.stack);
}

function walk(stack: readonly Layer[]): Route[] {
  return stack.flatMap((layer) => {
    if (layer.route !== undefined) return routesIn(layer.route);
    if (layer.handle.stack === undefined) return [];
    const found = walk(layer.handle.stack);
    if (found.length > 0 && !layer.slash)
      throw new Error(`A router is mounted below a path: ${found.map(({ name }) => name).join(', ')}`);
    return found;
  });
}

function routesIn(route: NonNullable<Layer['route']>): Route[] {
  const { path, stack } = route;
  if (typeof path !== 'string') throw new Error(`A route has several paths: ${path.join(', ')}`);
  return [...new Set(stack.map(({ method }) => method))].map((method) => {
    if (method === undefined) throw new Error(`${path} answers every method.`);
    const name = `${method.toUpperCase()} ${path}`;
    return {
      method: method.toUpperCase(),
      path,
      name,
      wrap(around) {
        const last = stack.findLast((layer) => layer.method === method);
        if (last !== undefined) last.handle = around(last.handle);
      },
    };
  });
}
