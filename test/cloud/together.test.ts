import { DescribeRepositoriesCommand } from '@aws-sdk/client-ecr';
import {
  DeleteSubnetCommand,
  DescribeAddressesCommand,
  DescribeInternetGatewaysCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  type EC2Client,
} from '@aws-sdk/client-ec2';
import { DescribeServicesCommand, DescribeTasksCommand, ListTasksCommand } from '@aws-sdk/client-ecs';
import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTagsCommand,
  DescribeTargetGroupsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  DescribeNatGatewaysCommand,
  DescribeRouteTablesCommand,
  DescribeVpcEndpointsCommand,
} from '@aws-sdk/client-ec2';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Senders, ServiceId } from '../../src/aws/services.js';
import { SentChanges } from '../../src/cloud/lately.js';
import { rules } from '../../src/cloud/questions.js';
import { together } from '../../src/cloud/together.js';
import { sendersOf } from '../../src/cloud/whose-call.js';
import { blueprintOf, Project } from '../e2e/project.js';
import { openRig, type Rig } from '../e2e/rig.js';

/** Questions of one moment: each gets what it would have got alone, and few calls leave. */

const turned = { ms: 0, pass: { leaves: () => {}, refused: () => {}, ends: () => {} } };
let now = 0;
const wiring = { turn: async () => turned, clock: { now: () => now }, changes: new SentChanges() };

let rig: Rig;
let calls: string[] = [];
let senders: Senders;
beforeAll(async () => {
  rig = await openRig();
  for (const name of ['alb-microservices', 'cli-walkthrough'])
    expect((await new Project(rig, name).up(await blueprintOf(name))).failures).toEqual([]);
  senders = together(rig.clients as unknown as Senders, {
    ...wiring,
    async turn({ service, operation }) {
      calls.push(`${service}:${operation}`);
      return turned;
    },
  });
});
afterAll(() => rig.close());

type Ask = (id: string) => object;
interface Question {
  readonly service: ServiceId;
  readonly operation: string;
  readonly ask: Ask;
  /** What is there. */
  readonly ids: () => Promise<readonly string[]>;
  readonly unknown: string;
}

const arns = (found: readonly (string | undefined)[] | undefined): string[] => (found ?? []).flatMap((it) => it ?? []);
const account = 'arn:aws:elasticloadbalancing:us-east-1:000000000000:';
const ec2 = <K extends string>(
  operation: string,
  Made: new (input: never) => object,
  member: K,
  list: string,
  id: string,
  unknown: string,
): Question => ({
  ...{ service: 'ec2', operation, unknown },
  ask: (it) => new Made({ [member]: [it] } as never),
  ids: async () => {
    const found = (await rig.clients.ec2.send(
      new Made({} as never) as Parameters<EC2Client['send']>[0],
    )) as unknown as {
      readonly [list: string]: readonly { readonly [member: string]: string }[];
    };
    return arns(found[list]?.map((it) => it[id]));
  },
});
const elb = (
  operation: string,
  Made: new (input: never) => object,
  member: string,
  ids: () => Promise<string[]>,
  unknown: string,
): Question => ({
  ...{ service: 'elbv2', operation, ids, unknown: `${account}${unknown}` },
  ask: (it) => new Made({ [member]: [it] } as never),
});
const balancers = async () =>
  arns(
    (await rig.clients.elbv2.send(new DescribeLoadBalancersCommand({}))).LoadBalancers?.map((it) => it.LoadBalancerArn),
  );
const groups = async () =>
  arns(
    (await rig.clients.elbv2.send(new DescribeTargetGroupsCommand({}))).TargetGroups?.map((it) => it.TargetGroupArn),
  );
const listeners = async () =>
  (
    await Promise.all(
      (await balancers()).map(async (LoadBalancerArn) =>
        arns(
          (await rig.clients.elbv2.send(new DescribeListenersCommand({ LoadBalancerArn }))).Listeners?.map(
            (it) => it.ListenerArn,
          ),
        ),
      ),
    )
  ).flat();
const listenerRules = async () =>
  (
    await Promise.all(
      (await listeners()).map(async (ListenerArn) =>
        arns((await rig.clients.elbv2.send(new DescribeRulesCommand({ ListenerArn }))).Rules?.map((it) => it.RuleArn)),
      ),
    )
  ).flat();
const cluster = 'alb-microservices';
const questions: readonly Question[] = [
  ec2(
    'DescribeSecurityGroups',
    DescribeSecurityGroupsCommand,
    'GroupIds',
    'SecurityGroups',
    'GroupId',
    'sg-0123456789abcdef0',
  ),
  ec2(
    'DescribeSecurityGroupRules',
    DescribeSecurityGroupRulesCommand,
    'SecurityGroupRuleIds',
    'SecurityGroupRules',
    'SecurityGroupRuleId',
    'sgr-0123456789abcdef0',
  ),
  ec2('DescribeVpcs', DescribeVpcsCommand, 'VpcIds', 'Vpcs', 'VpcId', 'vpc-0123456789abcdef0'),
  ec2(
    'DescribeInternetGateways',
    DescribeInternetGatewaysCommand,
    'InternetGatewayIds',
    'InternetGateways',
    'InternetGatewayId',
    'igw-0123456789abcdef0',
  ),
  ec2(
    'DescribeAddresses',
    DescribeAddressesCommand,
    'AllocationIds',
    'Addresses',
    'AllocationId',
    'eipalloc-0123456789abcdef0',
  ),
  ec2('DescribeSubnets', DescribeSubnetsCommand, 'SubnetIds', 'Subnets', 'SubnetId', 'subnet-0123456789abcdef0'),
  ec2(
    'DescribeRouteTables',
    DescribeRouteTablesCommand,
    'RouteTableIds',
    'RouteTables',
    'RouteTableId',
    'rtb-0123456789abcdef0',
  ),
  ec2(
    'DescribeNatGateways',
    DescribeNatGatewaysCommand,
    'NatGatewayIds',
    'NatGateways',
    'NatGatewayId',
    'nat-0123456789abcdef0',
  ),
  ec2(
    'DescribeVpcEndpoints',
    DescribeVpcEndpointsCommand,
    'VpcEndpointIds',
    'VpcEndpoints',
    'VpcEndpointId',
    'vpce-0123456789abcdef0',
  ),
  elb('DescribeTags', DescribeTagsCommand, 'ResourceArns', groups, 'targetgroup/x/0123456789abcdef'),
  elb('DescribeTargetGroups', DescribeTargetGroupsCommand, 'TargetGroupArns', groups, 'targetgroup/x/0123456789abcdef'),
  elb(
    'DescribeListeners',
    DescribeListenersCommand,
    'ListenerArns',
    listeners,
    'listener/app/x/0123456789abcdef/0123456789abcdef',
  ),
  elb(
    'DescribeRules',
    DescribeRulesCommand,
    'RuleArns',
    listenerRules,
    'listener-rule/app/x/0123456789abcdef/0123456789abcdef/0123456789abcdef',
  ),
  elb(
    'DescribeLoadBalancers',
    DescribeLoadBalancersCommand,
    'LoadBalancerArns',
    balancers,
    'loadbalancer/app/x/0123456789abcdef',
  ),
  {
    ...{ service: 'ecr', operation: 'DescribeRepositories', unknown: 'none' },
    ask: (it) => new DescribeRepositoriesCommand({ repositoryNames: [it] }),
    ids: async () =>
      arns(
        (await rig.clients.ecr.send(new DescribeRepositoriesCommand({}))).repositories?.map((it) => it.repositoryName),
      ),
  },
  {
    ...{ service: 'ecs', operation: 'DescribeServices', unknown: 'none' },
    ask: (it) => new DescribeServicesCommand({ cluster, services: [it], include: ['TAGS'] }),
    ids: async () => ['books', 'authors'],
  },
  {
    ...{ service: 'ecs', operation: 'DescribeTasks', unknown: '0123456789abcdef0123456789abcdef' },
    ask: (it) => new DescribeTasksCommand({ cluster, tasks: [it] }),
    ids: async () => arns((await rig.clients.ecs.send(new ListTasksCommand({ cluster }))).taskArns),
  },
];

const send = (to: Senders, { service, ask }: Question, id: string): Promise<object> =>
  (to[service] as unknown as { send(command: object): Promise<object> })
    .send(ask(id))
    .catch((error: Error) => ({ error: error.name, message: error.message }));
const told = (answer: object): object => {
  const { $metadata: _, ...rest } = answer as { $metadata?: object };
  return rest;
};

test('all operations that are put together are asked here', () => {
  const named = Object.entries(rules).flatMap(([service, its]) => Object.keys(its).map((it) => `${service}:${it}`));
  expect(questions.map(({ service, operation }) => `${service}:${operation}`).toSorted()).toEqual(named.toSorted());
});

test.each(questions.map((it) => [`${it.service}:${it.operation}`, it] as const))(
  '%s: each gets what it would have got alone, in one call; one that is gone spoils nobody else’s answer',
  async (name, question) => {
    const ids = await question.ids();
    expect(ids.length).toBeGreaterThan(
      name === 'elbv2:DescribeListeners' || name === 'elbv2:DescribeLoadBalancers' ? 1 : 0,
    );
    const alone = await Promise.all(ids.map((id) => send(rig.clients as unknown as Senders, question, id)));
    calls = [];
    const asked = await Promise.all([...ids, ...ids].map((id) => send(senders, question, id)));
    const most = rules[question.service]?.[question.operation]?.most ?? 1;
    expect(calls).toHaveLength(Math.ceil(ids.length / most));
    expect(asked.map(told)).toEqual([...alone, ...alone].map(told));

    const gone = await send(rig.clients as unknown as Senders, question, question.unknown);
    const withGone = await Promise.all([...ids, question.unknown].map((id) => send(senders, question, id)));
    expect(withGone.map(told)).toEqual([...alone, gone].map(told));
  },
);

test('what is asked by the values of a filter is put together, too, and what differs otherwise is not', async () => {
  const { Subnets = [] } = await rig.clients.ec2.send(new DescribeSubnetsCommand({}));
  const ids = arns(Subnets.map(({ SubnetId }) => SubnetId));
  calls = [];
  const by = (id: string, more: object = {}) =>
    senders.ec2.send(new DescribeSubnetsCommand({ Filters: [{ Name: 'subnet-id', Values: [id] }], ...more }));
  const found = await Promise.all(ids.map((id) => by(id)));
  expect(found.map((it) => it.Subnets?.map(({ SubnetId }) => SubnetId))).toEqual(ids.map((id) => [id]));
  expect(calls).toEqual(['ec2:DescribeSubnets']);
  await Promise.all([by(ids[0] ?? ''), by(ids[1] ?? '', { MaxResults: 5 })]);
  expect(calls).toHaveLength(3);
});

test('who asks for no step is given no answer to a question that left before', async () => {
  const { Subnets = [] } = await rig.clients.ec2.send(new DescribeSubnetsCommand({}));
  const ask = () => senders.ec2.send(new DescribeSubnetsCommand({ SubnetIds: [Subnets[0]?.SubnetId ?? ''] }));
  calls = [];
  const first = ask();
  await new Promise((later) => setImmediate(later));
  await new Promise((later) => setImmediate(later));
  await Promise.all([first, ask()]);
  expect(calls).toHaveLength(2);
});

/** EC2 that answers in this way. */
function answering(answer: (command: { readonly input: object }, count: number) => Promise<object>) {
  let count = 0;
  const send = (command: { readonly input: object }) => answer(command, ++count);
  const senders = together({ ec2: { send }, s3: { send } } as unknown as Senders, {
    ...wiring,
    changes: new SentChanges(),
  });
  const { ec2, s3 } = senders;
  return { ec2, s3, count: () => count, as: (step: string, part?: string) => sendersOf(step, senders, part).ec2 };
}
const failing = (name: string) => async (): Promise<object> => {
  throw Object.assign(new Error(name), { name });
};
const subnet = (id: string) => new DescribeSubnetsCommand({ SubnetIds: [id] });
const outcomes = async (asked: readonly Promise<unknown>[]) =>
  (await Promise.allSettled(asked)).map((it) => (it.status === 'rejected' ? (it.reason as Error).name : it.value));

test('what came too fast is not asked more often for it, and the same thing that is gone is asked for once', async () => {
  const throttled = answering(failing('RequestLimitExceeded'));
  const asked = ['subnet-1', 'subnet-2', 'subnet-3'].map((id) => throttled.ec2.send(subnet(id)));
  expect(await outcomes(asked)).toEqual(Array(3).fill('RequestLimitExceeded'));
  expect(throttled.count()).toBe(1);
  const gone = answering(failing('InvalidSubnetID.NotFound'));
  const same = ['subnet-1', 'subnet-1', 'subnet-1'].map((id) => gone.ec2.send(subnet(id)));
  expect(await outcomes(same)).toEqual(Array(3).fill('InvalidSubnetID.NotFound'));
  expect(gone.count()).toBe(1);
});

test('who asks alone sends each question, also where it is the same', async () => {
  let count = 0;
  const send = async ({ input }: { readonly input: object }) => ({ ...input, number: ++count });
  const { ec2 } = together({ ec2: { send } } as unknown as Senders, { ...wiring, asksAlone: true });
  const asked = ['subnet-1', 'subnet-1', 'subnet-2'].map((id) => ec2.send(subnet(id)));
  expect(await Promise.all(asked)).toMatchObject([
    { SubnetIds: ['subnet-1'], number: 1 },
    { SubnetIds: ['subnet-1'], number: 2 },
    { SubnetIds: ['subnet-2'], number: 3 },
  ]);
});

test('where there is more of an answer, each asks for itself; what can be read once only is given to one', async () => {
  const { ec2, count } = answering(async ({ input }) => {
    const { SubnetIds = [] } = input as { readonly SubnetIds?: string[] };
    return { Subnets: SubnetIds.map((SubnetId) => ({ SubnetId })), ...(SubnetIds.length > 1 && { NextToken: 'more' }) };
  });
  const found = await Promise.all(['subnet-1', 'subnet-2'].map((id) => ec2.send(subnet(id))));
  expect(found.map(({ Subnets }) => Subnets)).toEqual([[{ SubnetId: 'subnet-1' }], [{ SubnetId: 'subnet-2' }]]);
  expect(count()).toBe(3);
  const objects = answering(async (_, number) => ({ Body: { number } }));
  const read = () => objects.s3.send(new GetObjectCommand({ Bucket: 'states', Key: 'shop.json' }));
  expect(await Promise.all([read(), read()])).toMatchObject([{ Body: { number: 1 } }, { Body: { number: 2 } }]);
});

/** EC2 that answers with each subnet that is asked for, and the number of the call. */
const numbering = () =>
  answering(async ({ input }, number) => ({
    Subnets: ((input as { readonly SubnetIds?: string[] }).SubnetIds ?? []).map((SubnetId) => ({
      SubnetId,
      VpcId: String(number),
    })),
  }));
type Asker = ReturnType<ReturnType<typeof answering>['as']>;
/** Which call has answered. */
const askedBy = async (it: Asker, id = 'subnet-1') => (await it.send(subnet(id))).Subnets?.[0]?.VpcId;

test('what one step was answered, others are told for half a minute; who asks again is told what is new', async () => {
  const cloud = numbering();
  const [one, two, three] = [cloud.as('one'), cloud.as('two'), cloud.as('three')];
  expect(await askedBy(one)).toBe('1');
  now += 29_999;
  expect(await askedBy(two)).toBe('1');
  expect(await askedBy(one)).toBe('2');
  // The latest, and each once.
  expect(await askedBy(two)).toBe('2');
  expect(await askedBy(two)).toBe('3');
  now += 30_001;
  expect(await askedBy(three)).toBe('4');
});

test('each is told its own part of what others have asked together, and joins what is still under way', async () => {
  const cloud = numbering();
  const [one, two, three] = [cloud.as('one'), cloud.as('two'), cloud.as('three')];
  const both = [one.send(subnet('subnet-1')), two.send(subnet('subnet-2'))];
  await new Promise((later) => setImmediate(later));
  const joined = await three.send(subnet('subnet-2'));
  expect(joined).toEqual({ Subnets: [{ SubnetId: 'subnet-2', VpcId: '1' }] });
  await Promise.all(both);
  expect(await askedBy(one, 'subnet-2')).toBe('2');
  expect(await askedBy(three, 'subnet-3')).toBe('3');
});

test('nobody is told what may be older than a change: not from before it, and not from while it was under way', async () => {
  let release = (): void => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  const cloud = answering(async ({ input }, number) => {
    if (!('SubnetIds' in input)) await released;
    return { Subnets: [{ SubnetId: 'subnet-1', VpcId: String(number) }] };
  });
  const [one, two, three, four] = [cloud.as('one'), cloud.as('two'), cloud.as('three'), cloud.as('four')];
  expect(await askedBy(one)).toBe('1');
  const change = one.send(new DeleteSubnetCommand({ SubnetId: 'subnet-1' }));
  await new Promise((later) => setImmediate(later));
  expect(await askedBy(two)).toBe('3');
  release();
  await change;
  expect(await askedBy(three)).toBe('4');
  expect(await askedBy(four)).toBe('4');
});

test('a part of a step that looks after it is told what it was told, once', async () => {
  const cloud = numbering();
  const [step, part] = [cloud.as('one'), cloud.as('one', 'traffic')];
  expect(await askedBy(step)).toBe('1');
  expect(await askedBy(part)).toBe('1');
  expect(await askedBy(part)).toBe('2');
});

test('what failed for one is asked anew by the next, and so is what has more pages than one', async () => {
  const failed = answering(async (_, number) => {
    if (number === 1) throw Object.assign(new Error('slow'), { name: 'RequestLimitExceeded' });
    return { Subnets: [{ SubnetId: 'subnet-1', VpcId: String(number) }] };
  });
  await expect(askedBy(failed.as('one'))).rejects.toThrow('slow');
  expect(await askedBy(failed.as('two'))).toBe('2');
  const paged = answering(async (_, number) => ({
    Subnets: [{ SubnetId: 'subnet-1', VpcId: String(number) }],
    NextToken: 'more',
  }));
  const ids = ['subnet-1', 'subnet-2'];
  await Promise.all(ids.map((id) => paged.as(id).send(subnet(id))));
  expect(paged.count()).toBe(3);
  expect(await askedBy(paged.as('third'))).toBe('4');
});
