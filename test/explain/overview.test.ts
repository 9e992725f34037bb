import { expect, test } from '@jest/globals';
import { createColors } from 'picocolors';
import { overviewOf } from '../../src/commands/explain/overview.js';
import { blueprints } from '../../src/config/blueprints.js';
import { overviewLines } from '../../src/ui/overview.js';
import { glyphsFor } from '../../src/ui/terminal.js';
import { widthOf } from '../../src/ui/text.js';
import { inFull } from '../full.js';
import { toldBlueprint } from './told.js';

const look = { colors: createColors(false), glyphs: glyphsFor({ LANG: 'C.UTF-8' }), options: '--blueprint it' };
const names = inFull(
  blueprints.map(({ name }) => name),
  ['alb-microservices'],
);

test.each(names)('%s fits on one screen, with all of its parts', async (name) => {
  const overview = overviewOf(await toldBlueprint(name));
  const lines = overviewLines(overview, { ...look, columns: 100 });
  expect(lines.length).toBeGreaterThanOrEqual(24);
  expect(lines.length).toBeLessThanOrEqual(50);
  for (const columns of [60, 80, 100, 120]) {
    const wide = overviewLines(overview, { ...look, columns }).filter((line) => widthOf(line) > columns);
    expect(wide).toEqual([]);
  }
  const text = lines.join('\n');
  for (const part of ['┌─ VPC', 'What happens to GET', 'What is slow', 'What costs', 'Ask next'])
    expect(text).toContain(part);
  expect(overview.request?.ending).toMatchObject({ is: 'answered', by: 'task' });
  expect(text).not.toMatch(/\b(vpc|subnet|sg|sgr|eni|rtb)-[0-9a-f]{8}|\$\{/);
});

test('what is slow comes from the rehearsal, the longest first, and what costs from the prices', async () => {
  const { slow, seconds, cost, request } = overviewOf(await toldBlueprint('cloud-map-public'));
  expect(slow.up[0]).toMatchObject({ step: 'vpc-link', noun: 'vpc-link' });
  expect(seconds.up).toBeGreaterThanOrEqual(slow.up[0]?.seconds ?? Infinity);
  expect(slow.up.map((it) => it.seconds)).toEqual(slow.up.map((it) => it.seconds).toSorted((a, b) => b - a));
  expect(cost.perMonth).toBeGreaterThan(10);
  expect(request?.hops.map(({ at }) => at)).toEqual(
    expect.arrayContaining(['api', 'vpc-link', 'cloud-map-service', 'security-group', 'task', 'container']),
  );
});
