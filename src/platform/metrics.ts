// Figures in Prometheus' format: how old the oldest undelivered fact is, how many sockets are open, how long requests take.
import type { RequestHandler } from 'express';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** What is looked at when the figures are asked for. */
export interface Watched {
  outbox: { waiting(): Promise<{ count: number; oldest: Date | undefined; failing: number }> };
  post: { waiting(): Promise<number> };
  socketCount(): number;
  search: { figures(): IndexFigures };
}

/** Of the index in memory. */
export interface IndexFigures {
  isReady: boolean;
  entries: number;
  /** What the records take, beside the engine. */
  bytes: number;
  /** Milliseconds since 1970; none where it was not written by this process. */
  writtenAt: number | undefined;
}

const registry = new Registry();
collectDefaultMetrics({ register: registry });
const latency = new Histogram({
  name: 'http_request_duration_seconds',
  help: 'Time to answer, by method, route pattern and status',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  registers: [registry],
});
const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [registry] });
const waiting = gauge('outbox_waiting', 'Facts not yet delivered');
const age = gauge('outbox_oldest_seconds', 'Age of the oldest fact not yet delivered');
const failing = gauge('outbox_failing', 'Facts whose delivery has failed at least once');
const mails = gauge('mails_waiting', 'Mails not yet sent');
const sockets = gauge('sockets_open', 'Open sockets in this process');
const indexReady = gauge('index_ready', '1 where the index can be asked');
const indexEntries = gauge('index_entries', 'Assignments in the index');
const indexBytes = gauge('index_record_bytes', 'Memory of the records beside the engine');
const snapshotAge = gauge(
  'index_snapshot_age_seconds',
  'Age of what was last written to disk; -1 where nothing was',
);
/** From the commit in the database until it is in the index. */
export const indexLag = new Histogram({
  name: 'index_lag_seconds',
  help: 'From a commit until it is in the index',
  buckets: [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60],
  registers: [registry],
});
export const indexBuilds = new Counter({
  name: 'index_builds_total',
  help: 'How many times the index was built from the database',
  registers: [registry],
});
export const indexDifferences = new Counter({
  name: 'index_differences_total',
  help: 'Assignments that were found to differ from the database, and were mended',
  registers: [registry],
});

export const measured: RequestHandler = (request, response, next) => {
  const end = latency.startTimer();
  response.on('finish', () => {
    const route = (request.route as { path?: string } | undefined)?.path ?? 'other';
    end({ method: request.method, route, status: String(response.statusCode) });
  });
  next();
};

/** A page that was answered from memory, before any route. */
export function countFinished(milliseconds: number, status: number): void {
  latency.observe({ method: 'GET', route: 'finished', status: String(status) }, milliseconds / 1000);
}

export async function figures(watched: Watched): Promise<{ contentType: string; text: string }> {
  const index = watched.search.figures();
  indexReady.set(index.isReady ? 1 : 0);
  indexEntries.set(index.entries);
  indexBytes.set(index.bytes);
  snapshotAge.set(index.writtenAt === undefined ? -1 : (Date.now() - index.writtenAt) / 1000);
  const outbox = await watched.outbox.waiting();
  waiting.set(outbox.count);
  failing.set(outbox.failing);
  age.set(outbox.oldest === undefined ? 0 : Math.max(0, (Date.now() - outbox.oldest.getTime()) / 1000));
  mails.set(await watched.post.waiting());
  sockets.set(watched.socketCount());
  return { contentType: registry.contentType, text: await registry.metrics() };
}
