import { expect, test } from '@jest/globals';
import { blueprints } from '../../src/config/blueprints.js';
import { InMemoryAws } from '../../src/rehearsal/in-memory-aws.js';
import { rehearseLifecycle } from '../../src/rehearsal/lifecycle.js';
import type { Guard } from '../../src/sandbox/guard.js';
import { services } from '../../src/sandbox/services/index.js';
import { World } from '../../src/sandbox/world.js';
import { shapeOf } from '../../src/sdk-schema.js';
import { resourcesByType } from '../../steps/nouns.js';
import { stackOf } from '../../steps/stack/index.js';
import { blueprintOf } from '../e2e/project.js';
import { inFull } from '../full.js';

const location = { account: '123456789012', region: 'us-east-1', partition: 'aws' };

/** The texts that an operation's input may have. */
function textsOf(service: string, operation: string): string[] {
  const found = services.find(({ id }) => id === service)?.operations.find(({ schema }) => schema[2] === operation);
  const input = found && shapeOf(found.schema[4]);
  if (input?.kind !== 'structure') return [];
  return input.members.filter(({ shape }) => shape.kind === 'string').map(({ name }) => name);
}

/** Adds to each request to EC2 and Elastic Load Balancing, as blank, all texts that it does not have. */
function addingBlanks(added: Set<string>): Guard {
  return {
    check({ service, operation, input }) {
      if (!['ec2', 'elbv2'].includes(service)) return;
      for (const member of textsOf(service, operation)) {
        if ((input as Record<string, unknown>)[member] !== undefined) continue;
        added.add(`${service}:${operation} ${member}`);
        Object.assign(input, { [member]: '' });
      }
    },
  };
}

test.each(
  inFull(
    blueprints.map(({ name }) => name),
    ['ec2-capacity'],
  ),
)('%s comes and goes where each text that a request does not have is sent as blank', async (name) => {
  const { name: stack, tags, ...config } = await blueprintOf(name);
  const { steps } = stackOf({ name: stack, tags, ...config }, location, () => 'tag-1');
  const added = new Set<string>();
  const aws = new InMemoryAws(location, new World(Date.now(), undefined, location.account), addingBlanks(added));
  const { up, status, down } = await rehearseLifecycle(
    { stack, tags, location, steps, resources: resourcesByType },
    aws,
  );
  expect([...up.failures, ...status.failures, ...down.failures]).toEqual([]);
  expect(added.size).toBeGreaterThan(30);
});
