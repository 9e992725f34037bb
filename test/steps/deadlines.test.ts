import { expect, test } from '@jest/globals';
import { resourcesByType } from '../../steps/nouns.js';

/**
 * Minutes that the Terraform provider grants where AWS has been seen to take long.
 * Source: https://github.com/hashicorp/terraform-provider-aws, the timeouts of `internal/service`
 */
const granted: readonly (readonly [type: string, verb: 'create' | 'delete', minutes: number])[] = [
  ['nat-gateway', 'create', 10],
  ['nat-gateway', 'delete', 30],
  ['load-balancer', 'create', 10],
  // What lies in their subnets and groups is the interfaces of load balancers.
  ['security-group', 'delete', 35],
  ['subnet', 'delete', 35],
  ['internet-gateway-attachment', 'delete', 35],
  ['ecs-service', 'create', 20],
  ['ecs-service', 'delete', 20],
  ['vpc-link', 'create', 10],
  ['vpc-link', 'delete', 10],
  ['capacity-provider', 'delete', 20],
  ['cluster', 'delete', 10],
];

test.each(granted)('times that the Terraform provider grants: %s, %s, %i minutes', (type, verb, minutes) => {
  const resource = resourcesByType.get(type);
  expect(resource).toBeDefined();
  expect((resource?.deadline?.[verb] ?? 600) / 60).toBeGreaterThanOrEqual(minutes);
});
