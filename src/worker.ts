// The background process: outbox, timers and mail, for a service run with WORKER=separate. Several at once are safe.
import { readConfig } from './config.ts';
import { createLifecycle, stopOnSignals } from './platform/lifecycle.ts';
import { createLog } from './platform/log.ts';
import { createSockets } from './platform/sockets.ts';
import { startFault, startJobs, startServices } from './start.ts';

try {
  const config = readConfig(process.env);
  const log = createLog(config.logLevel);
  const lifecycle = createLifecycle(log);
  stopOnSignals(lifecycle, log);
  const services = await startServices({ config, log, lifecycle });
  const sockets = createSockets({ connection: services.connection, baseUrl: config.baseUrl });
  services.useSockets(sockets);
  lifecycle.onStop('sockets', () => sockets.close());
  startJobs(lifecycle, services);
  log.info('working');
} catch (error) {
  console.error(startFault(error));
  process.exit(1);
}
