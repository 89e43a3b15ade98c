// What staff's approval does to an assignment, against a real database.
import type { Services } from '../../src/services.ts';
import {
  aCoordinator,
  aModerator,
  aDraft,
  aPerson,
  anAssignment,
  applicationText,
} from '../support/people.ts';
import { startService } from '../support/service.ts';

test('nothing is published under an organisation that is suspended at the same moment', async () => {
  const { services } = await startService();
  for (let round = 0; round < 5; round += 1) {
    const coordinator = await aCoordinator(services);
    const id = await aDraft(services, coordinator, { title: `Läs läxor nummer ${round}` });
    await services.assignments.submit(coordinator, id);
    const moderator = await aModerator(services);
    const { revision } = await services.organisations.find(coordinator.organisation);
    const why = { reasons: ['unclear' as const], text: '' };
    await Promise.allSettled([
      approve(services, id),
      services.moderation.decideOrganisation(moderator, coordinator.organisation, {
        decision: 'suspend',
        revision,
        ...why,
      }),
    ]);
    expect((await services.organisations.find(coordinator.organisation)).status).toBe('suspended');
    expect((await services.assignments.find(id)).status).toBe('closed');
  }
});

test('a volunteer who has become a coordinator does not answer their own application', async () => {
  const { services } = await startService();
  const coordinator = await aCoordinator(services);
  const volunteer = await aPerson(services);
  const id = await anAssignment(services, coordinator);
  const application = await services.applications.apply(volunteer, id, applicationText());
  const both = { ...volunteer, organisations: [coordinator.organisation] };
  await expect(services.applications.offer(both, application)).rejects.toThrow('applications.refused.own');
  await services.applications.offer(coordinator, application);
});

async function approve(services: Services, id: string): Promise<void> {
  const moderator = await aModerator(services);
  const { revision } = await services.assignments.find(id);
  const decision = { decision: 'approve' as const, revision, reasons: [], text: '' };
  await services.moderation.decideAssignment(moderator, id, decision);
}
