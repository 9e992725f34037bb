import { ECRClient } from '@aws-sdk/client-ecr';
import { sandboxAccount } from '../../src/sandbox/world.js';
import { Endpoint } from '../../src/sandbox/endpoint.js';
import { InProcessHandler } from '../../src/sandbox/in-process.js';
import { ecr } from '../../src/sandbox/services/ecr/index.js';
import { World } from '../../src/sandbox/world.js';
import type { Cloud } from '../../src/step.js';
import { fakeCloud } from '../steps/fake-cloud.js';

/** A cloud whose ECR is the sandbox's, through the real client. Its other services answer nothing. */
export function registry() {
  const world = new World(Date.parse('2026-01-01T00:00:00Z'), 'registry');
  const endpoint = new Endpoint({ services: [ecr], world, realTime: () => world.time, save: async () => {} });
  const client = new ECRClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestHandler: new InProcessHandler(endpoint),
    maxAttempts: 1,
  });
  const cloud: Cloud = { ...fakeCloud().cloud, ecr: client, account: sandboxAccount };
  return { cloud, client, operations: () => endpoint.calls.all().map(({ operation }) => operation) };
}
