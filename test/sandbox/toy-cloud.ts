import { GetApiCommand, NotFoundException$, TagResourceCommand } from '@aws-sdk/client-apigatewayv2';
import { CreateVpcCommand, DescribeVpcsCommand, type Vpc } from '@aws-sdk/client-ec2';
import { CreateClusterCommand, DescribeClustersCommand } from '@aws-sdk/client-ecs';
import { GetRoleCommand, NoSuchEntityException$ } from '@aws-sdk/client-iam';
import { CreatePrivateDnsNamespaceCommand, NamespaceAlreadyExists$ } from '@aws-sdk/client-servicediscovery';
import { Endpoint, type EndpointParts } from '../../src/sandbox/endpoint.js';
import { AwsError, on, regional, timer, type Service } from '../../src/sandbox/service.js';
import { sts } from '../../src/sandbox/services/sts/index.js';
import type { WireRequest } from '../../src/sandbox/wire/message.js';
import { World } from '../../src/sandbox/world.js';

/** Small services of each protocol, to put something behind the wire. A VPC is pending for its first ten seconds. */
const vpcs = regional<Vpc>('ec2/vpcs');
const vpcIsThere = timer<string>('ec2/vpc-is-there', (context, id) => {
  const vpc = vpcs(context).get(id);
  if (vpc) vpc.State = 'available';
});
const ec2: Service = {
  id: 'ec2',
  wire: {
    protocol: 'ec2Query',
    signingName: 'ec2',
    version: '2016-11-15',
    xmlns: 'http://ec2.amazonaws.com/doc/2016-11-15/',
  },
  operations: [
    on(CreateVpcCommand, ({ CidrBlock }, context) => {
      const Vpc: Vpc = { VpcId: context.id('vpc'), CidrBlock, State: 'pending' };
      vpcs(context).set(Vpc.VpcId ?? '', Vpc);
      context.after(10, vpcIsThere, Vpc.VpcId ?? '');
      return { Vpc: { ...Vpc } };
    }),
    on(DescribeVpcsCommand, ({ VpcIds }, context) => {
      const unknown = VpcIds?.find((id) => !vpcs(context).has(id));
      if (unknown) throw new AwsError('InvalidVpcID.NotFound', `The vpc ID '${unknown}' does not exist`);
      return { Vpcs: vpcs(context).all() };
    }),
  ],
  errors: [],
  timers: [vpcIsThere],
};
const iam: Service = {
  id: 'iam',
  wire: {
    protocol: 'awsQuery',
    signingName: 'iam',
    version: '2010-05-08',
    xmlns: 'https://iam.amazonaws.com/doc/2010-05-08/',
  },
  operations: [
    on(GetRoleCommand, ({ RoleName }) => {
      throw new AwsError('NoSuchEntityException', `The role with name ${RoleName} cannot be found.`);
    }),
  ],
  errors: [NoSuchEntityException$],
  timers: [],
};
const ecs: Service = {
  id: 'ecs',
  wire: { protocol: 'awsJson1_1', signingName: 'ecs', targetPrefix: 'AmazonEC2ContainerServiceV20141113' },
  operations: [
    on(CreateClusterCommand, () => {
      throw new TypeError('a bug in the handler');
    }),
    on(DescribeClustersCommand, (_input, { region, partition, account }) => ({
      clusters: [{ clusterArn: `arn:${partition}:ecs:${region}:${account}:cluster/default` }],
    })),
  ],
  errors: [],
  timers: [],
};
const servicediscovery: Service = {
  id: 'servicediscovery',
  wire: { protocol: 'awsJson1_1', signingName: 'servicediscovery', targetPrefix: 'Route53AutoNaming_v20170314' },
  operations: [
    on(CreatePrivateDnsNamespaceCommand, ({ CreatorRequestId }) => {
      const members = { NamespaceId: 'ns-1', CreatorRequestId };
      throw new AwsError('NamespaceAlreadyExists', 'it is there', { members });
    }),
  ],
  errors: [NamespaceAlreadyExists$],
  timers: [],
};
const apigatewayv2: Service = {
  id: 'apigatewayv2',
  wire: { protocol: 'restJson1', signingName: 'apigateway' },
  operations: [
    on(GetApiCommand, ({ ApiId }) => {
      throw new AwsError('NotFoundException', `Invalid API identifier specified ${ApiId}`, {
        members: { ResourceType: 'Api' },
      });
    }),
    on(TagResourceCommand, () => ({})),
  ],
  errors: [NotFoundException$],
  timers: [],
};
export const toyServices: readonly Service[] = [ec2, iam, sts, ecs, servicediscovery, apigatewayv2];

/** An endpoint over them whose time stands still, unless a part says otherwise. */
export const toyEndpoint = (parts: Partial<EndpointParts> = {}): Endpoint =>
  new Endpoint({
    services: toyServices,
    world: new World(0, 'toy'),
    realTime: () => 0,
    save: async () => {},
    ...parts,
  });

/** What every SDK client needs besides where to send. */
export const anyone = {
  ...{ region: 'eu-west-1', credentials: { accessKeyId: 'A', secretAccessKey: 'b' }, maxAttempts: 1 },
  ignoreConfiguredEndpointUrls: true,
};

/** A signed request as it arrives. The signature is never looked at. */
export const requestTo = (service: string, rest: Partial<WireRequest>, region = 'eu-west-1'): WireRequest => ({
  method: 'POST',
  path: '/',
  query: new URLSearchParams(),
  body: Buffer.alloc(0),
  ...rest,
  headers: {
    authorization: `AWS4-HMAC-SHA256 Credential=A/20260101/${region}/${service}/aws4_request, Signature=0`,
    ...rest.headers,
  },
});
export const form = (fields: { readonly [name: string]: string }): Partial<WireRequest> => ({
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: Buffer.from(new URLSearchParams(fields).toString()),
});
/** Requests of the toy services: EC2's, IAM's, ECS's. */
export const ec2Request = (Action: string, fields: { readonly [name: string]: string } = {}): WireRequest =>
  requestTo('ec2', form({ Action, Version: '2016-11-15', ...fields }));
export const iamRequest = (Action: string, fields: { readonly [name: string]: string } = {}): WireRequest =>
  requestTo('iam', form({ Action, Version: '2010-05-08', ...fields }));
export const ecsRequest = (operation: string, body: string): WireRequest =>
  requestTo('ecs', {
    headers: { 'x-amz-target': `AmazonEC2ContainerServiceV20141113.${operation}` },
    body: Buffer.from(body),
  });
