import { writeFile } from 'node:fs/promises';
import { beforeAll, expect, test } from '@jest/globals';
import { longTest } from '../full.js';
import { Desk, eventsOf, resultOf } from './program.js';

/** `provision rollback` as a person has it. What it does is in test/e2e/rollback.test.ts. */

const config = (image: string, level: string) => `name: shop
region: us-east-1
services:
  web: {image: "nginx:${image}", environment: {LEVEL: ${level}}}
ingress: {type: none}
`;
const instant = ['--sandbox', '--sandbox-speed', 'instant'];
let desk: Desk;
beforeAll(async () => {
  desk = await Desk.open();
  for (const [image, level] of [
    ['1', 'info'],
    ['2', 'debug'],
  ] as const) {
    await writeFile(desk.path('provision.yaml'), config(image, level));
    expect(await desk.here('up', ...instant)).toMatchObject({ code: 0 });
  }
});

test('it says what there is, what it will do and what the next up does; values of variables only where asked', async () => {
  const list = await desk.here('rollback', 'web', '--list', ...instant);
  expect(list).toMatchObject({ code: 0, stderr: '' });
  expect(list.stdout.replaceAll(/works since [-\d]+ [:\d]+ UTC/g, 'works')).toBe(
    [
      '2  works  nginx:2  runs',
      '1  works  nginx:1',
      '    containerDefinitions.web',
      '      ~ image: "nginx:2" → "nginx:1"',
      '      ~ environment: LEVEL changed',
      '',
    ].join('\n'),
  );
  const shown = await desk.here('rollback', 'web', '--list', '--show-values', ...instant);
  expect(shown.stdout).toContain('LEVEL: "debug" → "info"');

  const { code, stdout } = await desk.here('rollback', 'web', ...instant);
  expect(code).toBe(0);
  expect(stdout).toContain('~ taskDefinition: "task-definition/web:2" → "task-definition/web:1"');
  expect(stdout).toContain('The config stays as it is, so the next up goes forward again.');
  expect(stdout).toMatch(/rollback shop done: 1 updated/);
  expect((await desk.here('status', ...instant)).stdout).toMatch(/rolled back from revision 2 at/);
});

test('as data: the revision with what differs, and the one that runs in the result', async () => {
  const { stdout, code } = await desk.here('rollback', 'web', 'web:2', '--json', ...instant);
  expect(code).toBe(0);
  expect(eventsOf(stdout).filter(({ type }) => type === 'revision')).toMatchObject([
    { service: 'web', revision: 2, isRunning: false, isLatest: true, images: ['nginx:2'], obstacles: [] },
  ]);
  expect(stdout).not.toContain('debug');
  expect(resultOf(stdout)).toMatchObject({ command: 'rollback', ok: true, updated: 1, revision: 2 });
});

test('what cannot be is said before anything is called, with what there is', async () => {
  const { code, stderr } = await desk.here('rollback', 'web', '7', ...instant);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^web has no revision 7 to go to\.\n {2}These are kept:\n {2}- 1, works since .*, nginx:1\n/);
  expect(await desk.here('rollback', 'wep', ...instant)).toMatchObject({
    code: 2,
    stderr: 'the stack has no service wep\n  did you mean "web"?\n',
  });
  expect(await desk.here('rollback', 'web', '1', '--list', ...instant)).toMatchObject({ code: 2 });
  expect((await desk.here('rollback', 'web', '--name', 'other', ...instant)).code).toBe(2);
});

longTest('the policy for it is enough, and says which action is missing where it is not', async () => {
  const { stdout } = await desk.here('policy', 'rollback', '--sandbox');
  await writeFile(desk.path('policy.json'), stdout);
  const asked = ['rollback', 'web', '1', ...instant, '--policy', 'policy.json'];
  expect(await desk.here(...asked)).toMatchObject({ code: 0 });
  const less = stdout.replaceAll('"ecs:UpdateService"', '"ecs:ListTasks"');
  await writeFile(desk.path('policy.json'), less);
  const denied = await desk.here('rollback', 'web', '2', ...instant, '--policy', 'policy.json');
  expect(denied.code).toBe(1);
  expect(denied.stdout).toContain('ecs:UpdateService');
  await writeFile(desk.path('policy.json'), stdout);
  expect(await desk.here('rollback', 'web', '2', ...instant, '--policy', 'policy.json')).toMatchObject({ code: 0 });
});
