import { expect, test } from '@jest/globals';
import { createColors } from 'picocolors';
import stringWidth from 'string-width';
import { alternativesTo } from '../../src/prices/alternatives.js';
import { estimateFor, type Estimate } from '../../src/prices/estimate.js';
import { pricesIn } from '../../src/prices/table.js';
import { costSummary } from '../../src/ui/cost-summary.js';
import { accruedLine, costJson, costLines, type Cost } from '../../src/ui/cost.js';
import { stackOf } from '../../steps/stack/index.js';
import { blueprintOf } from '../e2e/project.js';
import { where } from '../e2e/rig.js';

const line = { steps: ['a'], usd: 0.05, billedBy: 'hour', per: 'hour' } as const;
const estimate: Estimate = {
  lines: [
    { ...line, key: 'nat-gateway-hour', item: 'NAT gateway', quantity: 2, unit: 'gateway', perHour: 0.1, perMonth: 73 },
    {
      ...line,
      key: 'ec2:c5.xlarge',
      item: 'EC2 c5.xlarge',
      quantity: 2,
      least: 1,
      unit: 'instance',
      perHour: 0.34,
      perMonth: 248.2,
    },
  ],
  usage: [
    {
      key: 'alb-lcu-hour',
      item: 'load balancer capacity',
      unit: 'LCU-hour',
      steps: ['b'],
      usd: 0.008,
      example: { quantity: 730, usd: 5.84 },
    },
  ],
  unknown: [],
  perHour: 0.44,
  perMonth: 321.2,
  seen: { oldest: '2025-11', newest: '2026-02-01' },
};
const cost: Cost = {
  region: 'eu-west-1',
  estimate,
  alternatives: [
    {
      title: 'one NAT gateway for all zones',
      change: 'network.egress: nat',
      givesUp: 'a zone',
      perHour: 0.05,
      perMonth: 36.5,
    },
  ],
};
const missing: Cost = {
  ...cost,
  estimate: {
    ...estimate,
    unknown: [{ item: 'load balancer', steps: ['c'], lacks: 'price', why: 'no price known', isFixed: true }],
  },
};
const lines = (it: Cost, columns = 100) => costLines(it, { columns, width: columns, colors: createColors(false) });

test('a table of what is billed by the hour, then what is billed by use, what would be cheaper, and what kind of estimate it is', () => {
  expect(lines(cost)).toEqual([
    'Cost in eu-west-1, estimated',
    '                                                an hour  a month',
    '  NAT gateway    2 gateways                     $0.1000   $73.00',
    '  EC2 c5.xlarge  2 instances (1 without tasks)  $0.3400  $248.20',
    '  total                                         $0.4400  $321.20',
    '',
    'Billed by usage, and not in this total:',
    '  load balancer capacity  $0.008 per LCU-hour  730 would be $5.84',
    '',
    'Cheaper alternatives:',
    '  one NAT gateway for all zones: $0.0500 an hour less, $36.50 a month (network.egress: nat)',
    '    drawback: a zone',
    '',
    'An estimate: on demand, prices of a built-in table, seen between 2025-11 and 2026-02-01; without',
    'traffic, tax and free tier; a month has 730 hours.',
  ]);
});

test('the same sum is the same wherever it stands, however it was come to', () => {
  const [perHour, perMonth] = [0.0225, 16.425];
  const of = {
    ...estimate,
    lines: [{ ...line, key: 'alb-hour', item: 'load balancer', quantity: 1, unit: 'balancer', perHour, perMonth }],
    perHour,
    perMonth,
  } as const;
  const without = {
    title: 'no load balancer',
    change: 'ingress',
    givesUp: 'it',
    perHour: 0.34 - 0.3175,
    perMonth: 188.325 - 171.9,
  };
  expect(without.perMonth).toBeLessThan(perMonth);
  const [, , balancer, together, ...rest] = lines({ ...cost, estimate: of, alternatives: [without] });
  expect(balancer).toMatch(/\$0\.0225 {3}\$16\.43$/);
  expect(together).toMatch(/\$0\.0225 {3}\$16\.43$/);
  expect(rest.join('\n')).toContain('no load balancer: $0.0225 an hour less, $16.43 a month (ingress)');
});

test('what has no price makes a sum the least it can be', () => {
  expect(lines(missing)).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^ {2}at least .*\$321\.20$/),
      '  Not in the total: no price known for load balancer in eu-west-1.',
    ]),
  );
  expect(costSummary(missing)).toBe(
    'At least $0.44 an hour ($321 a month) while it runs, and load balancer, whose price is not known, without traffic. Details: provision plan.',
  );
  expect(lines({ ...cost, live: { failure: 'AccessDeniedException: no' } }).at(-3)).toBe(
    'The AWS Price List API gave no prices (AccessDeniedException: no).',
  );
});

test('what is billed by use and has no price is missing in no sum', () => {
  const of = {
    ...estimate,
    unknown: [{ item: 'log lines written', steps: [], lacks: 'price', why: 'no price found', isFixed: false }],
  } as const;
  expect(lines({ ...cost, estimate: of })).toContain(
    `  Billed by usage: no price found for log lines written in ${cost.region}.`,
  );
});

test('a quantity that is not known is told in its own words', () => {
  const of = {
    ...estimate,
    unknown: [{ item: 'instances', steps: [], lacks: 'quantity', why: 'no price known', isFixed: true }],
  } as const;
  expect(lines({ ...cost, estimate: of })).toContain('  Not in the total: instances: no price known.');
});

test.each([40, 80])('no line is wider than %d columns', async (columns) => {
  const config = await blueprintOf('alb-microservices');
  const of = (it: typeof config) => estimateFor(stackOf(it, where, () => 'built').steps, pricesIn('us-east-1'));
  const shown = lines({ region: 'us-east-1', estimate: of(config), alternatives: alternativesTo(config, of) }, columns);
  expect(Math.max(...shown.map((it) => stringWidth(it)))).toBeLessThanOrEqual(columns);
});

test('up says what it costs now and what it will cost; where that is the same, once', () => {
  const before = { ...estimate, perHour: 0.1, perMonth: 73 };
  expect(costSummary({ ...cost, before })).toBe(
    'About $0.10 → $0.44 an hour ($73 → $321 a month) while it runs, without traffic. Details: provision plan.',
  );
  expect(costSummary({ ...cost, before: estimate })).toBe(
    'About $0.44 an hour ($321 a month) while it runs, as before, without traffic. Details: provision plan.',
  );
  const nothing = { ...estimate, lines: [], perHour: 0, perMonth: 0 };
  expect(costSummary({ ...cost, before, estimate: nothing })).toMatch(/^About \$0\.10 → \$0\.00 an hour/);
});

test('a plan says what a stack costs that it changes', () => {
  const before = { ...estimate, perHour: 0.1, perMonth: 73 };
  expect(lines({ ...cost, before })).toContain('  As it is now, it costs $0.1000 an hour, $73.00 a month.');
  expect(lines({ ...cost, before: estimate }).join()).not.toContain('As it is now');
  expect(JSON.parse(costJson({ ...cost, before }, { time: '' }))).toMatchObject({
    ...{ before: { perHour: 0.1, perMonth: 73 }, perHour: 0.44 },
  });
});

test('up and status say it in a line', () => {
  expect(costSummary(cost)).toBe(
    'About $0.44 an hour ($321 a month) while it runs, without traffic. Details: provision plan.',
  );
  const accrued = { since: '2026-01-01T00:00:00.000Z', hours: 3, usd: 1.32 };
  expect(accruedLine(accrued, estimate, 'aws')).toMatch(
    /^This stack has cost about \$1\.32 since the first up, .* ago, each hour begun in full where AWS bills so; \$0\.44 an hour as it is now, without traffic\.$/,
  );
  expect(accruedLine(accrued, estimate, 'sandbox')).toMatch(
    /^The sandbox costs nothing\. AWS would have billed about \$1\.32/,
  );
  const bySecond = { ...estimate, lines: estimate.lines.map((it) => ({ ...it, billedBy: 'second' as const })) };
  expect(accruedLine(accrued, bySecond, 'aws')).toContain(' ago; $0.44 an hour');
});

test('what scaling may add is told beside what there is at first', () => {
  const [gateway] = estimate.lines;
  const scaled = { ...cost, estimate: { ...estimate, lines: gateway ? [{ ...gateway, most: 6 }] : [] } };
  expect(lines(scaled)).toContainEqual(expect.stringContaining('2 gateways (up to 6)'));
});

test('JSON has all of it in one event', () => {
  const event: unknown = JSON.parse(costJson(cost, { time: '2026-02-02T00:00:00.000Z' }));
  expect(event).toMatchObject({
    ...{
      type: 'cost',
      region: 'eu-west-1',
      currency: 'USD',
      isEstimate: true,
      prices: 'table',
      perHour: 0.44,
      perMonth: 321.2,
    },
    lines: [{ key: 'nat-gateway-hour', steps: ['a'], quantity: 2, billedBy: 'hour' }, { least: 1 }],
    usage: [{ key: 'alb-lcu-hour', usd: 0.008 }],
    unknown: [],
    alternatives: [{ perMonth: 36.5 }],
  });
});
