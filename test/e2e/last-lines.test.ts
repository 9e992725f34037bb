import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { loadConfig } from '../../src/config/load.js';
import { Project } from './project.js';
import { openRig, type Rig } from './rig.js';

/** What tasks that fail have written last, in the failure of `up`. For jobs: deploy-jobs.test.ts. */

let rig: Rig;
beforeAll(async () => void (rig = await openRig()));
beforeEach(() => rig.reset());
afterAll(() => rig.close());

const shop = (sidecars = '') =>
  loadConfig(
    'provision.yaml',
    `name: shop
services:
  web: {image: "nginx:1"${sidecars}}
ingress: {type: none}
`,
  );
/** The escape sequence in it is taken out. */
const program = {
  web: { exitCode: 3, seconds: 2, lines: ['starting', 'no such\u001b[31m table: users'], services: true },
};

async function linesOfFailure(config: ReturnType<typeof shop>): Promise<string[]> {
  const { failures } = await new Project(rig, 'shop').up(config);
  expect(failures).toMatchObject([{ code: 'step-broken', step: 'web-service' }]);
  return (failures[0] as { why: string }).why.split('\n');
}

test('a service whose tasks end by themselves: the failure ends with the last lines of the last one', async () => {
  await rig.programs(program);
  const lines = await linesOfFailure(shop());
  expect(lines).toContain('the last task stopped: Essential container in task exited; web exited with code 3');
  expect(lines.slice(-3)).toEqual(['its last lines:', '  starting', '  no such [31m table: users']);
});

test('of several containers, those of the one that has ended the task', async () => {
  await rig.programs(program);
  const lines = await linesOfFailure(shop(', containers: {a: {image: "nginx:1"}}'));
  expect(lines.slice(-3)).toEqual(['its last lines (web):', '  starting', '  no such [31m table: users']);
});
