// The web process, top to bottom.
import { readConfig } from './config.ts';
import { createLifecycle, stopOnSignals } from './platform/lifecycle.ts';
import { createLog } from './platform/log.ts';
import { startFault, startJobs, startServices, startWeb } from './start.ts';

try {
  const config = readConfig(process.env);
  const log = createLog(config.logLevel);
  const lifecycle = createLifecycle(log);
  stopOnSignals(lifecycle, log);
  const services = await startServices({ config, log, lifecycle });
  const { port } = await startWeb({ config, lifecycle }, services);
  if (config.worker === 'inline') startJobs(lifecycle, services);
  log.info({ port, worker: config.worker }, 'listening');
} catch (error) {
  console.error(startFault(error));
  process.exit(1);
}
