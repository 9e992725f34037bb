import {
  DescribeLoadBalancersCommand,
  LoadBalancerNotFoundException,
  type LoadBalancer as LiveLoadBalancer,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { by } from '../../../src/list-rules.js';
import { absent, broken, ready, required, resource, step, type Cloud, type StepOf } from '../../../src/step.js';
import { outOfBalancer } from '../load-balancer/out.js';
import { groupThatReaches, groupsOf, subnetsOf, whyOutOfReach, type Targets } from './reach.js';

interface ExistingLoadBalancerWant {
  readonly LoadBalancerArn: string;
  /** The VPC that it must be in: it reaches no other one by address. */
  readonly VpcId: string;
  /** What it has to reach: for each service and port the subnets and the security groups that its tasks are in. */
  readonly Targets: readonly Targets[];
}

export const existingLoadBalancerResource = resource({
  type: 'existing-load-balancer',
  lookup: true,
  lists: { Targets: by('Service', 'Port'), 'Targets.Subnets': 'set', 'Targets.SecurityGroups': 'set' },
  fixed: ['LoadBalancerArn', 'VpcId', 'Targets'],

  async create(cloud, want: ExistingLoadBalancerWant) {
    const { refused } = await looked(cloud, want);
    if (refused !== undefined) throw new Error(refused);
    return { ...want };
  },

  async find() {
    return [];
  },

  // It is read in every run, because its owner may have deleted it, or have changed what it reaches.
  async read(cloud, want) {
    const { balancer, groupId = '', refused } = await looked(cloud, want);
    if (!balancer) return absent;
    if (refused !== undefined) return broken(refused);
    return ready({ ...outOfBalancer(balancer), groupId }, { ...want });
  },

  async delete() {},
});
export type ExistingLoadBalancer = StepOf<typeof existingLoadBalancerResource>;

interface Looked {
  readonly balancer?: LiveLoadBalancer;
  /** The one of its security groups that tasks let in. */
  readonly groupId?: string;
  readonly refused?: string;
}

async function looked(cloud: Cloud, want: ExistingLoadBalancerWant): Promise<Looked> {
  const balancer = await balancerAt(cloud, want.LoadBalancerArn);
  const refused = problemWith(balancer, want, cloud.region);
  if (!balancer || refused !== undefined)
    return { ...(balancer && { balancer }), ...(refused !== undefined && { refused }) };
  const subnets = await subnetsOf(cloud, want.Targets);
  const groups = await groupsOf(cloud, balancer.SecurityGroups ?? []);
  const outOfReach = whyOutOfReach(want.Targets, { balancer, subnets, groups });
  return {
    balancer,
    ...(outOfReach === undefined
      ? {
          groupId: required(
            groupThatReaches(want.Targets, { subnets, groups }),
            'a security group of the load balancer',
          ),
        }
      : { refused: outOfReach }),
  };
}

/** That of another account is not found either. */
async function balancerAt({ elbv2 }: Cloud, arn: string): Promise<LiveLoadBalancer | undefined> {
  const asked = elbv2.send(new DescribeLoadBalancersCommand({ LoadBalancerArns: [arn] }));
  const { LoadBalancers } = await asked.catch((error: unknown) => {
    if (error instanceof LoadBalancerNotFoundException) return { LoadBalancers: [] };
    throw error;
  });
  return LoadBalancers?.[0];
}

function problemWith(
  balancer: LiveLoadBalancer | undefined,
  { LoadBalancerArn: arn, VpcId }: ExistingLoadBalancerWant,
  region: string,
): string | undefined {
  if (!balancer) return `${arn} does not exist in ${region}, or is not of this account`;
  const { Type, State: { Code, Reason = '' } = {} } = balancer;
  if (Type !== 'application')
    return `${arn} is a load balancer of the type ${Type}, and rules are of the type application`;
  // `active_impaired`: it serves requests and cannot scale.
  if (Code !== 'active' && Code !== 'active_impaired') return `${arn} is ${Code}${Reason && `: ${Reason}`}`;
  if (balancer.VpcId === VpcId) return undefined;
  return `${arn} is in ${balancer.VpcId}, and the tasks are in ${VpcId}: name its VPC, and subnets of that, in network.existing`;
}

/**
 * A load balancer that exists already. It is never changed or deleted.
 * @param options.targets what it has to reach
 */
export const existingLoadBalancer = (
  name: string,
  { arn, vpcId, targets }: { arn: string; vpcId: string; targets: readonly Targets[] },
) =>
  step({
    name,
    resource: existingLoadBalancerResource,
    needs: {},
    why: 'The existing load balancer that the config names; it is used and never changed',
    want: (): ExistingLoadBalancerWant => ({ LoadBalancerArn: arn, VpcId: vpcId, Targets: targets }),
  });
