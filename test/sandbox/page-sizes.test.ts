import { RequestCertificateCommand } from '@aws-sdk/client-acm';
import { CreateApiCommand } from '@aws-sdk/client-apigatewayv2';
import { CreateLogGroupCommand, CreateLogStreamCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateLaunchTemplateCommand, CreateSubnetCommand, CreateVpcCommand } from '@aws-sdk/client-ec2';
import { CreateRepositoryCommand } from '@aws-sdk/client-ecr';
import { CreateClusterCommand, CreateServiceCommand, RegisterTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { CreateFileSystemCommand } from '@aws-sdk/client-efs';
import { CreateListenerCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { CreateInstanceProfileCommand, CreatePolicyCommand, CreateRoleCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { CreateSecretCommand } from '@aws-sdk/client-secrets-manager';
import {
  CreateHttpNamespaceCommand,
  CreateServiceCommand as CreateCloudMapServiceCommand,
  ListNamespacesCommand,
} from '@aws-sdk/client-servicediscovery';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { expect, test } from '@jest/globals';
import { AwsError, type Service } from '../../src/sandbox/service.js';
import { certificates } from '../../src/sandbox/services/acm/tables.js';
import { services } from '../../src/sandbox/services/index.js';
import { testContext } from './context.js';
import { pageSizes } from './page-sizes.js';
import { notFound, testCloud as balancedCloud } from './services/elbv2/cloud.js';
import { trust } from './services/iam/documents.js';

/** How the member is called that says how long a page is. */
const isPageSize = (member: string) =>
  /^(max_?results|page_?size|limit|max_?items|max_?records|max_?keys|max_?buckets)$/i.test(member);

interface Structure {
  readonly 4?: readonly string[];
}
const paged = services.flatMap((service) =>
  service.operations.flatMap(({ schema, handle }) => {
    const lazy = schema[4] as unknown;
    const input = (typeof lazy === 'function' ? (lazy as () => unknown)() : lazy) as Structure;
    return (input[4] ?? []).filter(isPageSize).map((member) => ({ service, operation: schema[2], member, handle }));
  }),
);

/** How each service refuses a page size, unless it does so as a wrong parameter. */
const codes: { readonly [service: string]: string } = {
  ec2: 'InvalidParameterValue',
  autoscaling: 'ValidationError',
  elbv2: 'ValidationError',
  iam: 'ValidationError',
  ssm: 'ValidationException',
  secretsmanager: 'ValidationException',
  acm: 'ValidationException',
  efs: 'BadRequest',
  scheduler: 'ValidationException',
  servicediscovery: 'InvalidInput',
  s3: 'InvalidArgument',
  servicequotas: 'IllegalArgumentException',
};

test('for each operation that answers in pages it is written down which page sizes AWS takes', () => {
  const written = Object.entries(pageSizes).flatMap(([service, operations]) =>
    Object.entries(operations).map(([operation, [member]]) => `${service} ${operation} ${member}`),
  );
  const there = paged.map(({ service, operation, member }) => `${service.id} ${operation} ${member}`);
  expect(there.filter((it) => !written.includes(it))).toEqual([]);
});

test('each of them takes the smallest and the largest page size, and refuses one less and one more', () => {
  const world = furnished();
  const wrong: string[] = [];
  for (const { service, operation, member, handle } of paged) {
    const [, least, most] = pageSizes[service.id]?.[operation] ?? [];
    const input = world.inputs(service, operation);
    const outcome = (value: number): string => {
      try {
        handle({ ...input, [member]: value }, world.context());
        return 'ok';
      } catch (error) {
        return error instanceof AwsError ? error.code : String(error);
      }
    };
    const expected = [
      ...[least, most].map((value) => [value, 'ok'] as const),
      ...(least === undefined ? [] : [[least - 1, codes[service.id] ?? 'InvalidParameterException'] as const]),
      ...(most === undefined ? [] : [[most + 1, codes[service.id] ?? 'InvalidParameterException'] as const]),
    ];
    for (const [value, code] of expected)
      if (value !== undefined && outcome(value) !== code)
        wrong.push(`${service.id} ${operation} ${member}=${value}: ${outcome(value)}, not ${code}`);
  }
  expect(wrong).toEqual([]);
  expect(paged.length).toBeGreaterThan(75);
});

/** A world in which there is one of everything that is listed in pages, and what each operation is told besides. */
function furnished() {
  const { world, balancer, listener } = balancedCloud();
  const LoadBalancerArn = balancer()?.LoadBalancerArn;
  const ListenerArn = listener(LoadBalancerArn, notFound);
  const it = testContext({ world });
  const { call } = it;
  const byId = (id: string) => services.find((service) => service.id === id) as Service;
  const [ec2, ecs, iam, logs] = ['ec2', 'ecs', 'iam', 'logs'].map(byId) as [Service, Service, Service, Service];
  const VpcId = call(ec2, CreateVpcCommand, { CidrBlock: '10.7.0.0/16' }).Vpc?.VpcId;
  const SubnetId = call(ec2, CreateSubnetCommand, { VpcId, CidrBlock: '10.7.0.0/24' }).Subnet?.SubnetId ?? '';
  const LaunchTemplateData = { InstanceType: 't3.micro' } as const;
  call(ec2, CreateLaunchTemplateCommand, { LaunchTemplateName: 'one', LaunchTemplateData });
  call(byId('ecr'), CreateRepositoryCommand, { repositoryName: 'one' });
  call(iam, CreateRoleCommand, { RoleName: 'one', AssumeRolePolicyDocument: trust() });
  call(iam, CreateInstanceProfileCommand, { InstanceProfileName: 'one' });
  const Statement = [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }];
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  const PolicyArn = call(iam, CreatePolicyCommand, { PolicyName: 'one', PolicyDocument }).Policy?.Arn;
  call(logs, CreateLogGroupCommand, { logGroupName: 'one' });
  call(logs, CreateLogStreamCommand, { logGroupName: 'one', logStreamName: 'one' });
  call(ecs, CreateClusterCommand, { clusterName: 'default' });
  call(ecs, RegisterTaskDefinitionCommand, {
    ...{ family: 'web', networkMode: 'awsvpc', requiresCompatibilities: ['FARGATE'], cpu: '256', memory: '512' },
    containerDefinitions: [{ name: 'web', image: 'public.ecr.aws/nginx/nginx:1.29' }],
  });
  const awsvpcConfiguration = { subnets: [SubnetId] };
  const service = { serviceName: 'one', taskDefinition: 'web', desiredCount: 0, launchType: 'FARGATE' as const };
  call(ecs, CreateServiceCommand, { ...service, networkConfiguration: { awsvpcConfiguration } });
  const servicediscovery = byId('servicediscovery');
  call(servicediscovery, CreateHttpNamespaceCommand, { Name: 'one' });
  it.pass(60);
  const NamespaceId = call(servicediscovery, ListNamespacesCommand, {}).Namespaces?.[0]?.Id;
  const ServiceId = call(servicediscovery, CreateCloudMapServiceCommand, { Name: 'one', NamespaceId }).Service?.Id;
  call(byId('ssm'), PutParameterCommand, { Name: '/one', Value: 'x', Type: 'String' });
  call(byId('secretsmanager'), CreateSecretCommand, { Name: 'one', SecretString: 'x' });
  const { FileSystemId } = call(byId('efs'), CreateFileSystemCommand, { CreationToken: 'one' });
  call(byId('s3'), CreateBucketCommand, { Bucket: 'one' });
  const ApiId = call(byId('apigatewayv2'), CreateApiCommand, { Name: 'one', ProtocolType: 'HTTP' }).ApiId;
  const DomainName = 'api.example.com';
  const { CertificateArn = '' } = call(byId('acm'), RequestCertificateCommand, { DomainName, ValidationMethod: 'DNS' });
  Object.assign(certificates(it.context()).get(CertificateArn) ?? {}, { status: 'ISSUED' });
  const Certificates = [{ CertificateArn }];
  const ofHttps = { LoadBalancerArn, Protocol: 'HTTPS' as const, Port: 443, DefaultActions: [notFound], Certificates };
  const https = call(byId('elbv2'), CreateListenerCommand, ofHttps);
  const inputs: readonly (readonly [RegExp, object])[] = [
    [/^ec2 GetManagedPrefixListEntries/, { PrefixListId: 'pl-63a5400a' }],
    [/^ec2 DescribeLaunchTemplateVersions/, { LaunchTemplateName: 'one' }],
    [/^efs DescribeMountTargets/, { FileSystemId }],
    [/^efs ListTagsForResource/, { ResourceId: FileSystemId }],
    [/^ecr (DescribeImages|ListImages)/, { repositoryName: 'one' }],
    [/^ecs ListServiceDeployments/, { service: 'one' }],
    [/^elbv2 DescribeListeners/, { LoadBalancerArn }],
    [/^elbv2 DescribeRules/, { ListenerArn }],
    [/^elbv2 DescribeListenerCertificates/, { ListenerArn: https.Listeners?.[0]?.ListenerArn }],
    [/^iam .*(Role|ForRole)/, { RoleName: 'one' }],
    [/^iam ListRoles/, { RoleName: undefined }],
    [/^iam .*InstanceProfileTags/, { InstanceProfileName: 'one' }],
    [/^iam (ListEntitiesForPolicy|ListPolicyTags|ListPolicyVersions)/, { PolicyArn }],
    [/^iam ListPolicies/, { Scope: 'Local' }],
    [/^iam Simulate/, { ActionNames: ['s3:GetObject'] }],
    [/^iam SimulateCustom/, { PolicyInputList: [PolicyDocument] }],
    [/^iam SimulatePrincipal/, { PolicySourceArn: 'arn:aws:iam::000000000000:role/one' }],
    [/^ssm GetParametersByPath/, { Path: '/' }],
    [/^ssm GetParameterHistory/, { Name: '/one' }],
    [/^secretsmanager ListSecretVersionIds/, { SecretId: 'one' }],
    [/^logs (DescribeLogStreams|FilterLogEvents|GetLogEvents)/, { logGroupName: 'one' }],
    [/^logs GetLogEvents/, { logStreamName: 'one' }],
    [/^servicediscovery (ListInstances|GetInstancesHealthStatus)/, { ServiceId }],
    [/^servicediscovery DiscoverInstances/, { NamespaceName: 'one', ServiceName: 'one' }],
    [/^servicequotas (ListServiceQuotas|ListAWSDefault)/, { ServiceCode: 'vpc' }],
    [/^s3 ListObject/, { Bucket: 'one' }],
    [/^apigatewayv2/, { ApiId }],
  ];
  return {
    context: it.context,
    inputs: ({ id }: Service, operation: string): object =>
      Object.assign(
        {},
        ...inputs.filter(([name]) => name.test(`${id} ${operation}`)).map(([, more]) => more),
      ) as object,
  };
}
