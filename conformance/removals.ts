import * as acm from '@aws-sdk/client-acm';
import * as apigatewayv2 from '@aws-sdk/client-apigatewayv2';
import * as autoscaling from '@aws-sdk/client-auto-scaling';
import * as ec2 from '@aws-sdk/client-ec2';
import * as ecr from '@aws-sdk/client-ecr';
import * as ecs from '@aws-sdk/client-ecs';
import * as efs from '@aws-sdk/client-efs';
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import * as iam from '@aws-sdk/client-iam';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as route53 from '@aws-sdk/client-route-53';
import type { ResourceRecordSet } from '@aws-sdk/client-route-53';
import * as s3 from '@aws-sdk/client-s3';
import * as scheduler from '@aws-sdk/client-scheduler';
import * as secretsmanager from '@aws-sdk/client-secrets-manager';
import * as servicediscovery from '@aws-sdk/client-servicediscovery';
import * as ssm from '@aws-sdk/client-ssm';

/** The calls that take something away, by service and operation. What is recorded on disk names them so. */
const commands = {
  acm: { DeleteCertificate: acm.DeleteCertificateCommand },
  efs: {
    DeleteAccessPoint: efs.DeleteAccessPointCommand,
    DeleteFileSystem: efs.DeleteFileSystemCommand,
    DeleteMountTarget: efs.DeleteMountTargetCommand,
  },
  scheduler: { DeleteScheduleGroup: scheduler.DeleteScheduleGroupCommand },
  ec2: {
    DeleteVpc: ec2.DeleteVpcCommand,
    DeleteSubnet: ec2.DeleteSubnetCommand,
    DeleteInternetGateway: ec2.DeleteInternetGatewayCommand,
    DetachInternetGateway: ec2.DetachInternetGatewayCommand,
    DeleteRouteTable: ec2.DeleteRouteTableCommand,
    DisassociateRouteTable: ec2.DisassociateRouteTableCommand,
    DeleteSecurityGroup: ec2.DeleteSecurityGroupCommand,
    RevokeSecurityGroupIngress: ec2.RevokeSecurityGroupIngressCommand,
    RevokeSecurityGroupEgress: ec2.RevokeSecurityGroupEgressCommand,
    ReleaseAddress: ec2.ReleaseAddressCommand,
    DeleteNatGateway: ec2.DeleteNatGatewayCommand,
    DeleteVpcEndpoints: ec2.DeleteVpcEndpointsCommand,
    DeleteKeyPair: ec2.DeleteKeyPairCommand,
    DeleteNetworkAcl: ec2.DeleteNetworkAclCommand,
    DeleteLaunchTemplate: ec2.DeleteLaunchTemplateCommand,
    TerminateInstances: ec2.TerminateInstancesCommand,
  },
  iam: {
    DeletePolicy: iam.DeletePolicyCommand,
    DeletePolicyVersion: iam.DeletePolicyVersionCommand,
    SetDefaultPolicyVersion: iam.SetDefaultPolicyVersionCommand,
    DeleteRole: iam.DeleteRoleCommand,
    DetachRolePolicy: iam.DetachRolePolicyCommand,
    DeleteRolePolicy: iam.DeleteRolePolicyCommand,
    DeleteInstanceProfile: iam.DeleteInstanceProfileCommand,
    RemoveRoleFromInstanceProfile: iam.RemoveRoleFromInstanceProfileCommand,
  },
  ecr: { DeleteRepository: ecr.DeleteRepositoryCommand },
  logs: {
    DeleteLogGroup: logs.DeleteLogGroupCommand,
    PutLogGroupDeletionProtection: logs.PutLogGroupDeletionProtectionCommand,
  },
  ecs: {
    DeleteCluster: ecs.DeleteClusterCommand,
    DeleteService: ecs.DeleteServiceCommand,
    StopTask: ecs.StopTaskCommand,
    DeregisterTaskDefinition: ecs.DeregisterTaskDefinitionCommand,
    DeleteTaskDefinitions: ecs.DeleteTaskDefinitionsCommand,
    DeleteCapacityProvider: ecs.DeleteCapacityProviderCommand,
    PutClusterCapacityProviders: ecs.PutClusterCapacityProvidersCommand,
  },
  autoscaling: { DeleteAutoScalingGroup: autoscaling.DeleteAutoScalingGroupCommand },
  elbv2: {
    DeleteLoadBalancer: elbv2.DeleteLoadBalancerCommand,
    ModifyLoadBalancerAttributes: elbv2.ModifyLoadBalancerAttributesCommand,
    DeleteTargetGroup: elbv2.DeleteTargetGroupCommand,
    DeleteListener: elbv2.DeleteListenerCommand,
    DeleteRule: elbv2.DeleteRuleCommand,
  },
  servicediscovery: {
    DeleteNamespace: servicediscovery.DeleteNamespaceCommand,
    DeleteService: servicediscovery.DeleteServiceCommand,
    DeregisterInstance: servicediscovery.DeregisterInstanceCommand,
  },
  apigatewayv2: {
    DeleteApi: apigatewayv2.DeleteApiCommand,
    DeleteDomainName: apigatewayv2.DeleteDomainNameCommand,
    DeleteVpcLink: apigatewayv2.DeleteVpcLinkCommand,
  },
  route53: {
    DeleteHostedZone: route53.DeleteHostedZoneCommand,
    ChangeResourceRecordSets: route53.ChangeResourceRecordSetsCommand,
  },
  s3: {
    DeleteBucket: s3.DeleteBucketCommand,
    DeleteObject: s3.DeleteObjectCommand,
  },
  secretsmanager: { DeleteSecret: secretsmanager.DeleteSecretCommand },
  ssm: { DeleteParameter: ssm.DeleteParameterCommand },
} as const;

type Commands = typeof commands;
export type RemovingService = keyof Commands;
type Input<C> = C extends new (...given: never[]) => { readonly input: infer I } ? I : never;

/** A call that takes something away, as plain data. */
export interface Removal {
  readonly service: RemovingService;
  readonly operation: string;
  readonly input: object;
}

const remove = <S extends RemovingService, O extends keyof Commands[S] & string>(
  service: S,
  operation: O,
  input: Input<Commands[S][O]>,
): Removal => ({ service, operation, input: input as object });

/** @throws Error for an operation that is none of the removing ones */
export function commandOf({ service, operation, input }: Removal): never {
  const found = (commands[service] as { readonly [operation: string]: unknown } | undefined)?.[operation];
  if (typeof found !== 'function') throw new Error(`${service}:${operation} takes nothing away`);
  return new (found as new (input: object) => object)(input) as never;
}

// What an SDK answers is optional in all its members; what was made has its id.
type Members = { readonly [member: string]: Members } & { readonly [at: number]: Members } & string;
type Rule = (input: Members, output: Members) => readonly Removal[];

/** What takes away what an operation has made. What goes with something else has an empty list. */
const rules: { readonly [call: string]: Rule } = {
  'acm RequestCertificate': (_, { CertificateArn }) => [remove('acm', 'DeleteCertificate', { CertificateArn })],
  'efs CreateFileSystem': (_, { FileSystemId }) => [remove('efs', 'DeleteFileSystem', { FileSystemId })],
  'efs CreateMountTarget': (_, { MountTargetId }) => [remove('efs', 'DeleteMountTarget', { MountTargetId })],
  'efs CreateAccessPoint': (_, { AccessPointId }) => [remove('efs', 'DeleteAccessPoint', { AccessPointId })],
  'efs ModifyMountTargetSecurityGroups': () => [],
  // Its schedules go with it.
  'scheduler CreateScheduleGroup': ({ Name }) => [remove('scheduler', 'DeleteScheduleGroup', { Name })],
  'scheduler CreateSchedule': () => [],
  'route53 CreateHostedZone': (_, { HostedZone }) => [
    remove('route53', 'DeleteHostedZone', { Id: HostedZone?.['Id'] }),
  ],
  // A record is deleted by whoever says what it says.
  'route53 ChangeResourceRecordSets': ({ HostedZoneId, ChangeBatch }) =>
    listOf(ChangeBatch?.['Changes'])
      .filter(({ Action }) => `${Action}` === 'CREATE')
      .map((it) =>
        remove('route53', 'ChangeResourceRecordSets', {
          HostedZoneId,
          ChangeBatch: {
            Changes: [{ Action: 'DELETE', ResourceRecordSet: it['ResourceRecordSet'] as unknown as ResourceRecordSet }],
          },
        }),
      ),
  'ec2 CreateVpc': (_, { Vpc }) => [remove('ec2', 'DeleteVpc', { VpcId: Vpc?.['VpcId'] })],
  'ec2 CreateSubnet': (_, { Subnet }) => [remove('ec2', 'DeleteSubnet', { SubnetId: Subnet?.['SubnetId'] })],
  'ec2 CreateInternetGateway': (_, { InternetGateway }) => [
    remove('ec2', 'DeleteInternetGateway', { InternetGatewayId: InternetGateway?.['InternetGatewayId'] }),
  ],
  'ec2 AttachInternetGateway': ({ InternetGatewayId, VpcId }) => [
    remove('ec2', 'DetachInternetGateway', { InternetGatewayId, VpcId }),
  ],
  'ec2 CreateRouteTable': (_, { RouteTable }) => [
    remove('ec2', 'DeleteRouteTable', { RouteTableId: RouteTable?.['RouteTableId'] }),
  ],
  'ec2 AssociateRouteTable': (_, { AssociationId }) => [remove('ec2', 'DisassociateRouteTable', { AssociationId })],
  'ec2 CreateRoute': () => [],
  'ec2 CreateSecurityGroup': (_, { GroupId }) => [remove('ec2', 'DeleteSecurityGroup', { GroupId })],
  // Two groups that name each other both stay, until a rule goes.
  'ec2 AuthorizeSecurityGroupIngress': ({ GroupId }, { SecurityGroupRules }) => [
    remove('ec2', 'RevokeSecurityGroupIngress', { GroupId, SecurityGroupRuleIds: ruleIds(SecurityGroupRules) }),
  ],
  'ec2 AuthorizeSecurityGroupEgress': ({ GroupId }, { SecurityGroupRules }) => [
    remove('ec2', 'RevokeSecurityGroupEgress', { GroupId, SecurityGroupRuleIds: ruleIds(SecurityGroupRules) }),
  ],
  'ec2 AllocateAddress': (_, { AllocationId }) => [remove('ec2', 'ReleaseAddress', { AllocationId })],
  'ec2 CreateNatGateway': (_, { NatGateway }) => [
    remove('ec2', 'DeleteNatGateway', { NatGatewayId: NatGateway?.['NatGatewayId'] }),
  ],
  'ec2 CreateVpcEndpoint': (_, { VpcEndpoint }) => [
    remove('ec2', 'DeleteVpcEndpoints', { VpcEndpointIds: [`${VpcEndpoint?.['VpcEndpointId']}`] }),
  ],
  'ec2 CreateNetworkAcl': (_, { NetworkAcl }) => [
    remove('ec2', 'DeleteNetworkAcl', { NetworkAclId: NetworkAcl?.['NetworkAclId'] }),
  ],
  'ec2 CreateNetworkAclEntry': () => [],
  'ec2 CreateKeyPair': ({ KeyName }) => [remove('ec2', 'DeleteKeyPair', { KeyName })],
  'ec2 ImportKeyPair': ({ KeyName }) => [remove('ec2', 'DeleteKeyPair', { KeyName })],
  'ec2 CreateLaunchTemplate': (_, { LaunchTemplate }) => [
    remove('ec2', 'DeleteLaunchTemplate', { LaunchTemplateId: LaunchTemplate?.['LaunchTemplateId'] }),
  ],
  'ec2 CreateLaunchTemplateVersion': () => [],
  'ec2 RunInstances': (_, { Instances }) => [
    remove('ec2', 'TerminateInstances', { InstanceIds: listOf(Instances).map((it) => `${it['InstanceId']}`) }),
  ],
  'secretsmanager CreateSecret': (_, { ARN }) => [
    remove('secretsmanager', 'DeleteSecret', { SecretId: ARN, ForceDeleteWithoutRecovery: true }),
  ],
  'secretsmanager PutSecretValue': () => [],
  'ssm PutParameter': ({ Name }) => [remove('ssm', 'DeleteParameter', { Name })],
  'iam CreatePolicy': (_, { Policy }) => [remove('iam', 'DeletePolicy', { PolicyArn: Policy?.['Arn'] })],
  // The first version is never deleted here, so it can count again before the others go.
  'iam CreatePolicyVersion': ({ PolicyArn }, { PolicyVersion }) => [
    remove('iam', 'DeletePolicyVersion', { PolicyArn, VersionId: PolicyVersion?.['VersionId'] }),
    remove('iam', 'SetDefaultPolicyVersion', { PolicyArn, VersionId: 'v1' }),
  ],
  'logs CreateLogStream': () => [],
  'sts AssumeRole': () => [],
  // Refused, or a session that ends with its client.
  'ecs ExecuteCommand': () => [],
  'iam CreateRole': ({ RoleName }) => [remove('iam', 'DeleteRole', { RoleName })],
  'iam AttachRolePolicy': ({ RoleName, PolicyArn }) => [remove('iam', 'DetachRolePolicy', { RoleName, PolicyArn })],
  'iam PutRolePolicy': ({ RoleName, PolicyName }) => [remove('iam', 'DeleteRolePolicy', { RoleName, PolicyName })],
  'iam CreateInstanceProfile': ({ InstanceProfileName }) => [
    remove('iam', 'DeleteInstanceProfile', { InstanceProfileName }),
  ],
  'iam AddRoleToInstanceProfile': ({ InstanceProfileName, RoleName }) => [
    remove('iam', 'RemoveRoleFromInstanceProfile', { InstanceProfileName, RoleName }),
  ],
  'ecr CreateRepository': ({ repositoryName }) => [remove('ecr', 'DeleteRepository', { repositoryName, force: true })],
  'ecr PutImage': () => [],
  'logs CreateLogGroup': ({ logGroupName }) => [remove('logs', 'DeleteLogGroup', { logGroupName })],
  'logs PutLogGroupDeletionProtection': ({ logGroupIdentifier }) => [
    remove('logs', 'PutLogGroupDeletionProtection', { logGroupIdentifier, deletionProtectionEnabled: false }),
  ],
  'ecs CreateCluster': (_, { cluster }) => [remove('ecs', 'DeleteCluster', { cluster: cluster?.['clusterArn'] })],
  'ecs CreateService': ({ cluster }, { service }) => [
    remove('ecs', 'DeleteService', { cluster, service: service?.['serviceName'], force: true }),
  ],
  'ecs RunTask': ({ cluster }, { tasks }) =>
    listOf(tasks).map((it) => remove('ecs', 'StopTask', { cluster, task: it['taskArn'] })),
  // A definition is deleted after it was deregistered: what was noted last is called first.
  'ecs RegisterTaskDefinition': (_, { taskDefinition }) => [
    remove('ecs', 'DeleteTaskDefinitions', { taskDefinitions: [`${taskDefinition?.['taskDefinitionArn']}`] }),
    remove('ecs', 'DeregisterTaskDefinition', { taskDefinition: taskDefinition?.['taskDefinitionArn'] }),
  ],
  'ecs CreateCapacityProvider': ({ name }) => [remove('ecs', 'DeleteCapacityProvider', { capacityProvider: name })],
  'ecs PutClusterCapacityProviders': ({ cluster }) => [
    remove('ecs', 'PutClusterCapacityProviders', {
      cluster,
      capacityProviders: [],
      defaultCapacityProviderStrategy: [],
    }),
  ],
  'autoscaling CreateAutoScalingGroup': ({ AutoScalingGroupName }) => [
    remove('autoscaling', 'DeleteAutoScalingGroup', { AutoScalingGroupName, ForceDelete: true }),
  ],
  'elbv2 CreateLoadBalancer': (_, { LoadBalancers }) => {
    const LoadBalancerArn = LoadBalancers?.[0]?.['LoadBalancerArn'];
    const Attributes = [{ Key: 'deletion_protection.enabled', Value: 'false' }];
    return [
      remove('elbv2', 'DeleteLoadBalancer', { LoadBalancerArn }),
      remove('elbv2', 'ModifyLoadBalancerAttributes', { LoadBalancerArn, Attributes }),
    ];
  },
  'elbv2 CreateTargetGroup': (_, { TargetGroups }) => [
    remove('elbv2', 'DeleteTargetGroup', { TargetGroupArn: TargetGroups?.[0]?.['TargetGroupArn'] }),
  ],
  'elbv2 CreateListener': (_, { Listeners }) => [
    remove('elbv2', 'DeleteListener', { ListenerArn: Listeners?.[0]?.['ListenerArn'] }),
  ],
  'elbv2 CreateRule': (_, { Rules }) => [remove('elbv2', 'DeleteRule', { RuleArn: Rules?.[0]?.['RuleArn'] })],
  // Their ids are known once the operation has succeeded: `Story` waits for it.
  'servicediscovery CreatePrivateDnsNamespace': () => [],
  'servicediscovery CreateHttpNamespace': () => [],
  'servicediscovery GetOperation': (_, { Operation }) =>
    `${Operation?.['Type']}` === 'CREATE_NAMESPACE' && `${Operation?.['Status']}` === 'SUCCESS'
      ? [remove('servicediscovery', 'DeleteNamespace', { Id: Operation?.['Targets']?.['NAMESPACE'] })]
      : [],
  'servicediscovery CreateService': (_, { Service }) => [
    remove('servicediscovery', 'DeleteService', { Id: Service?.['Id'] }),
  ],
  'servicediscovery RegisterInstance': ({ ServiceId, InstanceId }) => [
    remove('servicediscovery', 'DeregisterInstance', { ServiceId, InstanceId }),
  ],
  'apigatewayv2 CreateApi': (_, { ApiId }) => [remove('apigatewayv2', 'DeleteApi', { ApiId })],
  'apigatewayv2 CreateDomainName': ({ DomainName }) => [remove('apigatewayv2', 'DeleteDomainName', { DomainName })],
  'apigatewayv2 CreateVpcLink': (_, { VpcLinkId }) => [remove('apigatewayv2', 'DeleteVpcLink', { VpcLinkId })],
  'apigatewayv2 CreateIntegration': () => [],
  'apigatewayv2 CreateRoute': () => [],
  'apigatewayv2 CreateStage': () => [],
  'apigatewayv2 CreateDeployment': () => [],
  's3 CreateBucket': ({ Bucket }) => [remove('s3', 'DeleteBucket', { Bucket })],
  's3 PutObject': ({ Bucket, Key }, { VersionId }) => [
    remove('s3', 'DeleteObject', { Bucket, Key, ...(VersionId ? { VersionId } : {}) }),
  ],
  's3 DeleteObject': ({ Bucket, Key }, { VersionId }) =>
    VersionId ? [remove('s3', 'DeleteObject', { Bucket, Key, VersionId })] : [],
};

const ruleIds = (made: Members | undefined): string[] => listOf(made).map((it) => `${it['SecurityGroupRuleId']}`);
const listOf = (list: Members | undefined): readonly Members[] => (list ?? []) as unknown as readonly Members[];

/** Operations that make nothing which would stay: they change what is there, or take it away. */
const changesOnly =
  /^(Modify|Update|Delete|Detach|Disassociate|Revoke|Remove|Release|Replace|Restore|Terminate|Stop|Deregister|Untag|Tag|Add(Tags)|CreateTags|CreateOrUpdateTags|Set|Put(?!Object|Parameter|Image$|RolePolicy|LogGroupDeletion|ClusterCapacity)|Initiate|Upload|Complete|RegisterTargets|BatchDelete)/;

/**
 * What takes away what a call has made, in the order in which to note it: what is noted last is called first.
 * @throws Error where an operation makes something and nobody has said how that goes
 */
export function removalsOf(service: string, operation: string, input: object, output: object): readonly Removal[] {
  const rule = rules[`${service} ${operation}`];
  if (rule) return rule(input as Members, output as Members);
  if (/^(Describe|Get|Head|List|Discover|Filter|Simulate|Decode|Batch)/.test(operation) || changesOnly.test(operation))
    return [];
  throw new Error(`conformance/removals.ts does not say how ${service}:${operation} is undone`);
}
