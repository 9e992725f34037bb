import { expect, test } from '@jest/globals';
import { census } from './census.js';
import { rig } from './fresh.js';
import { blueprintOf, Project, serviceIn, variant } from './project.js';

// The look for names that are taken, before anything is made, took the repository that the old step leaves for taken.
test('a service is renamed and keeps its repository and its images', async () => {
  const config = await blueprintOf('cloud-map-private');
  const project = new Project(rig, 'cloud-map-private');
  await project.up(config);
  const { repositories } = await census(rig);
  const renamed = variant(config, (it) => void (it.services = { renamed: serviceIn(it, 'sample-service') }));
  const { done, mutating } = await rig.during(() => project.up(renamed));
  expect(done.failures).toEqual([]);
  // AWS refuses another one of that name, and the one that is there is taken over.
  expect(mutating.filter((it) => /Repository/.test(it))).toEqual(['ecr:CreateRepository']);
  expect((await census(rig))['repositories']).toEqual(repositories);
});
