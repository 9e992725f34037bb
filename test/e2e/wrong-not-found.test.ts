import { expect, test } from '@jest/globals';
import { blueprints } from '../../src/config/blueprints.js';
import type { FaultInput } from '../../src/sandbox/faults.js';
import { inFull } from '../full.js';
import { census, left } from './census.js';
import { rig } from './fresh.js';
import { blueprintOf, Project } from './project.js';

const all = blueprints.map(({ name }) => name);

/** How each service says that something does not exist. */
const codes: { readonly [service: string]: string } = {
  apigatewayv2: 'NotFoundException',
  ec2: 'InvalidVpcID.NotFound',
  ecr: 'RepositoryNotFoundException',
  ecs: 'ClusterNotFoundException',
  elbv2: 'LoadBalancerNotFound',
  iam: 'NoSuchEntityException',
  logs: 'ResourceNotFoundException',
  servicediscovery: 'NamespaceNotFound',
};

// What was here before: a second VPC, API, address, gateway or link, the first one left behind, and down ended with 0.
test.each(inFull(all, ['cloud-map-public']))(
  '%s is up, and each read says once that nothing is there: nothing is made a second time',
  async (name) => {
    const config = await blueprintOf(name);
    const project = new Project(rig, name);
    await project.up(config);
    const whole = await census(rig);
    const { calls } = await rig.during(() => project.up(config));
    const reads = new Map(calls.filter((it) => !it.mutating).map((it) => [`${it.service}:${it.operation}`, it]));
    const faults = [...reads.values()].flatMap(({ service, operation }): FaultInput[] => {
      const error = codes[service];
      return error === undefined ? [] : [{ service, operation, error }];
    });
    expect(faults.length).toBeGreaterThan(15);
    await rig.faults(faults);
    // Nothing is described where the list of it was not answered: that is denied by the next run, or the one after it.
    for (let runs = 0; runs < 4 && (await rig.pendingFaults()).length > 0; runs++)
      expect(await project.up(config)).toMatchObject({ failures: [], created: 0, deleted: 0 });
    expect(await rig.pendingFaults()).toEqual([]);
    expect(await census(rig)).toEqual(whole);
    await rig.faults(faults);
    expect((await project.down()).failures).toEqual([]);
    // What only `up` reads is still to be answered so: a copy has no faults.
    expect(left(await census(rig.copy()))).toEqual({});
  },
);
