import {
  DescribeLoadBalancersCommand,
  ModifyLoadBalancerAttributesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AttachRolePolicyCommand, DetachRolePolicyCommand, ListRolesCommand } from '@aws-sdk/client-iam';
import { readFile, rename } from 'node:fs/promises';
import { beforeAll, expect, test } from '@jest/globals';
import type { State } from '../../state/schema.js';
import { openRigIn, type Rig } from '../e2e/rig.js';
import { Desk } from './program.js';

const words = ['--sandbox', '--sandbox-speed', 'instant', '--blueprint', 'cloud-map-public'];
const PolicyArn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
let desk: Desk;
beforeAll(async () => {
  desk = await Desk.open();
  expect((await desk.here('up', ...words)).code).toBe(0);
});

async function behindItsBack(change: (clients: Rig['clients'], RoleName: string) => Promise<unknown>): Promise<void> {
  const rig = await openRigIn(desk.path('.provision/sandbox'));
  const { Roles = [] } = await rig.clients.iam.send(new ListRolesCommand({}));
  const role = Roles.find(({ Path }) => Path === '/')?.RoleName ?? '';
  await change(rig.clients, role);
  await rig.close();
}

test('down and sweep delete nothing where something of others keeps a part of it, unless it is to keep going', async () => {
  await behindItsBack(({ iam }, RoleName) => iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn })));
  const refused = await desk.here('down', ...words);
  expect(refused.code).toBe(1);
  expect(refused.stdout).toContain('1 resource cannot be deleted');
  expect(refused.stdout).toContain(`aws iam detach-role-policy --role-name cloud-map-public-exec-us-east-1`);
  expect(refused.stdout).toContain('provision down --keep-going');
  // What they have added is shown: it may open something.
  const shown = await desk.here('status', ...words);
  expect(shown.code).toBe(3);
  expect(shown.stdout).toContain(PolicyArn);

  const state = desk.path('.provision/cloud-map-public.json');
  await rename(state, `${state}.away`);
  const swept = await desk.here('sweep', 'cloud-map-public', '--delete', ...words.slice(0, 3), '--json');
  await rename(`${state}.away`, state);
  expect(swept.code).toBe(1);
  expect(swept.stdout).toContain('cloud-map-public: 1 resource cannot be deleted');
  expect(swept.stdout).not.toMatch(/"mutating":true/);

  const rest = await desk.here('down', '--keep-going', ...words);
  expect(rest).toMatchObject({ code: 1 });
  expect(rest.stderr + rest.stdout).toContain(PolicyArn);
  expect(rest.stdout).toContain('Next: provision down --blueprint cloud-map-public --sandbox');
  const { records } = JSON.parse(await readFile(state, 'utf8')) as State;
  expect(Object.keys(records)).toEqual(['execution-role']);

  await behindItsBack(({ iam }, RoleName) => iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn })));
  expect(await desk.here('down', ...words)).toMatchObject({ code: 0 });
  expect(await desk.here('down', ...words)).toMatchObject({ code: 0, stdout: expect.stringContaining('nothing') });
});

test('what is kept keeps nothing that would have gone with it: each is then deleted by itself', async () => {
  const here = [...words.slice(0, 4), 'alb-microservices'];
  expect((await desk.here('up', ...here)).code).toBe(0);
  await behindItsBack(async ({ elbv2 }) => {
    const { LoadBalancers: [balancer] = [] } = await elbv2.send(new DescribeLoadBalancersCommand({}));
    const Attributes = [{ Key: 'deletion_protection.enabled', Value: 'true' }];
    const { LoadBalancerArn } = balancer ?? {};
    await elbv2.send(new ModifyLoadBalancerAttributesCommand({ LoadBalancerArn, Attributes }));
  });
  expect(await desk.here('down', '--keep-going', ...here)).toMatchObject({ code: 1 });
  const { records } = JSON.parse(await readFile(desk.path('.provision/alb-microservices.json'), 'utf8')) as State;
  const left = new Set(Object.values(records).map(({ type }) => type));
  expect(left).toContain('load-balancer');
  for (const gone of ['listener', 'listener-rule', 'target-group', 'api', 'vpc-link']) expect(left).not.toContain(gone);
});
