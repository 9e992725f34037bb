import { each, rateExceeded, requestLimit, shared, throttling, type ServiceRates } from './rate-limits.js';
import type { ServiceId } from '../aws/services.js';

/**
 * Reads of EC2 that take of a smaller bucket where they have neither a filter nor pages. That ids alone are no filter is
 * believed.
 */
const readAtLarge = {
  operations: [
    'DescribeInstances',
    'DescribeInstanceStatus',
    'DescribeNetworkInterfaces',
    'DescribeSecurityGroups',
    'DescribeVolumes',
  ],
  onlyIf: ({ Filters, MaxResults }: { readonly Filters?: readonly unknown[]; readonly MaxResults?: number }) =>
    MaxResults === undefined && !Filters?.length,
} as const;

/**
 * Each action by itself, also within a category: "limits are applied to individual API actions, not API action categories".
 * Actions that neither the program nor the sandbox has are left out, and so are tokens that count by instances: one request
 * seldom starts many.
 */
const ec2: ServiceRates = {
  source: 'https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html',
  answer: requestLimit,
  sets: [
    [
      each('CreateVpcEndpoint ModifyVpcEndpoint DeleteVpcEndpoints', 0.3, 4),
      each('CreateNatGateway DeleteNatGateway', 1, 10),
      each('RunInstances StartInstances', 2, 5),
      each('TerminateInstances CreateLaunchTemplateVersion ModifyLaunchTemplate', 5, 100),
      each('CreateNetworkInterface DeleteNetworkInterface DeleteVolume', 5, 100),
      each('CreateTags DeleteTags', 10, 100),
      { ...readAtLarge, name: 'unfiltered', isEach: true, burst: 50, perSecond: 10 },
      { operations: /^(Describe|List|Search|Get)/, burst: 100, perSecond: 20 },
      { operations: /./, burst: 50, perSecond: 5 },
    ],
  ],
};

const ecs: ServiceRates = {
  source:
    'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/request-throttling.html; of Fargate: https://docs.aws.amazon.com/AmazonECS/latest/userguide/throttling.html',
  answer: rateExceeded,
  sets: [
    [
      shared(
        'cluster modify',
        'CreateCluster DeleteCluster PutClusterCapacityProviders UpdateCluster UpdateClusterSettings',
        20,
        1,
      ),
      shared('cluster read', 'DescribeClusters ListClusters', 50, 20),
      shared('task definition modify', 'DeregisterTaskDefinition RegisterTaskDefinition', 20, 1),
      shared('task definition read', 'DescribeTaskDefinition ListTaskDefinitions ListTaskDefinitionFamilies', 50, 20),
      shared('task definition deletion', 'DeleteTaskDefinitions', 5, 1),
      shared('capacity provider modify', 'CreateCapacityProvider DeleteCapacityProvider UpdateCapacityProvider', 10, 1),
      shared('capacity provider read', 'DescribeCapacityProviders', 50, 20),
      shared('tag modify', 'TagResource UntagResource', 20, 10),
      shared('tag read', 'ListTagsForResource', 50, 20),
      shared('setting modify', 'DeleteAccountSetting PutAccountSetting PutAccountSettingDefault', 10, 1),
      shared('setting read', 'ListAccountSettings', 50, 20),
      shared(
        'cluster resource modify',
        'DeleteAttributes DeregisterContainerInstance ExecuteCommand PutAttributes RunTask StartTask StopTask UpdateContainerAgent UpdateContainerInstancesState',
        100,
        40,
      ),
      shared(
        'cluster resource read',
        'DescribeContainerInstances DescribeTasks ListAttributes ListContainerInstances ListTasks',
        100,
        20,
      ),
      shared('service modify', 'CreateService DeleteService UpdateService', 50, 5),
      shared('service read', 'DescribeServices ListServices', 100, 20),
      shared('service deployment', 'DescribeServiceDeployments ListServiceDeployments', 50, 20),
      shared('service revision', 'DescribeServiceRevisions', 50, 20),
      shared('task protection', 'UpdateTaskProtection GetTaskProtection', 200, 80),
      shared('services by namespace', 'ListServicesByNamespace', 10, 1),
    ],
    [
      {
        ...shared('Fargate launch', 'RunTask', 100, 20),
        onlyIf: ({ launchType }: { readonly launchType?: string }) => launchType !== 'EC2',
      },
    ],
  ],
};

const elbv2: ServiceRates = {
  source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/elb-api-throttling.html',
  answer: rateExceeded,
  sets: [
    [
      shared('resource-intensive', 'CreateLoadBalancer SetSubnets', 10, 0.2),
      shared('registration', 'RegisterTargets DeregisterTargets', 20, 4),
      { name: 'non-mutating', operations: /^Describe/, burst: 40, perSecond: 10 },
      { name: 'mutating', operations: /./, burst: 20, perSecond: 3 },
    ],
    [{ name: 'all', operations: /./, burst: 40, perSecond: 10 }],
  ],
};

const apigatewayv2: ServiceRates = {
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html',
  // Its model has this error, with this status. The text is as it comes with it.
  answer: { code: 'TooManyRequestsException', message: 'Too Many Requests', status: 429 },
  sets: [
    [
      each('CreateVpcLink', 1 / 15, 1),
      each('DeleteVpcLink CreateDomainName UpdateDomainName DeleteDomainName', 1 / 30, 1),
      each('CreateDeployment', 1 / 5, 1),
    ],
    [{ name: 'all', operations: /./, burst: 40, perSecond: 10 }],
  ],
};

/** PutLogEvents (5,000 a second) is left out: nobody here gets there. */
const logs: ServiceRates = {
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html',
  answer: rateExceeded,
  sets: [
    [
      each('CreateLogGroup DeleteLogGroup DescribeLogGroups', 10),
      each('PutRetentionPolicy DeleteRetentionPolicy ListTagsForResource TagResource UntagResource', 5),
      each('CreateLogStream', 50),
      each('DeleteLogStream', 15),
      each('DescribeLogStreams', 25),
      {
        ...each('FilterLogEvents', 10),
        inRegions: {
          'us-east-1': 25,
          ...{ 'ap-northeast-3': 5, 'ap-southeast-3': 5, 'ca-west-1': 5, 'eu-central-1': 5, 'il-central-1': 5 },
        },
      },
      {
        ...each('GetLogEvents', 25),
        inRegions: {
          ...{ 'us-west-2': 10, 'ap-northeast-3': 10, 'ap-southeast-3': 10, 'ca-west-1': 10, 'eu-central-1': 10 },
          ...{ 'eu-west-1': 10, 'eu-west-3': 30, 'il-central-1': 10 },
        },
      },
    ],
  ],
};

/**
 * Only DiscoverInstances is published. The others are believed: AWS's own controller for Kubernetes keeps to them as "the default
 * limits", for HTTP namespaces; DNS namespaces and deletions are taken to be alike. What it does not name is left out.
 */
const servicediscovery: ServiceRates = {
  source:
    'https://docs.aws.amazon.com/cloud-map/latest/dg/throttling.html; believed: github.com/aws/aws-cloud-map-mcs-controller-for-k8s, pkg/common/ratelimiter.go',
  answer: rateExceeded,
  // Its model has this error for nothing else.
  answersOf: { DiscoverInstances: { ...requestLimit, message: 'Rate exceeded', status: 400 } },
  sets: [
    [
      each('DiscoverInstances', 1000, 2000),
      each('ListNamespaces CreateHttpNamespace CreatePrivateDnsNamespace DeleteNamespace', 0.5, 5),
      each('ListServices', 2, 10),
      each('CreateService DeleteService', 5, 50),
      each('RegisterInstance DeregisterInstance', 50, 100),
      each('GetOperation', 100, 200),
    ],
  ],
};

/** Changes of records count in a bucket of their own (1,500, 100 a second); requests as small as ours do not get there. */
const route53: ServiceRates = {
  source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/api-throttling.html',
  answer: throttling,
  isGlobal: true,
  sets: [
    [
      each('CreateHostedZone', 2, 40),
      each('DeleteHostedZone', 5, 40),
      each('AssociateVPCWithHostedZone', 5, 20),
      { operations: /./, burst: 50, perSecond: 10 },
    ],
    [{ name: 'all', operations: /./, burst: 50, perSecond: 10 }],
  ],
};

/**
 * AWS publishes no rate, and says that several buckets may count for an API
 * (https://github.com/hashicorp/terraform-provider-aws/issues/44853). 15 a second for each is what people go by.
 */
const iam: ServiceRates = {
  source: 'believed; see above',
  answer: throttling,
  isGlobal: true,
  sets: [[{ operations: /./, perSecond: 15 }]],
};

const acm: ServiceRates = {
  source: 'https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html#api-rate-limits',
  answer: rateExceeded,
  sets: [
    [
      each('DescribeCertificate DeleteCertificate ListTagsForCertificate', 10),
      each('ListCertificates', 8),
      each('RequestCertificate AddTagsToCertificate RemoveTagsFromCertificate', 5),
    ],
  ],
};

/** Only pushes are limited where a client may get there. */
const ecr: ServiceRates = {
  source: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html',
  answer: rateExceeded,
  sets: [[each('PutImage', 10), each('InitiateLayerUpload CompleteLayerUpload', 100)]],
};

/** Parameter Store's usual throughput, which its reads share. */
const ssm: ServiceRates = {
  source: 'https://docs.aws.amazon.com/general/latest/gr/ssm.html',
  answer: rateExceeded,
  sets: [[shared('parameter reads', 'GetParameter GetParameters GetParametersByPath', 40, 40)]],
};

const tooMany = (most: string): string => `nobody here asks so much: ${most} a second`;
const unpublished = 'nothing is published, and stacks ask little of it';

/** The rates of each service, or why none are here. */
export const awsRates: { readonly [S in ServiceId]: ServiceRates | string } = {
  sts: tooMany('600'),
  ec2,
  iam,
  ecr,
  logs,
  ssm,
  secretsmanager: tooMany('10,000 reads'),
  ecs,
  efs: unpublished,
  autoscaling: unpublished,
  applicationautoscaling: unpublished,
  scheduler: tooMany('hundreds'),
  elbv2,
  acm,
  route53,
  servicediscovery,
  apigatewayv2,
  s3: tooMany('3,500 for each prefix'),
  servicequotas: unpublished,
  tagging: unpublished,
};
