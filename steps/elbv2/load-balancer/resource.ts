import { DescribeNetworkInterfacesCommand } from '@aws-sdk/client-ec2';
import {
  CreateLoadBalancerCommand,
  DeleteLoadBalancerCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
  LoadBalancerNotFoundException,
  ModifyLoadBalancerAttributesCommand,
  SetSecurityGroupsCommand,
  SetSubnetsCommand,
  type LoadBalancer as LiveLoadBalancer,
  type LoadBalancerSchemeEnum as Scheme,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { all } from '../../../src/all.js';
import { wholeArn } from '../../../src/arn.js';
import {
  absent,
  firstNamed,
  broken,
  leaving,
  pending,
  ready,
  required,
  resource,
  step,
  type Cloud,
  type Need,
  type Step,
  type StepOf,
} from '../../../src/step.js';
import { fromPairs, pairsOf } from '../attributes.js';
import { idSet, type IdSet } from '../../common/id-set.js';
import type { SecurityGroup } from '../../ec2/security-group/resource.js';
import type { Subnet } from '../../ec2/subnet/resource.js';
import { upperTags } from '../../common/tags.js';
import { elbTags, retagElb } from '../tags.js';
import { partsOfBalancer } from './additions.js';
import { billing } from './billing.js';
import { fullNameOf, outOfBalancer } from './out.js';
import { script } from './script.js';
import { loadBalancerDependents } from './dependents.js';

/** The attributes are written as AWS has them: all of them texts. */
interface LoadBalancerWant {
  readonly Name: string;
  readonly Scheme: Scheme;
  readonly Subnets: IdSet;
  readonly SecurityGroups: IdSet;
  readonly 'idle_timeout.timeout_seconds': string;
  readonly 'client_keep_alive.seconds': string;
  readonly 'routing.http2.enabled': string;
  readonly 'routing.http.drop_invalid_header_fields.enabled': string;
  readonly 'routing.http.preserve_host_header.enabled': string;
  readonly 'deletion_protection.enabled': string;
}
const attributes = [
  'idle_timeout.timeout_seconds',
  'client_keep_alive.seconds',
  'routing.http2.enabled',
  'routing.http.drop_invalid_header_fields.enabled',
  'routing.http.preserve_host_header.enabled',
  'deletion_protection.enabled',
] as const;

/** Those of other types have quotas of their own. */
async function countApplicationLoadBalancers({ elbv2 }: Cloud): Promise<number> {
  const { LoadBalancers = [] } = await elbv2.send(new DescribeLoadBalancersCommand({}));
  return LoadBalancers.filter(({ Type }) => Type === 'application').length;
}

/**
 * Its listeners are deleted with it, and their rules with them.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteListener.html
 */
export const loadBalancerResource = resource({
  type: 'load-balancer',
  quota: { name: 'load-balancers', inUse: countApplicationLoadBalancers },
  uses: ['subnet', 'security-group', 'internet-gateway-attachment'],
  billing,
  pause: () => 'goes',
  script,
  // Its name is unique in the region, so no second one can be created beside it. A change of a fixed member is refused.
  fixed: ['Name', 'Scheme'],
  later: attributes,
  // With the same settings, CreateLoadBalancer answers with an existing load balancer, even another owner's: it does
  // not compare tags.
  sameName: 'returns',
  nameMember: 'Name',
  deadline: { create: 600, delete: 600 },

  async create({ elbv2, tags }, { Name, Scheme, Subnets, SecurityGroups }: LoadBalancerWant) {
    const made = await elbv2.send(
      new CreateLoadBalancerCommand({
        Name,
        Type: 'application',
        Scheme,
        Subnets: Object.keys(Subnets),
        SecurityGroups: Object.keys(SecurityGroups),
        Tags: upperTags(tags),
      }),
    );
    return required(made.LoadBalancers?.[0]?.LoadBalancerArn, 'LoadBalancerArn');
  },

  fromArn: wholeArn('elasticloadbalancing', 'loadbalancer/'),
  async find(cloud, { Name }) {
    const { LoadBalancers } = await cloud.elbv2.send(new DescribeLoadBalancersCommand({ Names: [Name] }));
    const arn = required(firstNamed(LoadBalancers, 'LoadBalancers').LoadBalancerArn, 'LoadBalancerArn');
    return [{ id: arn, tags: await elbTags(cloud, arn) }];
  },

  async read(cloud, arn) {
    const balancer = await balancerOf(cloud, arn);
    if (!balancer) return gone(cloud, arn);
    const { Code, Reason } = balancer.State ?? {};
    if (Code === 'failed') return broken(Reason);
    // `active_impaired`: it serves requests and cannot scale.
    if (Code !== 'active' && Code !== 'active_impaired') return pending(`the load balancer is ${Code}`);
    const [told, tags] = await all([attributesOf(cloud, arn), elbTags(cloud, arn)]);
    return ready(outOfBalancer(balancer), { ...live(balancer), ...fromPairs(told, attributes) }, { tags });
  },

  async update({ elbv2 }, LoadBalancerArn, want, changed) {
    const Attributes = pairsOf(want, attributes, changed);
    if (changed.includes('Subnets'))
      await elbv2.send(new SetSubnetsCommand({ LoadBalancerArn, Subnets: Object.keys(want.Subnets) }));
    if (changed.includes('SecurityGroups')) {
      const SecurityGroups = Object.keys(want.SecurityGroups);
      await elbv2.send(new SetSecurityGroupsCommand({ LoadBalancerArn, SecurityGroups }));
    }
    if (Attributes.length > 0)
      await elbv2.send(new ModifyLoadBalancerAttributesCommand({ LoadBalancerArn, Attributes }));
  },

  additions: partsOfBalancer,
  retag: retagElb,

  // Its listeners go with it. Nothing is said where it does not exist.
  async delete({ elbv2 }, LoadBalancerArn) {
    await elbv2.send(new DeleteLoadBalancerCommand({ LoadBalancerArn }));
  },

  dependents: loadBalancerDependents,
});
export type OwnLoadBalancer = StepOf<typeof loadBalancerResource>;

/** One of the stack, or one that exists already. */
export type LoadBalancer = Step<unknown, unknown, ReturnType<typeof outOfBalancer>>;

/** The error is what tells that it is gone, and not all of it is gone then: so it is not left to the runner. */
async function balancerOf({ elbv2 }: Cloud, arn: string): Promise<LiveLoadBalancer | undefined> {
  const asked = elbv2.send(new DescribeLoadBalancersCommand({ LoadBalancerArns: [arn] }));
  const { LoadBalancers } = await asked.catch((error: unknown) => {
    if (error instanceof LoadBalancerNotFoundException) return { LoadBalancers: [] };
    throw error;
  });
  return LoadBalancers?.[0];
}

async function attributesOf({ elbv2 }: Cloud, LoadBalancerArn: string) {
  return (await elbv2.send(new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn }))).Attributes;
}

/** Its network interfaces exist for minutes longer, and use their subnets, groups and public addresses. */
async function gone({ ec2 }: Cloud, arn: string) {
  const Filters = [{ Name: 'description', Values: [`ELB ${fullNameOf(arn)}`] }];
  const { NetworkInterfaces: left = [] } = await ec2.send(new DescribeNetworkInterfacesCommand({ Filters }));
  return left.length === 0 ? absent : leaving(`${left.length} network interfaces are left of it`);
}

const live = ({ LoadBalancerName, Scheme, AvailabilityZones = [], SecurityGroups }: LiveLoadBalancer) => ({
  Name: LoadBalancerName,
  Scheme,
  Subnets: idSet(AvailabilityZones.flatMap(({ SubnetId = [] }) => SubnetId)),
  SecurityGroups: idSet(SecurityGroups),
});

/** What a load balancer is told. All times are in seconds. */
interface BalancerOptions {
  readonly balancerName: string;
  readonly scheme: Scheme;
  /** Without data, until a connection is closed. */
  readonly idleTimeout: number;
  /** Until a connection of a client is closed, even if it is in use. */
  readonly keepAlive?: number;
  readonly http2?: boolean;
  readonly dropInvalidHeaders?: boolean;
  readonly preserveHost?: boolean;
  readonly deletionProtection?: boolean;
}

/**
 * Takes requests and distributes them to healthy tasks. Billed by the hour, and by its traffic (LCU). Requests with
 * malformed headers reach no task unless told otherwise. Source: https://aws.amazon.com/elasticloadbalancing/pricing/
 * @param needs.subnets in two zones at least, one in each
 * @param needs.first the steps that must come first: an internet-facing load balancer needs an internet gateway in the
 *   VPC
 */
export const loadBalancer = (
  name: string,
  needs: { subnets: readonly Subnet[]; group: SecurityGroup; first: readonly Need[] },
  options: BalancerOptions,
) =>
  step({
    name,
    resource: loadBalancerResource,
    needs,
    why:
      options.scheme === 'internal'
        ? 'Distributes requests from inside the VPC to the tasks'
        : 'Takes requests from the internet, and distributes them to the tasks',
    want: ({ subnets, group }): LoadBalancerWant => ({
      Name: options.balancerName,
      Scheme: options.scheme,
      Subnets: idSet(subnets.map(({ subnetId }) => subnetId)),
      SecurityGroups: idSet([group.groupId]),
      'idle_timeout.timeout_seconds': String(options.idleTimeout),
      'client_keep_alive.seconds': String(options.keepAlive ?? 3600),
      'routing.http2.enabled': String(options.http2 ?? true),
      'routing.http.drop_invalid_header_fields.enabled': String(options.dropInvalidHeaders ?? true),
      'routing.http.preserve_host_header.enabled': String(options.preserveHost ?? false),
      'deletion_protection.enabled': String(options.deletionProtection ?? false),
    }),
  });
