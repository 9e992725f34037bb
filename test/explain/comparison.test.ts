import { expect, test } from '@jest/globals';
import { createColors } from 'picocolors';
import { blueprints } from '../../src/config/blueprints.js';
import { choicesOf } from '../../src/config/choices.js';
import { resolveConfig } from '../../src/config/resolve.js';
import { comparisonOf, countsByNoun, type Side } from '../../src/explain/comparison.js';
import { comparisonLines } from '../../src/ui/comparison.js';

const side = (name: string, nouns: readonly string[], rest: Partial<Side> = {}): Side => ({
  ...{ name, counts: countsByNoun(nouns), perMonth: 10, isLeast: false, seconds: { up: 60, down: 30 }, choices: [] },
  ...rest,
});
const nouns = ['vpc', 'subnet', 'nat-gateway', 'load-balancer'];
const chosen = (of: string, value: string) => ({
  of,
  chosen: value,
  gains: `gain of ${value}`,
  loses: `loss of ${value}`,
});

test('parts are told apart: in one, in the other, in both with their counts', () => {
  const a = side('a', ['vpc', 'subnet', 'subnet', 'nat-gateway']);
  const b = side('b', ['vpc', 'subnet', 'load-balancer'], { perMonth: 4.5, seconds: { up: 100, down: 30 } });
  const text = comparisonLines(comparisonOf([a, b], nouns), { columns: 100, colors: createColors(false) }).join('\n');
  expect(text).toContain('Only in a\n  1 × NAT gateway');
  expect(text).toContain('Only in b\n  1 × load balancer');
  expect(text).toContain('VPC 1, subnet 2/1');
  expect(text).toMatch(/the second less the first +-\$5\.50 +\+40s +\+0s/);
  expect(text).toContain('They make the same choices.');
});

test('of the choices, those are told in which they differ, with what is gained and lost by each', () => {
  const a = side('a', [], { choices: [chosen('egress', 'public'), chosen('capacity', 'fargate')] });
  const b = side('b', [], { choices: [chosen('egress', 'nat'), chosen('capacity', 'fargate')] });
  const { choices } = comparisonOf([a, b], nouns);
  expect(choices.map(({ of }) => of)).toEqual(['egress']);
  const lines = comparisonLines(comparisonOf([a, b], nouns), { columns: 100, colors: createColors(false) });
  for (const line of ['    a: public', '      + gain of public', '      - loss of nat']) expect(lines).toContain(line);
});

test('every blueprint makes each of the choices, and no two blueprints make all of them alike', async () => {
  const all = await Promise.all(
    blueprints.map(async ({ name }) => choicesOf(await resolveConfig({ blueprint: name, directory: '/' }))),
  );
  const kinds = ['egress', 'capacity', 'ingress', 'discovery', 'encryption', 'spare'];
  for (const choices of all) expect(choices.map(({ of }) => of)).toEqual(kinds);
  const told = all.map((choices) => choices.map((it) => it.chosen).join());
  expect(new Set(told).size).toBe(blueprints.length);
});
