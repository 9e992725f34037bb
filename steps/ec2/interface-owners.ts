import {
  DescribeInstancesCommand,
  DescribeNatGatewaysCommand,
  DescribeVpcEndpointsCommand,
  type NetworkInterface,
  type VpcEndpoint,
} from '@aws-sdk/client-ec2';
import { DescribeLoadBalancersCommand, LoadBalancerNotFoundException } from '@aws-sdk/client-elastic-load-balancing-v2';
import { all } from '../../src/all.js';
import type { Cloud, MadeByAws, Tags } from '../../src/step.js';
import { fromUpper } from '../common/tags.js';
import { elbTags } from '../elbv2/tags.js';
import { endpointOfGuardDuty } from './guardduty.js';

/** What a network interface is part of. */
export interface InterfaceOwner {
  readonly id: string;
  /** It exists no more, and its interface follows. */
  readonly isGone: boolean;
  readonly tags: Tags;
  /** What takes it away, and its interface with it: the arguments of the AWS CLI. */
  readonly command: readonly string[];
  readonly madeByAws?: MadeByAws;
}

type Owners = ReadonlyMap<string, Omit<InterfaceOwner, 'isGone' | 'command'>>;

/**
 * The kinds of owner that EC2 names: an instance in the attachment, the others in the description only. A NAT gateway also
 * names its interfaces, one for each of its addresses or for several.
 * Sources: https://github.com/hashicorp/terraform-provider-aws/issues/46747 (the description of an endpoint's interface),
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NatGatewayAddress.html
 */
const kinds: readonly {
  /** The owner's id, or the interface's own where nothing but the owner knows whose it is. */
  idIn(it: NetworkInterface): string | undefined;
  /** The owners that are there, by what `idIn` has found of them. */
  alive(cloud: Cloud, ids: string[], interfaces: readonly NetworkInterface[]): Promise<Owners>;
  readonly command: (id: string) => readonly string[];
}[] = [
  {
    idIn: ({ Attachment }) => Attachment?.InstanceId,
    async alive({ ec2 }, Values) {
      const states = ['pending', 'running', 'stopping', 'stopped'];
      const Filters = [
        { Name: 'instance-id', Values },
        { Name: 'instance-state-name', Values: states },
      ];
      const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ Filters }));
      const instances = Reservations.flatMap(({ Instances = [] }) => Instances);
      return byId(instances.map(({ InstanceId, Tags }) => [InstanceId, Tags]));
    },
    command: (id) => ['ec2', 'terminate-instances', '--instance-ids', id],
  },
  {
    idIn: (it) => natGatewayIn(it) ?? (/^nat/i.test(it.InterfaceType ?? '') ? it.NetworkInterfaceId : undefined),
    alive: natGatewaysOf,
    command: (id) => ['ec2', 'delete-nat-gateway', '--nat-gateway-id', id],
  },
  {
    idIn: ({ Description }) => /\bvpce-\w+/.exec(Description ?? '')?.[0],
    async alive({ ec2 }, Values) {
      const Filters = [{ Name: 'vpc-endpoint-id', Values }];
      const { VpcEndpoints = [] } = await ec2.send(new DescribeVpcEndpointsCommand({ Filters }));
      const staying = VpcEndpoints.filter(({ State }) => !/^delet/i.test(State ?? ''));
      return new Map(staying.map((it) => [it.VpcEndpointId ?? '', endpointOwner(it)]));
    },
    command: (id) => ['ec2', 'delete-vpc-endpoints', '--vpc-endpoint-ids', id],
  },
  {
    idIn: ({ Description }) => /^ELB (app\/.+)/.exec(Description ?? '')?.[1],
    alive: async (cloud, paths) =>
      new Map((await all(paths.map((path) => balancerAt(cloud, path)))).flatMap((it) => (it ? [[it.path, it]] : []))),
    command: (arn) => ['elbv2', 'delete-load-balancer', '--load-balancer-arn', arn],
  },
];

const natGatewayIn = ({ Description }: NetworkInterface) => /\bnat-\w+/.exec(Description ?? '')?.[0];

/** By their ids, and by those of their interfaces. */
async function natGatewaysOf({ ec2 }: Cloud, _: string[], interfaces: readonly NetworkInterface[]): Promise<Owners> {
  const vpcIds = [...new Set(interfaces.flatMap(({ VpcId }) => VpcId ?? []))];
  const states = ['pending', 'available', 'failed'];
  const Filter = [
    { Name: 'state', Values: states },
    ...(vpcIds.length > 0 ? [{ Name: 'vpc-id', Values: vpcIds }] : []),
  ];
  const { NatGateways = [] } = await ec2.send(new DescribeNatGatewaysCommand({ Filter }));
  const staying = NatGateways.filter(({ State }) => State === undefined || states.includes(State));
  return new Map(
    staying.flatMap(({ NatGatewayId: id = '', NatGatewayAddresses = [], Tags }) => {
      const owner = { id, tags: fromUpper(Tags) };
      return [id, ...NatGatewayAddresses.map((it) => it.NetworkInterfaceId ?? '')].map((key) => [key, owner] as const);
    }),
  );
}

function endpointOwner(endpoint: VpcEndpoint) {
  const { VpcEndpointId: id = '', Tags } = endpoint;
  const madeByAws = endpointOfGuardDuty(endpoint);
  return { id, tags: fromUpper(Tags), ...(madeByAws && { madeByAws }) };
}

/** The load balancer with this path in its ARN, `app/name/id`. */
async function balancerAt(cloud: Cloud, path: string) {
  const asked = cloud.elbv2.send(new DescribeLoadBalancersCommand({ Names: [path.split('/')[1] ?? ''] }));
  const { LoadBalancers = [] } = await asked.catch((error: unknown) => {
    if (error instanceof LoadBalancerNotFoundException) return { LoadBalancers: [] };
    throw error;
  });
  const arn = LoadBalancers.find(({ LoadBalancerArn }) => LoadBalancerArn?.endsWith(`/${path}`))?.LoadBalancerArn;
  return arn === undefined ? undefined : { path, id: arn, tags: await elbTags(cloud, arn) };
}

const byId = (owners: readonly (readonly [id: string | undefined, tags: Parameters<typeof fromUpper>[0]])[]): Owners =>
  new Map(owners.map(([id = '', tags]) => [id, { id, tags: fromUpper(tags) }]));

/** The owners of these interfaces that EC2 knows, by the interface's id. Each kind is asked for once. */
export async function ownersOf(
  cloud: Cloud,
  interfaces: readonly NetworkInterface[],
): Promise<ReadonlyMap<string, InterfaceOwner>> {
  const found = await all(
    kinds.map(async ({ idIn, alive, command }) => {
      const named = interfaces.flatMap((it) => {
        const id = idIn(it);
        return id === undefined ? [] : [{ it, id }];
      });
      if (named.length === 0) return [];
      const those = named.map(({ it }) => it);
      const owners = await alive(cloud, [...new Set(named.map(({ id }) => id))], those);
      return named.flatMap(({ it: { NetworkInterfaceId = '' }, id }) => {
        const there = owners.get(NetworkInterfaceId) ?? owners.get(id);
        if (!there && id === NetworkInterfaceId) return [];
        const owner = there ?? { id, tags: {} };
        return [[NetworkInterfaceId, { ...owner, isGone: !there, command: command(owner.id) }] as const];
      });
    }),
  );
  return new Map(found.flat());
}
