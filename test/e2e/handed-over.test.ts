import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTargetHealthCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { isMutating } from '../../src/is-mutating.js';
import type { Config } from '../../src/config/schema.js';
import { inFull, longTest } from '../full.js';
import { crashing, sending, type Point } from './crash.js';
import { census, left } from './census.js';
import { blueprintOf, Project, serviceIn, variant, type Circumstances } from './project.js';
import { openRig, type Rig } from './rig.js';

/** A target group gets another name: while its tasks move, the load balancer finds them. */

let rig: Rig;
beforeAll(async () => void (rig = await openRig()));
beforeEach(() => rig.reset());
afterAll(() => rig.close());

/** The target groups that requests are sent to by now, and that have no healthy target: they would be answered 503. */
async function emptyGroups(): Promise<string[]> {
  const { elbv2 } = rig.clients;
  const { LoadBalancers = [] } = await elbv2.send(new DescribeLoadBalancersCommand({}));
  const [balancer] = LoadBalancers;
  const { Listeners = [] } = await elbv2.send(
    new DescribeListenersCommand({ LoadBalancerArn: balancer?.LoadBalancerArn }),
  );
  const [listener] = Listeners;
  const { Rules = [] } = await elbv2.send(new DescribeRulesCommand({ ListenerArn: listener?.ListenerArn }));
  const led = Rules.flatMap(({ Actions = [] }) => Actions.flatMap((it) => it.ForwardConfig?.TargetGroups ?? []));
  const empty = await Promise.all(
    led.map(async ({ TargetGroupArn = '', Weight = 1 }) => {
      if (Weight === 0) return [];
      const health = await elbv2.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
      const healthy = health.TargetHealthDescriptions?.filter((it) => it.TargetHealth?.State === 'healthy') ?? [];
      return healthy.length > 0 ? [] : [TargetGroupArn.split('/')[1] ?? ''];
    }),
  );
  return empty.flat();
}

/** Looks at each change of something, before it and after it, whether requests find a task. */
const gaps: string[] = [];
const watched = (more: Circumstances = {}): Circumstances => ({
  ...more,
  through: (cloud) =>
    sending(more.through?.(cloud) ?? cloud, async (command, send) => {
      if (!isMutating(command.constructor.name)) return send();
      for (const name of await emptyGroups()) gaps.push(`before ${command.constructor.name}: ${name}`);
      const answer = await send();
      for (const name of await emptyGroups()) gaps.push(`after ${command.constructor.name}: ${name}`);
      return answer;
    }),
});

const named = (config: Config, name: string | undefined) =>
  variant(config, (it) => {
    const [service = ''] = Object.keys(it.services);
    serviceIn(it, service).target.name = name;
  });

interface Stack {
  readonly project: Project;
  readonly first: Config;
  readonly renamed: Config;
}
async function stackIn(blueprint: string): Promise<Stack> {
  const project = new Project(rig, blueprint);
  const first = await blueprintOf(blueprint);
  expect((await project.up(first)).failures).toEqual([]);
  gaps.length = 0;
  return { project, first, renamed: named(first, 'other-targets') };
}

/** It comes to where the config is, without a gap, and stays there. */
async function arrives({ project }: Stack, config: Config): Promise<void> {
  expect((await project.up(config, watched())).failures).toEqual([]);
  expect(gaps).toEqual([]);
  expect((await rig.during(() => project.up(config))).mutating).toEqual([]);
  expect(Object.values(await project.status(config)).filter(({ state }) => state !== 'ok')).toEqual([]);
}

/** By a rule, and by what a listener does by default. */
const blueprints = ['alb-microservices', 'ec2-capacity'];

test.each(inFull(blueprints, ['ec2-capacity']))('%s: requests find a task all the time', async (blueprint) => {
  const stack = await stackIn(blueprint);
  const { done, mutating } = await rig.during(() => stack.project.up(stack.renamed, watched()));
  expect([done.failures, done.created, done.updated, done.deleted]).toEqual([[], 1, 2, 1]);
  expect(gaps).toEqual([]);
  expect(mutating.map((it) => it.replace(/Listener$|Rule$/, 'what leads there'))).toEqual([
    'elbv2:CreateTargetGroup',
    'elbv2:ModifyTargetGroupAttributes',
    'elbv2:Modifywhat leads there',
    'ecs:UpdateService',
    'elbv2:Modifywhat leads there',
    'ecs:UpdateService',
    'elbv2:DeleteTargetGroup',
  ]);
  await arrives(stack, stack.renamed);
});

const instants = ['before it left', 'when it was executed'] as const;
const points: readonly Point[] = [1, 2, 3, 4, 5, 6, 7].flatMap((call) =>
  instants.map((instant) => ({ call, instant })),
);
const ends = { 'goes on': ({ renamed }: Stack) => renamed, 'goes back': ({ first }: Stack) => first };
const all = points.flatMap((at) => (Object.keys(ends) as (keyof typeof ends)[]).map((end) => ({ ...at, end })));
const cases = inFull(all, [{ call: 4, instant: instants[1], end: 'goes back' }]);

test.each(cases)('a run dies at call $call, $instant, and the next one $end: no request is lost', async (it) => {
  const stack = await stackIn('ec2-capacity');
  const before = await census(rig);
  await crashing(stack.project, it, (circumstances) => stack.project.up(stack.renamed, watched(circumstances)));
  await arrives(stack, ends[it.end](stack));
  // There and back again, all is as it was.
  await arrives(stack, stack.first);
  expect((await census(rig))['targetGroups']).toEqual(before['targetGroups']);
});

longTest('a new name that is changed again before all have moved', async () => {
  const stack = await stackIn('ec2-capacity');
  const at = { call: 4, instant: 'before it left' } as const;
  await crashing(stack.project, at, (it) => stack.project.up(stack.renamed, it));
  await arrives(stack, named(stack.first, 'third-targets'));
  expect((await stack.project.down()).failures).toEqual([]);
  expect(left(await census(rig))).toEqual({});
});
