import { DescribeSecurityGroupsCommand, DescribeVpcEndpointsCommand } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { blueprints } from '../../src/config/blueprints.js';
import type { Endpoint } from '../../src/sandbox/endpoint.js';
import { InMemoryAws } from '../../src/rehearsal/in-memory-aws.js';
import { down } from '../../src/runner/down.js';
import { lookBeforeDown } from '../../src/runner/look-before-down.js';
import { runOn, taggedStacks } from '../../src/runner/sweep.js';
import { up } from '../../src/runner/up.js';
import { setMonitoring } from '../../src/sandbox/services/ec2/guardduty/runtime-monitoring.js';
import { World } from '../../src/sandbox/world.js';
import { lostText } from '../../src/ui/holders.js';
import { MemoryStore } from '../../state/store.js';
import { resourcesByType } from '../../steps/nouns.js';
import { stackOf } from '../../steps/stack/index.js';
import { inFull } from '../full.js';
import { census, left } from './census.js';
import { makeNetwork } from './landlord.js';
import { existingIds } from './existing-ids.js';
import { blueprintOf, configOf, Project } from './project.js';
import { openRig, where, type Rig } from './rig.js';

/** An account in which GuardDuty watches what runs. */
let rig: Rig;
let sandbox: Endpoint;
beforeAll(async () => void (rig = await openRig('instant', (endpoint) => void (sandbox = endpoint))));
beforeEach(async () => {
  await rig.reset();
  await sandbox.setRuntimeMonitoring(true);
});
afterAll(() => rig.close());

/** What GuardDuty has put into VPCs. */
async function managed() {
  const Filters = [{ Name: 'tag:GuardDutyManaged', Values: ['true'] }];
  const { ec2 } = rig.clients;
  const { VpcEndpoints = [] } = await ec2.send(new DescribeVpcEndpointsCommand({ Filters }));
  const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({ Filters }));
  return {
    endpoints: VpcEndpoints.map(({ VpcEndpointId = '' }) => VpcEndpointId),
    groups: SecurityGroups.map(({ GroupId = '' }) => GroupId),
  };
}
const said = ({ events }: Project) => events.flatMap((it) => (it.type === 'wait' && it.lasting ? [it.why] : []));

test.each(
  inFull(
    blueprints.map(({ name }) => name),
    ['cloud-map-public'],
  ),
)(
  'B4: GuardDuty keeps the VPC of %s: down says so, deletes what it has put there, and leaves nothing',
  async (name) => {
    const project = new Project(rig, name);
    expect((await project.up(await blueprintOf(name))).failures).toEqual([]);
    const {
      endpoints: [endpoint],
      groups: [group],
      ...more
    } = await managed();
    expect(endpoint).toMatch(/^vpce-/);
    expect(more).toEqual({});
    const { held, lost } = await project.lookBeforeDown();
    expect(held).toEqual([]);
    expect(lostText(lost)).toContain(`VPC endpoint ${endpoint} of GuardDuty (in the VPC `);
    expect(lostText(lost)).toContain(`security group ${group} of GuardDuty (in the VPC `);

    expect((await project.down()).failures).toEqual([]);
    expect(said(project)).toContain(`GuardDuty has put the VPC endpoint ${endpoint} here, which is deleted, too`);
    expect(said(project)).toContain(`GuardDuty has put the security group ${group} here, which is deleted, too`);
    expect(left(await census(rig))).toEqual({});
  },
);

test('B4: in a VPC of somebody else, what GuardDuty has put there stays', async () => {
  const ids = await makeNetwork(rig);
  const real = (id: string) => ids.get(id) ?? '';
  const { vpc, public: open } = existingIds;
  const project = new Project(rig);
  const config = configOf((it) => {
    delete it.network.subnets;
    Object.assign(it.network, { existing: { vpc: real(vpc), public: open.slice(0, 2).map(real), private: [] } });
  });
  expect((await project.up(config)).failures).toEqual([]);
  const before = await managed();
  expect(before).toMatchObject({ endpoints: [expect.any(String)], groups: [expect.any(String)] });
  expect(await project.lookBeforeDown()).toEqual({ held: [], lost: [] });
  expect((await project.down()).failures).toEqual([]);
  expect(await managed()).toEqual(before);
});

test('B4: where AWS refuses to delete it, down fails soon, and names it with the command', async () => {
  const project = new Project(rig);
  await project.up();
  const {
    endpoints: [endpoint = ''],
  } = await managed();
  const error = 'UnauthorizedOperation';
  await rig.faults([{ operation: 'DeleteVpcEndpoints', times: 99, error }]);
  const began = rig.clock.now();
  const { failures } = await project.down();
  expect(rig.clock.now() - began).toBeLessThan(600_000);
  const subnet = failures.find((it) => 'resource' in it && it.resource === 'subnet');
  expect(subnet).toMatchObject({ code: 'step-rejected', aws: 'DependencyViolation' });
  expect(JSON.stringify(subnet)).toContain(
    JSON.stringify(['ec2', 'delete-vpc-endpoints', '--vpc-endpoint-ids', endpoint]),
  );
  sandbox.faults.clear();
  expect((await project.down()).failures).toEqual([]);
  expect(left(await census(rig))).toEqual({});
});

test('B4: a sweep of a stack whose state is lost deletes it, too', async () => {
  const config = configOf();
  const world = new World(Date.now(), undefined, where.account);
  setMonitoring(world, true);
  const aws = new InMemoryAws(where, world);
  const run = aws.run({ stack: config.name, tags: {}, store: new MemoryStore(), resources: resourcesByType });
  await up(run, stackOf(config, where).steps);
  const [stack] = await taggedStacks(run);
  if (!stack) throw new Error('no stack');
  const sweep = await runOn(run, stack);
  expect(lostText((await lookBeforeDown(sweep)).lost)).toMatch(/VPC endpoint vpce-\w+ of GuardDuty/);
  expect((await down(sweep)).failures).toEqual([]);
  expect(await taggedStacks(run)).toEqual([]);
});
