import { CreateSecretCommand } from '@aws-sdk/client-secrets-manager';
import { RegisterTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { expect, test } from '@jest/globals';
import { shapeOf } from '../../../src/sdk-schema.js';
import { schemaOf, type CommandClass } from '../../../src/sandbox/service.js';
import { RecentCalls } from '../../../src/sandbox/viewer/recent-calls.js';
import type { WireOperation } from '../../../src/sandbox/wire/protocol.js';

const call = { service: 's', operation: 'O', mutating: true, status: 200, error: null, time: '' };

/** What is kept of a call with an input. */
function kept(Command: CommandClass, input: object): unknown {
  const calls = new RecentCalls();
  const operation = { input: shapeOf(schemaOf(Command)[4]) } as WireOperation;
  calls.add(call, undefined, { operation, input });
  return calls.after(0)[0]?.input;
}

test('no secret, no variable of a container and no password in a URL is kept of a call', () => {
  const secret = kept(CreateSecretCommand, { Name: 'db', SecretString: 'hunter2' });
  expect(secret).toMatchObject({ Name: 'db', SecretString: expect.stringContaining('***') });
  const environment = [{ name: 'TOKEN', value: 'hunter2' }];
  const container = { name: 'web', environment, command: ['sh', 'https://me:hunter2@host/'] };
  const definition = kept(RegisterTaskDefinitionCommand, { family: 'web', containerDefinitions: [container] });
  expect(JSON.stringify([secret, definition])).not.toContain('hunter2');
  expect(definition).toMatchObject({ family: 'web', containerDefinitions: [{ name: 'web' }] });
});

test('of many calls the last ones are kept, and their numbers go on', () => {
  const calls = new RecentCalls(2);
  for (let at = 0; at < 5; at++) calls.add(call, undefined, undefined);
  expect(calls.after(0).map(({ number }) => number)).toEqual([4, 5]);
  expect(calls.after(4)).toHaveLength(1);
});
