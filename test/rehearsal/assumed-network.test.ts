import { expect, test } from '@jest/globals';
import { stackOf } from '../../steps/stack/index.js';
import { resourcesByType } from '../../steps/nouns.js';
import { assumedNetwork } from '../../src/rehearsal/assumed-network.js';
import { permissionsOfLifecycle } from '../../src/rehearsal/lifecycle-permissions.js';
import { worldWithNetwork } from '../../src/rehearsal/existing-network.js';
import { configOf } from '../steps/config.js';

const location = { account: '123456789012', region: 'eu-west-1', partition: 'aws' };

test("a stack in somebody else's network is rehearsed in one that nobody has looked at, under its real ids", async () => {
  const existing = {
    vpc: 'vpc-0123456789abcdef0',
    public: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
    private: [],
  };
  const config = configOf({ network: { existing }, ingress: { type: 'http-api', via: 'cloud-map' } });
  const world = await worldWithNetwork(assumedNetwork(existing, location), location);
  const { steps } = stackOf(config, location);
  const life = await permissionsOfLifecycle(
    { stack: config.name, tags: {}, location, steps, resources: resourcesByType },
    world,
  );
  expect(life.failures).toEqual([]);
  const group = life.up.find(
    ({ action, resource }) => action === 'ec2:CreateSecurityGroup' && resource.includes(':vpc/'),
  );
  expect(group?.resource).toBe(`arn:aws:ec2:eu-west-1:123456789012:vpc/${existing.vpc}`);
  expect(group?.keys).toEqual({});
  expect(life.up.map(({ action }) => action)).not.toContain('ec2:CreateVpc');
});

test('subnets for the tasks are imagined in the zones of a load balancer that is to reach them', () => {
  const existing = { vpc: 'vpc-1', public: ['subnet-1', 'subnet-2'], private: ['subnet-3', 'subnet-4', 'subnet-5'] };
  const zonesWith = (more: object) =>
    assumedNetwork({ ...existing, ...more }, { region: 'eu-west-1' }).subnets.map(
      ({ AvailabilityZoneId }) => AvailabilityZoneId,
    );
  const [a, b, c] = zonesWith({ balancer: 'private' }).slice(2);
  expect(new Set([a, b, c]).size).toBe(3);
  expect(zonesWith({ balancer: 'public' })).toEqual([a, b, a, b, a]);
  expect(zonesWith({ balancer: 'private' })).toEqual([a, b, a, b, c]);
  expect(zonesWith({ zones: new Map([['subnet-5', b]]) })).toEqual([a, b, a, b, b]);
});
