import { expect, test } from '@jest/globals';
import { stackOf } from '../../steps/stack/index.js';
import type { Config } from '../../src/config/schema.js';
import { accruedSince } from '../../src/prices/accrued.js';
import { alternativesTo } from '../../src/prices/alternatives.js';
import { estimateFor, estimateOf, type Estimate } from '../../src/prices/estimate.js';
import { hoursPerMonth } from '../../src/prices/price.js';
import { pricedRegions, pricesIn } from '../../src/prices/table.js';
import { billedItemsOfRecords, billedItemsOfSteps } from '../../src/prices/billed-items.js';
import { InMemoryAws } from '../../src/rehearsal/in-memory-aws.js';
import { up } from '../../src/runner/up.js';
import { MemoryStore } from '../../state/store.js';
import { resourcesByType } from '../../steps/nouns.js';
import { blueprintOf, serviceIn, variant } from '../e2e/project.js';
import { where } from '../e2e/rig.js';

const costIn = (region: string) => (config: Config) =>
  estimateFor(stackOf(config, { ...where, region }, () => 'built').steps, pricesIn(region));
const cost = costIn('us-east-1');
const quantities = ({ lines }: Estimate) => Object.fromEntries(lines.map(({ key, quantity }) => [key, quantity]));

/*
 * By hand, in us-east-1, USD an hour and then for 730 of them; F: a Fargate vCPU is 0.04048, a GB 0.004445.
 *
 * cloud-map-public    2 tasks of 0.25 vCPU, 0.5 GB: 0.5 × 0.04048 + 1 × 0.004445 = 0.024685; 2 addresses 0.01;
 *                     0.034685 × 730 = 25.32005, and the zone 0.50
 * alb-microservices   4 such tasks 0.04937; 2 NAT gateways 0.09 with 2 addresses 0.01; load balancer, inside, 0.0225;
 *                     bastion t3.nano 0.0052, its address 0.005, its 8 GB × 0.08 = 0.64 a month;
 *                     0.18207 × 730 = 132.9111, and 0.64 + 0.50
 * ec2-capacity        NAT gateway 0.045 with address 0.005; load balancer 0.0225 with 2 addresses 0.01; one c5.xlarge,
 *                     which has room for 3 tasks, 0.17, its 50 GB × 0.08 = 4.00 a month; 0.2525 × 730 = 184.325, and 4.00
 * cloud-map-private   1 task of 0.5 vCPU, 1 GB 0.024685; 3 endpoints in 2 zones 0.06; 0.084685 × 730 = 61.82005, and 0.50
 * cli-walkthrough     4 tasks 0.04937, one with an address 0.005; load balancer 0.0225 with 2 addresses 0.01;
 *                     3 endpoints in 2 zones 0.06; 0.14687 × 730 = 107.2151, and 0.50
 */
test.each([
  ['cloud-map-public', 25.82005],
  ['alb-microservices', 134.0511],
  ['ec2-capacity', 188.325],
  ['cloud-map-private', 62.32005],
  ['cli-walkthrough', 107.7151],
])('%s costs $%d a month in us-east-1, and each price has a source and a date', async (name, perMonth) => {
  const estimate = cost(await blueprintOf(name));
  expect(estimate.perMonth).toBeCloseTo(perMonth, 6);
  expect(estimate.perHour).toBeCloseTo(perMonth / hoursPerMonth, 8);
  expect(estimate.unknown).toEqual([]);
  for (const { key } of [...estimate.lines, ...estimate.usage])
    expect(pricesIn('us-east-1')(key)).toMatchObject({
      url: expect.stringMatching(/^https:\/\/aws\.amazon\.com\//),
      date: expect.stringMatching(/^20\d\d/),
    });
});

test.each(['ec2-capacity', 'cloud-map-private'])(
  '%s costs the same once it is there: its records say what its steps said',
  async (name) => {
    const config = await blueprintOf(name);
    const { steps } = stackOf(config, where, () => 'built');
    const store = new MemoryStore();
    expect(
      (await up(new InMemoryAws(where).run({ stack: name, tags: {}, store, resources: resourcesByType }), steps))
        .failures,
    ).toEqual([]);
    const [before, after] = [billedItemsOfSteps(steps), billedItemsOfRecords(store.records, resourcesByType)].map(
      (it) => estimateOf(it, pricesIn('us-east-1')),
    );
    expect(after && quantities(after)).toEqual(before && quantities(before));
    expect(after?.usage.map(({ key }) => key).toSorted()).toEqual(before?.usage.map(({ key }) => key).toSorted());
  },
);

test('instances are counted by what fits on them, and the least of them is told', async () => {
  const config = await blueprintOf('ec2-capacity');
  const with7 = variant(config, (it) => {
    serviceIn(it).count = 7;
    it.cluster.instances.min = 1;
  });
  // Three tasks fit on a c5.xlarge: it has four interfaces, and one is its own.
  expect(cost(with7).lines.find(({ key }) => key === 'ec2:c5.xlarge')).toMatchObject({
    quantity: 3,
    least: 1,
    item: 'EC2 c5.xlarge',
  });
  expect(quantities(cost(with7))).toMatchObject({ 'gp3-gb-month': 150 });
});

test('a scaled service is priced as it begins, with the most that it may become, and its policies by their alarms', async () => {
  const scaled = variant(await blueprintOf('cloud-map-public'), (it) => {
    const night = { name: 'night', schedule: 'rate(1 day)', timezone: 'UTC', maximum: 20 };
    const cooldown = { out: 300, in: 300 };
    serviceIn(it).scaling = { minimum: 2, maximum: 10, cpu: 60, memory: 70, cooldown, schedules: [night] };
  });
  const { lines } = cost(scaled);
  const toTwenty = { quantity: 2, most: 20 };
  expect(lines.find(({ key }) => key === 'public-ipv4-hour')).toMatchObject(toTwenty);
  expect(lines.find(({ key }) => key === 'fargate-x86_64-vcpu-hour')).toMatchObject({ quantity: 0.5, most: 5 });
  expect(lines.find(({ key }) => key === 'alarm-month')).toMatchObject({ quantity: 4, perMonth: 0.4 });
  expect(lines.find(({ key }) => key === 'hosted-zone-month')).not.toHaveProperty('most');
});

test('what has no known price or quantity is said, and no sum pretends to have it', async () => {
  const config = await blueprintOf('ec2-capacity');
  const odd = cost(
    variant(config, (it) => {
      it.cluster.instances.type = 'x2idn.16xlarge';
    }),
  );
  expect(odd.unknown).toEqual([
    {
      item: 'instances',
      steps: ['auto-scaling-group'],
      lacks: 'quantity',
      why: 'how many x2idn.16xlarge the tasks need is not known here',
      isFixed: true,
    },
  ]);
  const sized = cost(
    variant(config, (it) => {
      it.cluster.instances.type = 'r5.4xlarge';
    }),
  );
  expect(sized.unknown).toMatchObject([{ item: 'EC2 r5.4xlarge', lacks: 'price', isFixed: true }]);
  const nowhere = costIn('eu-south-2')(config);
  expect(nowhere).toMatchObject({ lines: [], usage: [], perHour: 0 });
  expect(nowhere.unknown.length).toBeGreaterThan(5);
});

test('an enhanced cluster, an arm64 service and a region of its own each have their own prices', async () => {
  const config = await blueprintOf('cloud-map-public');
  const other = variant(config, (it) => {
    it.cluster.containerInsights = 'enhanced';
    serviceIn(it).architecture = 'arm64';
  });
  expect(quantities(cost(other))).toMatchObject({ 'fargate-arm64-vcpu-hour': 0.5, 'fargate-arm64-gb-hour': 1 });
  expect(cost(other).unknown).toMatchObject([{ item: 'Container Insights metrics, enhanced', isFixed: false }]);
  expect(pricedRegions).toEqual(['us-east-1', 'us-west-2', 'eu-west-1', 'eu-central-1', 'ap-southeast-2']);
  // 0.5 × 0.04656 + 1 × 0.00511 + 2 × 0.005, and the zone.
  expect(costIn('eu-central-1')(config).perMonth).toBeCloseTo(0.03839 * 730 + 0.5, 6);
});

test('cheaper alternatives are estimated as stacks of their own, and none that the rules refuse', async () => {
  const offers = async (name: string) =>
    alternativesTo(await blueprintOf(name), cost).map(({ title, perMonth }) => [
      title,
      Math.round(perMonth * 100) / 100,
    ]);
  // Four addresses 0.02 in place of gateways and addresses 0.10: 0.08 × 730. One gateway and address less: 0.05 × 730.
  // Endpoints 0.06 in place of 0.10. Half the tasks 0.024685. The load balancer 0.0225. arm64: 0.04937 − 0.0395.
  expect(await offers('alb-microservices')).toEqual([
    ['tasks in public subnets', 58.4],
    ['one NAT gateway for all zones', 36.5],
    ['VPC endpoints in place of NAT', 29.2],
    ['one task of each service', 18.02],
    ['an HTTP API that finds tasks through Cloud Map, in place of the load balancer', 16.42],
    ['arm64 processors', 7.21],
  ]);
  // Endpoints 0.06, a gateway with its address 0.05, an address 0.005. There is one task already.
  expect(await offers('cloud-map-private')).toEqual([
    ['tasks in public subnets', 40.15],
    ['one NAT gateway in place of VPC endpoints', 7.3],
    ['arm64 processors', 3.6],
  ]);
  // An image of somebody else's registry is out of the endpoints' reach, and tasks on instances cannot be public.
  expect((await offers('ec2-capacity')).map(([title]) => title)).toEqual([
    'an HTTP API that finds tasks through Cloud Map, in place of the load balancer',
  ]);
});

test('what has accrued counts seconds, hours that have begun, and months of a zone that is older than half a day', async () => {
  const estimate = cost(await blueprintOf('cloud-map-private'));
  const after = (since: string, now: string) => accruedSince(since, Date.parse(now), estimate).usd;
  // Tasks for half an hour, 0.024685 / 2, and endpoints for the whole of it.
  expect(after('2026-03-01T00:00:00Z', '2026-03-01T00:30:00Z')).toBeCloseTo(0.0123425 + 0.06, 8);
  // From the last day of a month into the next one: 24 hours, and two months of the zone.
  expect(after('2026-03-31T12:00:00Z', '2026-04-01T12:00:00Z')).toBeCloseTo(24 * 0.084685 + 1, 8);
});
