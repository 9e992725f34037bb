import { expect, test } from '@jest/globals';
import type { StepRecord } from '../../../state/schema.js';
import { networkNamedIn, networkRecordedIn } from '../../../src/commands/stack/existing-network.js';
import { configOf } from '../../steps/config.js';

const recordOf = (type: string, out: StepRecord['out']): StepRecord => ({
  type,
  at: 'ready',
  token: 't',
  needs: [],
  want: null,
  tags: {},
  id: 'x',
  ...(out !== undefined && { out }),
});

test("somebody else's network is known from what is recorded of it, with its zones as far as they are recorded", () => {
  const records = new Map([
    ['existing-vpc', recordOf('existing-vpc', { vpcId: 'vpc-1' })],
    ['one', recordOf('existing-subnet', { subnetId: 'subnet-1', zoneId: 'use1-az4' })],
    ['older', recordOf('existing-subnet', { subnetId: 'subnet-2' })],
    ['unfinished', recordOf('existing-subnet', undefined)],
  ]);
  expect(networkRecordedIn(records)).toEqual({
    vpc: 'vpc-1',
    public: ['subnet-1', 'subnet-2'],
    private: [],
    zones: new Map([['subnet-1', 'use1-az4']]),
  });
  expect(networkRecordedIn(new Map([['vpc', recordOf('vpc', { vpcId: 'vpc-1' })]]))).toBeUndefined();
});

test('a config names it, and where in it the load balancer is', () => {
  const existing = { vpc: 'vpc-12345678', public: ['subnet-00000001', 'subnet-00000002'], private: [] };
  const services = { web: { image: 'nginx', port: 80, rules: [{ path: '$default' }] } };
  expect(networkNamedIn(configOf({ network: { existing }, services, ingress: { type: 'alb' } }))).toEqual({
    ...existing,
    balancer: 'public',
  });
  expect(networkNamedIn(configOf({}))).toBeUndefined();
});
