import { expect, test } from '@jest/globals';
import { quotas } from '../../../src/facts/quotas.js';
import { mostRulesForEach } from '../../../src/config/common-group.js';
import { wantWithPlaceholders } from '../../../src/placeholder-want.js';
import type { Step } from '../../../src/step.js';
import { stackOf } from '../../../steps/stack/index.js';
import { configOf, where } from '../config.js';

/** A stack of many services: no security group gets more rules than EC2 takes, and no task lets in more than before. */

interface Rule {
  readonly GroupId: string;
  readonly Direction: string;
  readonly Port: number | 'all';
  readonly Peer: string;
}
interface Placed {
  readonly networkConfiguration: { readonly securityGroups: object };
}
const wantsOf = <T>(steps: readonly Step[], type: string): T[] =>
  steps.filter(({ resource }) => resource.type === type).map((step) => wantWithPlaceholders(step) as T);

const kinds = {
  'an HTTP API': { service: { discovery: { type: 'srv', ttl: 60 }, route: true }, more: {} },
  'a load balancer': { service: { rule: true }, more: { ingress: { type: 'alb' }, namespace: undefined } },
  'VPC endpoints and no ingress': {
    service: {},
    more: { ingress: { type: 'none' }, namespace: undefined, network: { egress: 'endpoints' } },
  },
} as const;

/** So many services, at `ports` different ports in turn. */
function steps(kind: keyof typeof kinds, count: number, ports = 1): readonly Step[] {
  const { service, more } = kinds[kind];
  const named = Array.from({ length: count }, (_, at): [string, object] => [
    `s${at}`,
    {
      ...(kind === 'VPC endpoints and no ingress' ? { repository: `s${at}`, tag: '1' } : { image: 'nginx:1.27' }),
      port: 8080 + (at % ports),
      ...('discovery' in service && { discovery: service.discovery }),
      ...('route' in service && { routes: [`ANY /s${at}`] }),
      ...('rule' in service && { rules: [{ path: `/s${at}/*`, priority: at + 1 }] }),
    },
  ]);
  return stackOf(configOf({ ...more, services: Object.fromEntries(named) }), where).steps;
}

/** The most rules of one direction in one group. */
function mostIn(rules: readonly Rule[]): number {
  const counts = new Map<string, number>();
  for (const { GroupId, Direction } of rules)
    counts.set(`${GroupId} ${Direction}`, (counts.get(`${GroupId} ${Direction}`) ?? 0) + 1);
  return Math.max(...counts.values());
}

test.each(
  Object.keys(kinds).flatMap((kind) =>
    ([1, mostRulesForEach, mostRulesForEach + 1, 100] as const).flatMap((count) =>
      [1, 20].map((ports): [keyof typeof kinds, number, number] => [kind as keyof typeof kinds, count, ports]),
    ),
  ),
)('%s with %i services at %i ports: no group has more rules than it may have', (kind, count, ports) => {
  const rules = wantsOf<Rule>(steps(kind, count, ports), 'security-group-rule');
  const { value } = quotas['security-group-rules'];
  expect(mostIn(rules)).toBeLessThanOrEqual(value);
  // While one more service replaces the rules of each by those for all, both are there.
  const shared = rules.filter(({ Peer }) => Peer === 'tasks-security-group');
  expect(mostRulesForEach + shared.length).toBeLessThanOrEqual(value);
});

test.each(Object.keys(kinds) as (keyof typeof kinds)[])(
  '%s: of many, each task lets in what it lets in of few',
  (kind) => {
    const ownRules = (count: number) =>
      wantsOf<Rule>(steps(kind, count, 20), 'security-group-rule').filter(
        ({ GroupId, Direction }) => GroupId === 's7-security-group' && Direction === 'ingress',
      );
    expect(ownRules(100)).toEqual(ownRules(50));
    // The group that all bear lets nobody in.
    const all = wantsOf<Rule>(steps(kind, 100, 20), 'security-group-rule');
    expect(all.filter((it) => it.GroupId === 'tasks-security-group' && it.Direction === 'ingress')).toEqual([]);
    for (const { networkConfiguration } of wantsOf<Placed>(steps(kind, 51), 'ecs-service'))
      expect(JSON.stringify(networkConfiguration.securityGroups)).toContain('tasks-security-group');
  },
);
