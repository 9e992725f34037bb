import {
  DeleteServiceCommand,
  DeregisterInstanceCommand,
  ListInstancesCommand,
} from '@aws-sdk/client-servicediscovery';
import { expect, test } from '@jest/globals';
import { comesTrue } from '../rehearsal/rehearsal.js';
import { rig } from './fresh.js';
import { configOf, Project } from './project.js';

test('B10: tasks are registered again where a Cloud Map service was deleted behind our back and made anew', async () => {
  const { servicediscovery } = rig.clients;
  const project = new Project(rig);
  await project.up();
  const ServiceId = project.idOf('web-discovery') as string;
  const instances = async () => {
    const { Instances = [] } = await servicediscovery.send(new ListInstancesCommand({ ServiceId }));
    return Instances.map(({ Id = '' }) => Id);
  };
  for (const InstanceId of await instances())
    await servicediscovery.send(new DeregisterInstanceCommand({ ServiceId, InstanceId }));
  expect(await instances()).toEqual([]);
  await servicediscovery.send(new DeleteServiceCommand({ Id: ServiceId }));
  const plan = await comesTrue(rig, project, configOf());
  expect(plan.steps.find(({ step }) => step === 'web-service')).toMatchObject({ action: 'update' });
  expect(project.idOf('web-discovery')).toBe(ServiceId);
  expect(await instances()).toHaveLength(2);
  expect((await rig.during(() => project.up())).mutating).toEqual([]);
});
