// The web process, top to bottom.
import { readConfig } from './config.ts';
import { createLifecycle, stopOnSignals } from './platform/lifecycle.ts';
import { createLog } from './platform/log.ts';
import { startJobs, startServices, startWeb } from './start.ts';

try {
  const config = readConfig(process.env);
  const log = createLog(config.logLevel);
  const lifecycle = createLifecycle(log);
  stopOnSignals(lifecycle);
  const services = await startServices({ config, log, lifecycle });
  const { port } = await startWeb({ config, lifecycle }, services);
  if (config.worker === 'inline') startJobs(lifecycle, services);
  log.info({ port, worker: config.worker }, 'listening');
} catch (error) {
  console.error(startFault(error));
  process.exit(1);
}

function startFault(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EADDRINUSE')
    return 'The port is taken by another program. Choose another with PORT.';
  if (error.name === 'MongooseServerSelectionError') return 'The database at MONGODB_URI does not answer.';
  return error.message;
}
