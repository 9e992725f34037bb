import { CreateVpcLinkCommand, ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeVpcsCommand, EC2Client, RunInstancesCommand } from '@aws-sdk/client-ec2';
import { CreateClusterCommand, DescribeClustersCommand, ECSClient } from '@aws-sdk/client-ecs';
import { DescribeTagsCommand, ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { ListHostedZonesCommand, Route53Client } from '@aws-sdk/client-route-53';
import { ListNamespacesCommand, ServiceDiscoveryClient } from '@aws-sdk/client-servicediscovery';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { meaningOf } from '../../src/aws-errors.js';
import { bucketsOf, throttleAnswerOf } from '../../src/facts/rates.js';
import { control } from '../../src/sandbox/control.js';
import { Endpoint } from '../../src/sandbox/endpoint.js';
import { InProcessHandler } from '../../src/sandbox/in-process.js';
import { openSandbox, type OpenSandbox, type SandboxOptions } from '../../src/sandbox/open.js';
import { Rates } from '../../src/sandbox/rates.js';
import { services } from '../../src/sandbox/services/index.js';
import { World } from '../../src/sandbox/world.js';
import { bucketsIn, ratedServices } from '../facts/every-bucket.js';

const region = 'us-east-1';

describe.each(ratedServices)('%s', (service) => {
  const requests = bucketsIn(service).map(({ bucket, ...it }) => ({ bucket, it: { ...it, region } }));

  test('takes the burst of each bucket at once and no more, and refills by the world’s time', () => {
    for (const { bucket, it } of requests) {
      const rates = new Rates(true);
      const smallest = Math.min(...bucketsOf(service, it.operation, it.input, region).map(({ burst }) => burst));
      let taken = 0;
      while (takes(rates, it, 0)) taken++;
      expect([bucket.name, taken]).toEqual([bucket.name, smallest]);
      const { code = '' } = throttleAnswerOf(service, it.operation) ?? {};
      expect(() => rates.take(it, 0)).toThrow(expect.objectContaining({ code }));
      expect(meaningOf({ name: code }, 'create')).toBe('throttled');
      // As long as the slowest of all needs for one.
      expect(takes(rates, it, 30_000)).toBe(true);
    }
  });

  test('has other buckets in another region, but for what AWS counts in the whole account', () => {
    for (const { bucket, it } of requests) {
      const rates = new Rates(true);
      while (takes(rates, it, 0));
      expect(takes(rates, { ...it, region: 'eu-west-1' }, 0)).toBe(!bucket.isGlobal);
    }
  });
});

function takes(rates: Rates, ...asked: Parameters<Rates['take']>): boolean {
  try {
    rates.take(...asked);
    return true;
  } catch {
    return false;
  }
}

describe('over the wire', () => {
  let now: number;
  let endpoint: Endpoint;
  let settings: object;
  beforeEach(() => {
    now = 1_700_000_000_000;
    const parts = { services, world: new World(now), realTime: () => now, speed: 60, save: async () => {} };
    endpoint = new Endpoint({ ...parts, rates: new Rates(true) });
    settings = {
      ...{ region, maxAttempts: 1, requestHandler: new InProcessHandler(endpoint), disableHostPrefix: true },
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    };
  });

  const questions: readonly [string, number, number, () => Promise<unknown>][] = [
    ['RequestLimitExceeded', 503, 100, () => new EC2Client(settings).send(new DescribeVpcsCommand({}))],
    ['ThrottlingException', 400, 50, () => new ECSClient(settings).send(new DescribeClustersCommand({}))],
    ['ThrottlingException', 400, 10, () => new CloudWatchLogsClient(settings).send(new DescribeLogGroupsCommand({}))],
    ['ThrottlingException', 400, 5, () => new ServiceDiscoveryClient(settings).send(new ListNamespacesCommand({}))],
    ['Throttling', 400, 50, () => new Route53Client(settings).send(new ListHostedZonesCommand({}))],
    [
      'ThrottlingException',
      400,
      40,
      () => new ElasticLoadBalancingV2Client(settings).send(new DescribeTagsCommand({ ResourceArns: ['arn'] })),
    ],
    ['Throttling', 400, 15, () => new IAMClient(settings).send(new GetRoleCommand({ RoleName: 'nobody' }))],
    [
      'TooManyRequestsException',
      429,
      1,
      () => new ApiGatewayV2Client(settings).send(new CreateVpcLinkCommand({ Name: 'link', SubnetIds: ['subnet-1'] })),
    ],
  ];

  test.each(questions)(
    '%s with status %i after %i calls, and again after a refill',
    async (code, status, burst, ask) => {
      const outcome = () =>
        ask().then(
          () => 200,
          (error: { name: string; $metadata: { httpStatusCode: number } }) =>
            meaningOf(error, 'create') === 'throttled' ? [error.name, error.$metadata.httpStatusCode] : 200,
        );
      for (let i = 0; i < burst; i++) expect(await outcome()).toBe(200);
      expect(await outcome()).toEqual([code, status]);
      // Half a minute of AWS's time, at this speed.
      now += 500;
      expect(await outcome()).toBe(200);
    },
  );

  test('what is refused is not done, and is among the calls', async () => {
    const ecs = new ECSClient(settings);
    const make = (at: number) => ecs.send(new CreateClusterCommand({ clusterName: `c-${at}` })).catch(() => undefined);
    for (let at = 0; at < 21; at++) await make(at);
    const { clusters } = await ecs.send(new DescribeClustersCommand({ clusters: ['c-19', 'c-20'] }));
    expect(clusters?.map(({ clusterName }) => clusterName)).toEqual(['c-19']);
    expect(endpoint.calls.all()[20]).toMatchObject({
      operation: 'CreateCluster',
      error: 'ThrottlingException',
      status: 400,
    });
  });

  test('/_sandbox/rates leaves them out, and lets them count again', async () => {
    const ask = async (method: string, body = '') => {
      const request = { method, path: '/_sandbox/rates', query: new URLSearchParams(), headers: {} };
      const { status, body: said } = await control(endpoint, { ...request, body: Buffer.from(body) });
      return [status, JSON.parse(String(said))];
    };
    const run = () => new EC2Client(settings).send(new RunInstancesCommand({ MinCount: 1, MaxCount: 1 }));
    const tooFast = async () => {
      for (let i = 0; i < 6; i++) {
        const error = await run().then(
          () => undefined,
          (it: unknown) => it,
        );
        if (meaningOf(error, 'read') === 'throttled') return true;
      }
      return false;
    };
    expect(await ask('GET')).toEqual([200, { on: true }]);
    expect(await tooFast()).toBe(true);
    expect(await ask('POST', '{"on": false}')).toEqual([200, { on: false }]);
    expect(await tooFast()).toBe(false);
    expect(await ask('POST', '{"on": 1}')).toEqual([400, { errors: [expect.stringMatching(/true or false/)] }]);
    expect(await ask('DELETE')).toEqual([200, { on: true }]);
  });
});

describe('a sandbox that is served', () => {
  const closing: OpenSandbox[] = [];
  const refusal = (options: Omit<SandboxOptions, 'command'>, message: RegExp) =>
    expect(openSandbox({ command: 'other', ...options })).rejects.toMatchObject({
      failure: { code: 'bad-usage', message: expect.stringMatching(message) },
    });
  const said = async (options: Pick<SandboxOptions, 'speed' | 'rates'>): Promise<unknown> => {
    const directory = await mkdtemp(join(tmpdir(), 'rates-'));
    try {
      const sandbox = await openSandbox({ directory, command: 'test', ...options });
      closing.push(sandbox);
      const answer = await fetch(`${sandbox.url()}/_sandbox/rates`).then((it) => it.json());
      await refusal({ ...options, directory, rates: 'off' }, /served by `test`/);
      return answer;
    } finally {
      for (const it of closing.splice(0)) await it.close();
      await rm(directory, { recursive: true });
    }
  };

  test('has rates at all speeds but instant, where nobody could keep to them', async () => {
    expect(await said({ speed: '60x' })).toEqual({ on: true });
    expect(await said({ speed: '60x', rates: 'off' })).toEqual({ on: false });
    expect(await said({ speed: 'instant' })).toEqual({ on: false });
    const contradiction = /^--rates on does not go with --sandbox-speed instant/;
    await refusal({ directory: '/none', speed: 'instant', rates: 'on' }, contradiction);
  });
});
