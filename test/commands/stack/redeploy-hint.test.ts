import { expect, test } from '@jest/globals';
import { redeployHint } from '../../../src/commands/stack/redeploy-hint.js';
import { configOf, serviceIn } from '../../e2e/project.js';
import { Desk } from '../../cli/program.js';

test.each([
  ['nginx', true],
  ['nginx:latest', true],
  ['public.ecr.aws/docker/library/nginx:latest', true],
  ['localhost:5000/nginx', true],
  ['nginx:1.27', false],
  [`nginx@sha256:${'0'.repeat(64)}`, false],
  [`nginx:latest@sha256:${'0'.repeat(64)}`, false],
])('of %s it is %s that the image may be another one by now', (image, may) => {
  const config = configOf((it) => void (serviceIn(it).image = image));
  const hint = redeployHint(config);
  if (may) expect(hint).toMatch(new RegExp(`^${image} may be .*\`provision up --redeploy web\` starts them anew\\.$`));
  else expect(hint).toBeUndefined();
});

test('up and plan name --redeploy where nothing else changes, and only there', async () => {
  const desk = await Desk.open();
  const there = ['--sandbox', '--sandbox-speed', 'instant', '--blueprint', 'cloud-map-public'];
  const hint = '`provision up --redeploy web`';
  const first = await desk.here('up', ...there);
  expect([first.code, first.stderr.includes(hint)]).toEqual([0, false]);
  const plan = await desk.here('plan', ...there);
  expect([plan.code, plan.stderr.includes(hint)]).toEqual([0, true]);
  const again = await desk.here('up', ...there);
  expect([again.code, (again.stdout + again.stderr).includes(hint)]).toEqual([0, true]);
  const anew = await desk.here('up', ...there, '--redeploy', 'web');
  expect([anew.code, (anew.stdout + anew.stderr).includes(hint)]).toEqual([0, false]);
});
