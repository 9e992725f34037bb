import { managedPoliciesOfRole, rolePolicyCharacters } from '../iam-characters.js';

/** How much of something an account may have, as AWS gives it to everybody. */
export interface Quota {
  /** The service whose calls are refused: its id in `src/aws/services.ts`. */
  readonly service: string;
  /** The operations that are refused. */
  readonly operations: readonly string[];
  /** What Service Quotas calls the service: `vpc`, not `ec2`. */
  readonly serviceCode: string;
  /** Its code in Service Quotas, e.g. `L-F678F1CE`; absent where Service Quotas has none. */
  readonly code?: string;
  /** Its name in Service Quotas, or in the service's documents where that has none. */
  readonly name: string;
  readonly value: number;
  /** What it counts, where that is not resources: `vCPU`. */
  readonly unit?: string;
  /** A new account may have less than AWS's default, and AWS raises it by itself with use. So the account itself is always asked. */
  readonly variesByAccount?: true;
  /** Whether AWS raises it on request. */
  readonly adjustable: boolean;
  /** The error, by the name that the SDK gives it. */
  readonly error: string;
  /** What its message says, where the service uses the error for other things as well. */
  readonly says?: RegExp;
  /** It counts in the whole account, and is raised in us-east-1. */
  readonly isGlobal?: true;
  /** Where its name, value and error are published. */
  readonly source: string;
}

const vpcSource = 'https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html';
const albSource = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html';
const ecsSource =
  'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html; its API names no error for it, so that is believed';
const apiSource = 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html';
const restApiSource =
  'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html';
const iamSource = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html';
const cloudMapSource = 'https://docs.aws.amazon.com/general/latest/gr/cloud_map.html';
/** Authorizers answer ConflictException with status 429: github.com/anomalyco/sst/issues/4522. Others are believed to. */
const apiPartSource = `${apiSource}; error: github.com/anomalyco/sst/issues/4522`;

const ofVpc = { service: 'ec2', serviceCode: 'vpc', adjustable: true, source: vpcSource } as const;
const ofAlb = { service: 'elbv2', serviceCode: 'elasticloadbalancing', adjustable: true, source: albSource } as const;
const ofEcs = { service: 'ecs', serviceCode: 'ecs', adjustable: true, source: ecsSource } as const;
/**
 * The table gives 6 to every region, and says that new accounts may have less; 1, 2 and 4 have been reported. What Service Quotas
 * answers as AWS's default is 4000 in lists of older accounts, so that is not taken.
 */
const ofFargate = {
  service: 'ecs',
  operations: ['RunTask'],
  serviceCode: 'fargate',
  value: 6,
  unit: 'vCPU',
  variesByAccount: true,
  adjustable: true,
  // RunTask has no error for it: the task is among the `failures` of its answer, and `ecs-task` throws this.
  error: 'RunTaskFailed',
  says: /limit on the number of vCPUs/i,
  source:
    'https://docs.aws.amazon.com/general/latest/gr/ecs-service.html; text: ' +
    'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-event-messages-list.html',
} as const;
const ofIam = {
  service: 'iam',
  serviceCode: 'iam',
  error: 'LimitExceededException',
  isGlobal: true,
  source: iamSource,
} as const;
const ofApi = { service: 'apigatewayv2', serviceCode: 'apigateway', adjustable: true } as const;
const ofAcm = {
  service: 'acm',
  serviceCode: 'acm',
  adjustable: true,
  error: 'LimitExceededException',
  source: 'https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html',
} as const;
const ofCloudMap = {
  service: 'servicediscovery',
  serviceCode: 'AWSCloudMap',
  error: 'ResourceLimitExceeded',
  source: cloudMapSource,
} as const;

/**
 * The quotas of what this program makes. Error codes of EC2:
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html. Codes of Service Quotas: what
 * `aws service-quotas list-aws-default-service-quotas` answers.
 */
const table = {
  vpcs: {
    ...ofVpc,
    operations: ['CreateVpc'],
    code: 'L-F678F1CE',
    name: 'VPCs per Region',
    value: 5,
    error: 'VpcLimitExceeded',
  },
  'cidr-blocks': {
    ...ofVpc,
    operations: ['AssociateVpcCidrBlock'],
    code: 'L-83CA0A9D',
    name: 'IPv4 CIDR blocks per VPC',
    value: 5,
    error: 'CidrLimitExceeded',
  },
  subnets: {
    ...ofVpc,
    operations: ['CreateSubnet'],
    code: 'L-407747CB',
    name: 'Subnets per VPC',
    value: 200,
    error: 'SubnetLimitExceeded',
  },
  'internet-gateways': {
    ...ofVpc,
    operations: ['CreateInternetGateway'],
    code: 'L-A4707A72',
    name: 'Internet gateways per Region',
    value: 5,
    error: 'InternetGatewayLimitExceeded',
  },
  'nat-gateways': {
    ...ofVpc,
    operations: ['CreateNatGateway'],
    code: 'L-FE5A380F',
    name: 'NAT gateways per Availability Zone',
    value: 5,
    error: 'NatGatewayLimitExceeded',
  },
  'elastic-ips': {
    ...ofVpc,
    serviceCode: 'ec2',
    operations: ['AllocateAddress'],
    code: 'L-0263D0A3',
    name: 'EC2-VPC Elastic IPs',
    value: 5,
    error: 'AddressLimitExceeded',
  },
  'security-groups': {
    ...ofVpc,
    operations: ['CreateSecurityGroup'],
    code: 'L-E79EC296',
    name: 'VPC security groups per Region',
    value: 2500,
    error: 'SecurityGroupLimitExceeded',
  },
  'security-group-rules': {
    ...ofVpc,
    operations: ['AuthorizeSecurityGroupIngress', 'AuthorizeSecurityGroupEgress'],
    code: 'L-0EA8095F',
    name: 'Inbound or outbound rules per security group',
    value: 60,
    error: 'RulesPerSecurityGroupLimitExceeded',
  },
  'network-acls': {
    ...ofVpc,
    operations: ['CreateNetworkAcl'],
    code: 'L-B4A6D682',
    name: 'Network ACLs per VPC',
    value: 200,
    error: 'NetworkAclLimitExceeded',
  },
  // For each direction, and for IPv4 and IPv6 apart; the default deny entry counts.
  'network-acl-entries': {
    ...ofVpc,
    operations: ['CreateNetworkAclEntry'],
    code: 'L-2AEEBF1A',
    name: 'Rules per network ACL',
    value: 20,
    error: 'NetworkAclEntryLimitExceeded',
  },
  'route-tables': {
    ...ofVpc,
    operations: ['CreateRouteTable'],
    code: 'L-589F43AA',
    name: 'Route tables per VPC',
    value: 200,
    error: 'RouteTableLimitExceeded',
  },
  routes: {
    ...ofVpc,
    operations: ['CreateRoute'],
    code: 'L-93826ACB',
    name: 'Routes per route table',
    value: 500,
    error: 'RouteLimitExceeded',
  },
  'gateway-endpoints': {
    ...ofVpc,
    operations: ['CreateVpcEndpoint'],
    code: 'L-1B52E74A',
    name: 'Gateway VPC endpoints per Region',
    value: 20,
    error: 'VpcEndpointLimitExceeded',
  },
  'interface-endpoints': {
    ...ofVpc,
    operations: ['CreateVpcEndpoint'],
    code: 'L-29B6F2EB',
    name: 'Interface VPC endpoints per VPC',
    value: 50,
    error: 'VpcEndpointLimitExceeded',
  },
  'launch-templates': {
    ...ofVpc,
    serviceCode: 'ec2',
    operations: ['CreateLaunchTemplate'],
    code: 'L-FB451C26',
    name: 'Launch templates',
    value: 5000,
    error: 'MaxTemplateLimitExceeded',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/launch-template-restrictions.html',
  },
  'launch-template-versions': {
    ...ofVpc,
    serviceCode: 'ec2',
    operations: ['CreateLaunchTemplateVersion'],
    code: 'L-142B4294',
    name: 'Launch template versions',
    value: 10_000,
    error: 'MaxTemplateVersionLimitExceeded',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/launch-template-restrictions.html',
  },
  'load-balancers': {
    ...ofAlb,
    operations: ['CreateLoadBalancer'],
    code: 'L-53DA6B97',
    name: 'Application Load Balancers per Region',
    value: 50,
    error: 'TooManyLoadBalancersException',
  },
  'target-groups': {
    ...ofAlb,
    operations: ['CreateTargetGroup'],
    code: 'L-B22855CB',
    name: 'Target Groups per Region',
    value: 3000,
    error: 'TooManyTargetGroupsException',
  },
  listeners: {
    ...ofAlb,
    operations: ['CreateListener'],
    code: 'L-B6DF7632',
    name: 'Listeners per Application Load Balancer',
    value: 50,
    error: 'TooManyListenersException',
  },
  'listener-certificates': {
    ...ofAlb,
    operations: ['AddListenerCertificates'],
    name: 'Certificates per Application Load Balancer',
    value: 25,
    error: 'TooManyCertificatesException',
  },
  'listener-rules': {
    ...ofAlb,
    operations: ['CreateRule'],
    code: 'L-7EED9B64',
    name: 'Rules per Application Load Balancer',
    value: 100,
    error: 'TooManyRulesException',
  },
  targets: {
    ...ofAlb,
    operations: ['RegisterTargets'],
    code: 'L-A0D0B863',
    name: 'Targets per Target Group per Region',
    value: 1000,
    error: 'TooManyTargetsException',
    says: /per target group/,
    source: `${albSource}; the text of the error is believed`,
  },
  'balancer-targets': {
    ...ofAlb,
    operations: ['RegisterTargets', 'CreateListener', 'ModifyListener', 'CreateRule', 'ModifyRule'],
    code: 'L-7E6692B2',
    name: 'Targets per Application Load Balancer',
    value: 1000,
    error: 'TooManyTargetsException',
    says: /per load balancer/,
    source: `${albSource}; text: github.com/kubernetes-sigs/aws-load-balancer-controller/issues/2302`,
  },
  'balancer-target-groups': {
    ...ofAlb,
    operations: ['CreateListener', 'ModifyListener', 'CreateRule', 'ModifyRule'],
    code: 'L-822D1B1B',
    name: 'Target Groups per Application Load Balancer',
    value: 100,
    adjustable: false,
    error: 'TooManyUniqueTargetGroupsPerLoadBalancerException',
    source: `${albSource}; text: github.com/kubernetes-sigs/aws-load-balancer-controller/issues/3767`,
  },
  namespaces: {
    ...ofCloudMap,
    operations: ['CreatePrivateDnsNamespace', 'CreateHttpNamespace'],
    code: 'L-0FE3F50E',
    name: 'Namespaces per Region',
    value: 50,
    adjustable: true,
  },
  'service-instances': {
    ...ofCloudMap,
    operations: ['RegisterInstance'],
    code: 'L-2DA90E5C',
    name: 'Instances per service',
    value: 1000,
    adjustable: false,
    says: /of a service/,
    source: `${cloudMapSource}; the text of the error is believed`,
  },
  'namespace-instances': {
    ...ofCloudMap,
    operations: ['RegisterInstance'],
    code: 'L-D95E8A57',
    name: 'Instances per namespace',
    value: 2000,
    adjustable: true,
    says: /of a namespace/,
    source: `${cloudMapSource}; the text of the error is believed`,
  },
  clusters: {
    ...ofEcs,
    operations: ['CreateCluster'],
    code: 'L-21C621EB',
    name: 'Clusters per account',
    value: 10_000,
    error: 'ClientException',
    says: /maximum number of clusters/,
  },
  services: {
    ...ofEcs,
    operations: ['CreateService'],
    code: 'L-9EF96962',
    name: 'Services per cluster',
    value: 5000,
    error: 'ClientException',
    says: /maximum number of services/,
  },
  'tasks-per-service': {
    ...ofEcs,
    operations: ['CreateService', 'UpdateService'],
    code: 'L-92E49DE3',
    name: 'Tasks per service',
    value: 5000,
    error: 'InvalidParameterException',
    says: /desired count/i,
  },
  'fargate-vcpus': {
    ...ofFargate,
    code: 'L-3032A538',
    name: 'Fargate On-Demand vCPU resource count',
  },
  'fargate-spot-vcpus': {
    ...ofFargate,
    code: 'L-36FBB829',
    name: 'Fargate Spot vCPU resource count',
    // A task that this program runs itself is on demand.
    operations: [],
  },
  'container-instances': {
    ...ofEcs,
    operations: ['RegisterContainerInstance'],
    code: 'L-86C34207',
    name: 'Container instances per cluster',
    value: 5000,
    error: 'ClientException',
    says: /maximum number of container instances/,
  },
  'api-routes': {
    ...ofApi,
    operations: ['CreateRoute'],
    code: 'L-65B5C802',
    name: 'Routes per HTTP API',
    value: 300,
    error: 'ConflictException',
    says: /Maximum number of Routes/,
    source: apiPartSource,
  },
  'api-integrations': {
    ...ofApi,
    operations: ['CreateIntegration'],
    name: 'Integrations per HTTP API',
    value: 300,
    adjustable: false,
    error: 'ConflictException',
    says: /Maximum number of Integrations/,
    source: apiPartSource,
  },
  'api-stages': {
    ...ofApi,
    operations: ['CreateStage'],
    code: 'L-379E48B0',
    name: 'Stages per API',
    value: 10,
    error: 'ConflictException',
    says: /Maximum number of Stages/,
    source: apiPartSource,
  },
  'vpc-links': {
    ...ofApi,
    operations: ['CreateVpcLink'],
    code: 'L-608BDCD4',
    name: 'VPC links(V2)',
    value: 10,
    error: 'BadRequestException',
    says: /too many Vpc Links/,
    source: `${apiSource}; error: github.com/hashicorp/terraform-provider-aws/pull/40500`,
  },
  'domain-names': {
    ...ofApi,
    operations: ['CreateDomainName'],
    code: 'L-A93447B8',
    name: 'Public custom domain names per account per Region',
    value: 120,
    error: 'BadRequestException',
    says: /maximum number of domain names/i,
    source: `${restApiSource}; the error is believed`,
  },
  certificates: {
    ...ofAcm,
    operations: ['RequestCertificate'],
    code: 'L-F141DD1D',
    name: 'ACM certificates',
    value: 2500,
    says: /limit of \d+ certificates/,
  },
  'certificate-names': {
    ...ofAcm,
    operations: ['RequestCertificate'],
    code: 'L-FB94F0B0',
    name: 'Domain names per ACM certificate',
    value: 10,
    says: /domain names/,
  },
  repositories: {
    service: 'ecr',
    operations: ['CreateRepository'],
    serviceCode: 'ecr',
    code: 'L-CFEB8E8D',
    name: 'Registered repositories',
    value: 100_000,
    adjustable: true,
    error: 'LimitExceededException',
    source: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html',
  },
  'log-groups': {
    service: 'logs',
    operations: ['CreateLogGroup'],
    serviceCode: 'logs',
    name: 'Log groups per Region',
    value: 1_000_000,
    adjustable: true,
    error: 'LimitExceededException',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html',
  },
  roles: {
    ...ofIam,
    operations: ['CreateRole'],
    code: 'L-FE177D64',
    name: 'Roles per account',
    value: 1000,
    adjustable: true,
    says: /RolesPerAccount/,
  },
  policies: {
    ...ofIam,
    operations: ['CreatePolicy'],
    code: 'L-E95E4862',
    name: 'Customer managed policies per account',
    value: 1500,
    adjustable: true,
    says: /PoliciesPerAccount/,
    source: `${iamSource}; the text of the error is believed`,
  },
  'role-policies': {
    ...ofIam,
    operations: ['AttachRolePolicy'],
    code: 'L-0DA4ABF3',
    name: 'Managed policies per role',
    value: managedPoliciesOfRole,
    adjustable: true,
    says: /PoliciesPerRole/,
  },
  'role-policy-size': {
    ...ofIam,
    operations: ['PutRolePolicy'],
    name: 'Characters of the inline policies of a role',
    value: rolePolicyCharacters,
    adjustable: false,
    says: /Maximum policy size/,
  },
  'role-trust-size': {
    ...ofIam,
    operations: ['CreateRole', 'UpdateAssumeRolePolicy'],
    code: 'L-C07B4B0D',
    name: 'Role trust policy length',
    value: 2048,
    adjustable: true,
    says: /ACLSizePerRole/,
  },
  'instance-profiles': {
    ...ofIam,
    operations: ['CreateInstanceProfile'],
    code: 'L-6E65F664',
    name: 'Instance profiles per account',
    value: 1000,
    adjustable: true,
    says: /InstanceProfilesPerAccount/,
  },
  'auto-scaling-groups': {
    service: 'autoscaling',
    operations: ['CreateAutoScalingGroup'],
    serviceCode: 'autoscaling',
    code: 'L-CDE20ADC',
    name: 'Auto Scaling groups per region',
    value: 500,
    adjustable: true,
    error: 'LimitExceededFault',
    source: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-quotas.html',
  },
} as const satisfies { readonly [name: string]: Quota };

export type QuotaName = keyof typeof table;

/** By the names that this program has for them. */
export const quotas: { readonly [Name in QuotaName]: Quota } = table;
export const quotaNames = Object.keys(quotas) as readonly QuotaName[];

/** A call that was refused, as far as quotas are told by it. */
export interface Refused {
  readonly service?: string | undefined;
  readonly operation?: string | undefined;
  /** The error's name; with or without `Exception` or `Fault` at its end, which SDKs add and the wire leaves out. */
  readonly error: string;
  readonly message: string;
}

/**
 * The quotas that a call may have been refused for. It is one, but for endpoints of VPCs: EC2's error is the same for those
 * of both types.
 */
export const quotasBehind = ({ service, operation, error, message }: Refused): readonly QuotaName[] =>
  quotaNames.filter((name) => {
    const it = quotas[name];
    return (
      it.service === service &&
      (operation === undefined || it.operations.includes(operation)) &&
      bare(it.error) === bare(error) &&
      (it.says?.test(message) ?? true)
    );
  });

const bare = (error: string): string => error.replace(/(Exception|Fault)$/, '');

/**
 * The arguments of the AWS CLI that ask for more; undefined where AWS gives nobody more, or only by a support case.
 * Quotas of the whole account are kept in us-east-1.
 */
export function increaseCommand(name: QuotaName, desired: number): string | undefined {
  const { adjustable, code, serviceCode, isGlobal } = quotas[name];
  if (!adjustable || code === undefined) return undefined;
  const where = isGlobal ? ' --region us-east-1' : '';
  return (
    `aws service-quotas request-service-quota-increase --service-code ${serviceCode} --quota-code ${code} ` +
    `--desired-value ${desired}${where}`
  );
}
