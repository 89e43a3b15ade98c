// A person has so many drafts at most, also when they are made at the same moment.
import { Types } from 'mongoose';
import { aCoordinator } from '../support/people.ts';
import { startService } from '../support/service.ts';

test('two drafts made at once do not pass the ceiling, and a copy counts as one', async () => {
  const { services } = await startService();
  const karin = await aCoordinator(services);
  const make = () => services.assignments.create(karin, karin.organisation, 'Läs läxor med barn');
  const first = await make();
  const original = await services.assignments.find(first);
  const copies = Array.from({ length: 48 }, () => ({ ...original, _id: new Types.ObjectId() }));
  await services.connection.collection('assignments').insertMany(copies);
  const made = await Promise.allSettled([make(), make(), make()]);
  expect(made.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
  await expect(services.assignments.copy(karin, first)).rejects.toThrow('assignments.refused.drafts');
});
