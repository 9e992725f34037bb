import { latencies } from '../../../../facts/latencies.js';
import {
  CreateLoadBalancerCommand,
  type CreateLoadBalancerInput,
  type LoadBalancer,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { refuseBeyond } from '../../../quotas.js';
import { AwsError, on, timer, type Context } from '../../../service.js';
import type { SecurityGroupRow, SubnetRow } from '../../ec2/tables.js';
import { awsZoneOf } from '../../route53/aws-zones.js';
import { newDnsName, newLoadBalancerArn } from '../arns.js';
import { defaultsOf } from '../attributes.js';
import { loadBalancerAttributes } from './load-balancer-attributes.js';
import { attachInterfaces, checkedGroups, checkedSubnets, checkRoom } from './load-balancer-network.js';
import { notInSandbox, checkedName, refuseOtherMembers, validationError } from '../refusals.js';
import { loadBalancers, type LoadBalancerRow } from '../tables.js';
import { checkedTags } from '../tags.js';
import { updateAllTargetHealth } from '../targets/target-health.js';

export const loadBalancerCreationOperations = [
  /**
   * The same settings again give what is there; tags are not compared.
   * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
   */
  on(CreateLoadBalancerCommand, (input, context) => {
    const settings = checked(context, input);
    const existing = loadBalancers(context).find(({ balancer }) => balancer.LoadBalancerName === settings.name);
    const row = existing ? sameAs(existing, settings) : create(context, settings);
    return { LoadBalancers: [shownLoadBalancer(row)] };
  }),
];

/** As it is described. */
export const shownLoadBalancer = ({ balancer }: LoadBalancerRow): LoadBalancer => structuredClone(balancer);

const provisioning = latencies['load-balancer active'].usual;

export const loadBalancerActive = timer<{ arn: string }>('elbv2/load-balancer-active', (context, { arn }) => {
  const row = loadBalancers(context).get(arn);
  if (!row) return;
  row.balancer.State = { Code: 'active' };
  updateAllTargetHealth(context);
});

function checked(context: Context, input: CreateLoadBalancerInput) {
  const { Type = 'application', IpAddressType = 'ipv4', Scheme = 'internet-facing' } = input;
  if (Type !== 'application') throw notInSandbox(`${Type} load balancers`);
  if (IpAddressType !== 'ipv4') throw notInSandbox('IPv6');
  refuseOtherMembers(input, ['CustomerOwnedIpv4Pool', 'EnablePrefixForIpv6SourceNat', 'IpamPools']);
  const name = checkedName(input.Name, 'load balancer');
  if (name.startsWith('internal-'))
    throw validationError(`The load balancer name '${name}' cannot begin with 'internal-'`);
  const subnets = checkedSubnets(context, input, Scheme);
  const groups = checkedGroups(context, input.SecurityGroups, subnets[0]?.VpcId ?? '');
  return { name, Scheme, subnets, groups, tags: checkedTags(input.Tags) };
}
type Settings = ReturnType<typeof checked>;

function sameAs(row: LoadBalancerRow, { name, Scheme, subnets, groups }: Settings): LoadBalancerRow {
  const { balancer } = row;
  const same =
    balancer.Scheme === Scheme &&
    sameSet(
      subnets.map(({ SubnetId }) => SubnetId),
      balancer.AvailabilityZones.map(({ SubnetId }) => SubnetId),
    ) &&
    sameSet(
      groups.map(({ GroupId }) => GroupId),
      balancer.SecurityGroups,
    );
  if (same) return row;
  const message = `A load balancer with the same name '${name}' exists, but with different settings`;
  throw new AwsError('DuplicateLoadBalancerNameException', message);
}

const sameSet = (some: readonly unknown[], others: readonly unknown[]) =>
  JSON.stringify(some.toSorted()) === JSON.stringify(others.toSorted());

function create(context: Context, { name, Scheme, subnets, groups, tags }: Settings): LoadBalancerRow {
  const exceeded = () => 'The maximum number of load balancers has been reached';
  refuseBeyond(context, 'load-balancers', loadBalancers(context).size + 1, exceeded);
  checkRoom(context, subnets);
  const balancer: LoadBalancerRow['balancer'] = {
    LoadBalancerArn: newLoadBalancerArn(context, name),
    DNSName: newDnsName(context, name, Scheme),
    CanonicalHostedZoneId: awsZoneOf('elb', context.region),
    CreatedTime: context.now,
    LoadBalancerName: name,
    Scheme,
    VpcId: subnets[0]?.VpcId ?? '',
    State: { Code: 'provisioning' },
    Type: 'application',
    AvailabilityZones: zonesOf(subnets),
    SecurityGroups: groups.map(({ GroupId }: SecurityGroupRow) => GroupId),
    IpAddressType: 'ipv4',
  };
  const networkInterfaceIds = attachInterfaces(
    context,
    balancer,
    subnets.map(({ SubnetId }) => SubnetId),
  );
  const attributes = defaultsOf(loadBalancerAttributes);
  const row = { balancer, networkInterfaceIds, activeAt: context.due(provisioning), attributes, tags };
  loadBalancers(context).set(balancer.LoadBalancerArn, row);
  context.after(provisioning, loadBalancerActive, { arn: balancer.LoadBalancerArn });
  return row;
}

/** As a load balancer shows the subnets it is in. */
export const zonesOf = (subnets: readonly SubnetRow[]) =>
  subnets.map(({ SubnetId, AvailabilityZone }) => ({
    ZoneName: AvailabilityZone,
    SubnetId,
    LoadBalancerAddresses: [],
  }));
