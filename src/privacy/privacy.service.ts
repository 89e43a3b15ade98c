// What a person may ask of us about what we keep, and what we do unasked: put together here, for services.ts.
import type { Connection } from 'mongoose';
import type { Logger } from 'pino';
import type { Accounts } from '../accounts/account.service.ts';
import type { Applications } from '../applications/application.service.ts';
import type { Events } from '../events.ts';
import type { Clock } from '../platform/clock.ts';
import { minute } from '../platform/clock.ts';
import type { Job } from '../platform/jobs.ts';
import type { Outbox } from '../platform/outbox/outbox.ts';
import { createCopies } from './copy.service.ts';
import type { Archive } from './copy.archive.ts';
import { createErasure } from './erasure.service.ts';
import { createRetention } from './retention.service.ts';

export function createPrivacy(parts: {
  connection: Connection;
  clock: Clock;
  log: Logger;
  outbox: Outbox<Events>;
  accounts: Accounts;
  applications: Applications;
  archive: Archive;
  leaveOrganisations: Parameters<typeof createErasure>[0]['leaveOrganisations'];
  sayGoodbye: Parameters<typeof createErasure>[0]['sayGoodbye'];
}) {
  const erasure = createErasure(parts);
  const retention = createRetention({ ...parts, erasure });
  const copies = createCopies(parts);
  const jobs: Job[] = [
    { name: 'copies', every: 3_000, run: () => copies.makeDue() },
    { name: 'erasures', every: minute, run: () => erasure.finishDue() },
    { name: 'retention', every: 10 * minute, run: () => retention.run() },
  ];
  return { erasure, retention, copies, jobs };
}

export type Privacy = ReturnType<typeof createPrivacy>;
