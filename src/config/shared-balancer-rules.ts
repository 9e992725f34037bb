import { balancerAttributeNames } from './balancer-attributes.js';
import type { Finding } from './finding.js';
import type { Path } from './member-path.js';
import { balancerOf, existingBalancerOf, membersOfBalancer } from './placement.js';
import { placedRules, type PlacedRule } from './rule-priorities.js';
import type { Shape } from './shape.js';
import type { ValidPart } from './valid-part.js';

/** The rules about a load balancer that exists already: its listener gets rules, and nothing of it is changed. */
type Checked = ValidPart<Shape>;

const balancer: Path = ['ingress', 'loadBalancer'];
const arn: Path = [...balancer, 'arn'];

export function changesToExistingBalancer({ ingress }: Checked): Finding[] {
  const said = ingress?.loadBalancer;
  if (said?.arn === undefined) return [];
  return (['name', 'shared', ...balancerAttributeNames] as const)
    .filter((member) => said[member] !== undefined)
    .map((member) => ({
      at: [[...balancer, member]] as const,
      message: `\`${member}\` is a setting of a load balancer of the stack, and this one exists already: nothing of it is changed`,
      hint: `remove it, or \`ingress.loadBalancer.arn\``,
      other: arn,
    }));
}

export function listenerOfNoBalancer({ ingress }: Checked): Finding[] {
  const said = ingress?.loadBalancer;
  if (said?.listener === undefined || said.arn !== undefined) return [];
  return [
    {
      at: [[...balancer, 'listener']],
      message: '`listener` is the port of a listener that exists already, and the load balancer of a stack has its own',
      hint: 'remove it, or name the load balancer that has it: `ingress.loadBalancer.arn`',
      restsOn: [[...balancer, 'listener'], arn],
    },
  ];
}

/** It is the security group of the load balancer that is opened. One that exists already is refused above. */
export function sharedWithoutBalancer(config: Checked): Finding[] {
  const { ingress } = config;
  const said = ingress?.loadBalancer;
  if (said?.shared !== true || said.arn !== undefined || ingress?.type === undefined || balancerOf(config)) return [];
  const at: Path = [...balancer, 'shared'];
  return [
    {
      at: [at],
      message: 'other stacks can share a load balancer, and the ingress of this one has none',
      hint: 'remove it; or set ingress.type to "alb", or ingress.via to "alb" behind an HTTP API',
      restsOn: [at, ...membersOfBalancer],
    },
  ];
}

/** An HTTP API would have to be let in to it, by a rule of a security group that is not the stack's. */
export function existingBalancerElsewhere({ ingress }: Checked): Finding[] {
  if (ingress?.loadBalancer?.arn === undefined || ingress.type === undefined || ingress.type === 'alb') return [];
  const isBehindApi = ingress.type === 'http-api' && ingress.via === 'alb';
  return [
    {
      at: [arn],
      message: isBehindApi
        ? 'an HTTP API can only be let in to a load balancer of the stack: nothing of this one is changed, its security groups neither'
        : `the ingress is "${ingress.type}", which has no load balancer`,
      hint: 'set ingress.type to "alb", or remove `ingress.loadBalancer.arn`',
      restsOn: membersOfBalancer,
    },
  ];
}

export function existingBalancerWithoutNetwork(config: Checked): Finding[] {
  if (!existingBalancerOf(config) || !config.network || config.network.existing) return [];
  return [
    {
      at: [arn],
      message: 'a load balancer reaches the tasks of its own VPC, and this stack would make another one',
      hint: 'name its VPC and subnets: `network: {existing: {vpc: vpc-…, private: [subnet-…, subnet-…]}}`',
      restsOn: [['network', 'existing'], ...membersOfBalancer],
    },
  ];
}

/** Its listener has its own certificates. */
export function certificateOfExistingListener(config: Checked): Finding[] {
  if (!existingBalancerOf(config) || config.ingress?.domain?.certificate === undefined) return [];
  const at: Path = ['ingress', 'domain', 'certificate'];
  return [
    {
      at: [at],
      message: 'the listener of a load balancer that exists already has certificates of its own, and gets no other one',
      hint: 'remove it: it is looked whether one of them is for the domain',
      other: arn,
      restsOn: [at, ...membersOfBalancer],
    },
  ];
}

/** What a rule of others does not take goes to the default action of the listener, and that is not the stack's. */
export function takersOfAll(config: Checked): Finding[] {
  if (!existingBalancerOf(config) || config.ingress?.domain) return [];
  return placedRules(config)
    .filter((rule) => rule.isForTheRest || takesAll(rule))
    .map(({ at, isForTheRest }) => ({
      at: [at] as const,
      message: isForTheRest
        ? "what no rule takes goes to the default action of the listener, which is not the stack's"
        : 'the rule takes every request of the listener that no other rule takes, whatever name it is made to',
      hint: 'add `host: api.example.com`, or `ingress.domain`: then rules without a host take what is sent to it',
      other: arn,
      restsOn: [at, ['ingress', 'domain'], ...membersOfBalancer],
    }));
}

const takesAll = ({ conditions }: PlacedRule): boolean =>
  conditions.length > 0 &&
  conditions.every(
    ({ field, values }) => (field === 'path' || field === 'host') && values.some((it) => /^\/?\*+$/.test(it)),
  );
