import {
  AttachInternetGatewayCommand,
  CreateInternetGatewayCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DescribeAvailabilityZonesCommand,
  DescribeVpcsCommand,
  ModifyVpcAttributeCommand,
} from '@aws-sdk/client-ec2';
import { CreateClusterCommand, DescribeClustersCommand, RegisterTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { CreateRepositoryCommand } from '@aws-sdk/client-ecr';
import { CreateApiCommand } from '@aws-sdk/client-apigatewayv2';
import {
  CreateHttpNamespaceCommand,
  CreatePrivateDnsNamespaceCommand,
  GetOperationCommand,
} from '@aws-sdk/client-servicediscovery';
import type { ResourceType } from '@aws-sdk/client-ec2';
import { vpcLinkZoneIds } from '../src/facts/vpc-link-zones.js';
import type { Maker } from './maker.js';

/** What several probes share. Each is made once in a run, when it is first asked for. */
export class Given {
  readonly #maker: Maker;
  readonly #made = new Map<string, Promise<unknown>>();

  constructor(maker: Maker) {
    this.#maker = maker;
  }

  #once<T>(what: string, make: (maker: Maker) => Promise<T>): Promise<T> {
    let made = this.#made.get(what);
    if (!made) this.#made.set(what, (made = make(this.#maker)));
    return made as Promise<T>;
  }

  /** Two zones in which everything of the program can be. */
  zones(): Promise<readonly [string, string]> {
    return this.#once('zones', async ({ ec2, region }) => {
      const Filters = [
        { Name: 'state', Values: ['available'] },
        { Name: 'zone-type', Values: ['availability-zone'] },
      ];
      const { AvailabilityZones = [] } = await ec2.send(new DescribeAvailabilityZonesCommand({ Filters }));
      const usable = vpcLinkZoneIds(region);
      const names = AvailabilityZones.filter(({ ZoneId = '' }) => usable?.includes(ZoneId) ?? true).map(
        ({ ZoneName = '' }) => ZoneName,
      );
      const [first, second] = names;
      if (first === undefined || second === undefined) throw new Error(`${region} has fewer than two zones to use`);
      return [first, second] as const;
    });
  }

  /** A VPC of 10.99.0.0/16, with DNS support and DNS hostnames. */
  vpc(): Promise<string> {
    return this.#once('vpc', async (maker) => {
      const { ec2 } = maker;
      const made = await ec2.send(
        new CreateVpcCommand({ CidrBlock: '10.99.0.0/16', TagSpecifications: tagged(maker, 'vpc') }),
      );
      const VpcId = `${made.Vpc?.VpcId}`;
      for (const attribute of [{ EnableDnsSupport: { Value: true } }, { EnableDnsHostnames: { Value: true } }])
        await ec2.send(new ModifyVpcAttributeCommand({ VpcId, ...attribute }));
      const read = async () => (await ec2.send(new DescribeVpcsCommand({ VpcIds: [VpcId] }))).Vpcs?.[0]?.State;
      await waitFor(maker, 'available', read);
      return VpcId;
    });
  }

  /** A subnet in each of the two zones: 10.99.0.0/24 and 10.99.1.0/24. The others of the VPC are free. */
  subnets(): Promise<readonly [string, string]> {
    return this.#once('subnets', async (maker) => {
      const VpcId = await this.vpc();
      const [first, second] = await this.zones();
      const made = async (AvailabilityZone: string, CidrBlock: string) => {
        const input = { VpcId, AvailabilityZone, CidrBlock, TagSpecifications: tagged(maker, 'subnet') };
        return `${(await maker.ec2.send(new CreateSubnetCommand(input))).Subnet?.SubnetId}`;
      };
      return [await made(first, '10.99.0.0/24'), await made(second, '10.99.1.0/24')] as const;
    });
  }

  /** An internet gateway that is attached to the VPC. */
  gateway(): Promise<string> {
    return this.#once('gateway', async (maker) => {
      const VpcId = await this.vpc();
      const made = await maker.ec2.send(
        new CreateInternetGatewayCommand({ TagSpecifications: tagged(maker, 'internet-gateway') }),
      );
      const InternetGatewayId = `${made.InternetGateway?.InternetGatewayId}`;
      await maker.ec2.send(new AttachInternetGatewayCommand({ VpcId, InternetGatewayId }));
      return InternetGatewayId;
    });
  }

  /** A security group of the VPC, without rules of its own but the one that lets everything out. */
  group(): Promise<string> {
    return this.#once('group', async (maker) => {
      const input = {
        VpcId: await this.vpc(),
        GroupName: maker.name('group'),
        Description: 'conformance',
        TagSpecifications: tagged(maker, 'security-group'),
      };
      return `${(await maker.ec2.send(new CreateSecurityGroupCommand(input))).GroupId}`;
    });
  }

  /** The name of an ACTIVE cluster. */
  cluster(): Promise<string> {
    return this.#once('cluster', async (maker) => {
      const clusterName = maker.name('cluster');
      await maker.ecs.send(new CreateClusterCommand({ clusterName, tags: lowerCase(maker) }));
      const read = async () =>
        (await maker.ecs.send(new DescribeClustersCommand({ clusters: [clusterName] }))).clusters?.[0]?.status;
      await waitFor(maker, 'ACTIVE', read);
      return clusterName;
    });
  }

  /** A role that tasks may assume. */
  role(): Promise<{ readonly name: string; readonly arn: string }> {
    return this.#once('role', async (maker) => {
      const name = maker.name('role');
      const input = {
        RoleName: name,
        AssumeRolePolicyDocument: trustOf('ecs-tasks.amazonaws.com'),
        Tags: maker.tagList,
      };
      return { name, arn: `${(await maker.iam.send(new CreateRoleCommand(input))).Role?.Arn}` };
    });
  }

  /** The ARN of a Fargate task definition that needs no role: its image is public, and it logs nowhere. */
  definition(): Promise<string> {
    return this.#once('definition', async (maker) => {
      const input = { ...fargateTask(maker.name('task')), tags: lowerCase(maker) };
      const { taskDefinition } = await maker.ecs.send(new RegisterTaskDefinitionCommand(input));
      return `${taskDefinition?.taskDefinitionArn}`;
    });
  }

  /** The name of an empty repository. */
  repository(): Promise<string> {
    return this.#once('repository', async (maker) => {
      const repositoryName = maker.name('repo');
      await maker.ecr.send(new CreateRepositoryCommand({ repositoryName, tags: maker.tagList }));
      return repositoryName;
    });
  }

  /** The id of an HTTP API without routes. */
  api(): Promise<string> {
    return this.#once('api', async ({ apigatewayv2, name, tags }) => {
      const made = await apigatewayv2.send(
        new CreateApiCommand({ Name: name('api'), ProtocolType: 'HTTP', Tags: { ...tags } }),
      );
      return `${made.ApiId}`;
    });
  }

  /** The id of a private DNS namespace of the VPC. Its hosted zone is free for the first twelve hours. */
  namespace(): Promise<string> {
    return this.#once('namespace', async (maker) => {
      const { servicediscovery, tagList: Tags } = maker;
      const input = { Name: `${maker.name('ns')}.test`, Vpc: await this.vpc(), Tags };
      const { OperationId } = await servicediscovery.send(new CreatePrivateDnsNamespaceCommand(input));
      return namespaceOf(maker, OperationId);
    });
  }

  /** The id of an HTTP namespace, which needs no VPC. */
  httpNamespace(): Promise<string> {
    return this.#once('httpNamespace', async (maker) => {
      const { servicediscovery, tagList: Tags } = maker;
      const made = await servicediscovery.send(new CreateHttpNamespaceCommand({ Name: maker.name('http'), Tags }));
      return namespaceOf(maker, made.OperationId);
    });
  }
}

/** How long what is shared may take to be there, in ms. */
const patience = 600_000;

/** @throws Error where the state is not reached in time */
async function waitFor(
  { clock }: Pick<Maker, 'clock'>,
  goal: string,
  read: () => Promise<string | undefined>,
): Promise<void> {
  const deadline = clock.now() + patience;
  for (;;) {
    const state = await read();
    if (state === goal) return;
    if (clock.now() >= deadline) throw new Error(`it is ${state ?? 'not there'}, and should be ${goal}`);
    await clock.sleep(2_000);
  }
}

/** Waits until a namespace is there. @returns its id */
export async function namespaceOf(
  { servicediscovery, clock }: Pick<Maker, 'servicediscovery' | 'clock'>,
  OperationId: string | undefined,
): Promise<string> {
  const ask = async () => (await servicediscovery.send(new GetOperationCommand({ OperationId }))).Operation;
  const read = async () => {
    const operation = await ask();
    if (operation?.Status === 'FAIL') throw new Error(`no namespace: ${operation.ErrorCode} ${operation.ErrorMessage}`);
    return operation?.Status;
  };
  await waitFor({ clock }, 'SUCCESS', read);
  return `${(await ask())?.Targets?.NAMESPACE}`;
}

/** The run's tag, as EC2 takes it on creation. */
export const tagged = ({ tagList }: Pick<Maker, 'tagList'>, ResourceType: ResourceType) => [
  { ResourceType, Tags: tagList },
];

/** The run's tag, as ECS takes it. */
export const lowerCase = ({ tags }: Pick<Maker, 'tags'>) =>
  Object.entries(tags).map(([key, value]) => ({ key, value }));

/** A trust policy for one service. */
export const trustOf = (service: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  });

/** A task of one container on Fargate, of the smallest size. */
export const fargateTask = (family: string) => ({
  family,
  requiresCompatibilities: ['FARGATE' as const],
  networkMode: 'awsvpc' as const,
  cpu: '256',
  memory: '512',
  containerDefinitions: [
    { name: 'web', image: 'public.ecr.aws/nginx/nginx:1.29', portMappings: [{ containerPort: 80 }] },
  ],
});
