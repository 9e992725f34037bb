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
 * The kinds of owner that EC2 names: an instance in the attachment, the others in the description only.
 * Source: https://github.com/hashicorp/terraform-provider-aws/issues/46747 (the description of an endpoint's interface)
 */
const kinds: readonly {
  idIn(it: NetworkInterface): string | undefined;
  alive(cloud: Cloud, ids: string[]): Promise<Owners>;
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
    idIn: ({ Description }) => /\bnat-\w+/.exec(Description ?? '')?.[0],
    async alive({ ec2 }, Values) {
      const Filter = [
        { Name: 'nat-gateway-id', Values },
        { Name: 'state', Values: ['pending', 'available', 'failed'] },
      ];
      const { NatGateways = [] } = await ec2.send(new DescribeNatGatewaysCommand({ Filter }));
      return byId(NatGateways.map(({ NatGatewayId, Tags }) => [NatGatewayId, Tags]));
    },
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
        return id === undefined ? [] : [[it.NetworkInterfaceId ?? '', id] as const];
      });
      if (named.length === 0) return [];
      const owners = await alive(cloud, [...new Set(named.map(([, id]) => id))]);
      return named.map(([interfaceId, id]) => {
        const owner = owners.get(id) ?? { id, tags: {} };
        return [interfaceId, { ...owner, isGone: !owners.has(id), command: command(owner.id) }] as const;
      });
    }),
  );
  return new Map(found.flat());
}
