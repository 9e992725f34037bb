/** The member that says how long a page is, and its smallest and largest value; `undefined`: the page names none. */
export type PageSize = readonly [member: string, least: number | undefined, most: number | undefined];

const of = (member: string, least: number | undefined, most: number | undefined, ...operations: readonly string[]) =>
  operations.map((operation) => [operation, [member, least, most]] as const);

/**
 * Which page sizes each operation takes. Source: the API reference of each operation ("Valid Range", or its text). Where the
 * largest is absent, AWS takes more for as much as it gives.
 */
export const pageSizes: { readonly [service: string]: { readonly [operation: string]: PageSize } } = Object.fromEntries(
  Object.entries({
    ec2: [
      ...of(
        'MaxResults',
        5,
        1000,
        ...['DescribeInstanceCreditSpecifications', 'DescribeInternetGateways', 'DescribeNatGateways'],
        ...['DescribeNetworkAcls', 'DescribeNetworkInterfaces', 'DescribeSecurityGroupRules', 'DescribeSecurityGroups'],
        ...['DescribeSubnets', 'DescribeTags', 'DescribeVpcs'],
      ),
      ...of('MaxResults', 5, 100, 'DescribeInstanceTypes', 'DescribeRouteTables'),
      ...of('MaxResults', 1, 1000, 'DescribeAddressesAttribute'),
      ...of('MaxResults', 1, 200, 'DescribeLaunchTemplates', 'DescribeLaunchTemplateVersions'),
      ...of('MaxResults', 1, 100, 'DescribeManagedPrefixLists', 'GetManagedPrefixListEntries'),
      ...of('MaxResults', 1, undefined, 'DescribeVpcEndpoints', 'DescribeVpcEndpointServices'),
      // The pages say nothing any more. Earlier editions of some of them had 5 to 1000.
      ...of('MaxResults', 5, 1000, 'DescribeInstances', 'DescribeInstanceStatus', 'DescribeVolumes', 'DescribeImages'),
      ...of('MaxResults', 1, 1000, 'DescribePrefixLists'),
    ],
    autoscaling: [
      ...of('MaxRecords', 1, 100, 'DescribeAutoScalingGroups', 'DescribeScalingActivities', 'DescribeTags'),
      ...of('MaxRecords', 1, 50, 'DescribeAutoScalingInstances'),
    ],
    ecr: of('maxResults', 1, 1000, 'DescribeImages', 'DescribeRepositories', 'ListImages'),
    ecs: [
      ...of('maxResults', 1, 10, 'DescribeCapacityProviders', 'ListAccountSettings'),
      ...of('maxResults', 1, 100, 'ListClusters', 'ListContainerInstances', 'ListServiceDeployments', 'ListServices'),
      ...of('maxResults', 1, 100, 'ListTaskDefinitionFamilies', 'ListTaskDefinitions', 'ListTasks'),
    ],
    elbv2: of(
      'PageSize',
      1,
      400,
      'DescribeListenerCertificates',
      'DescribeListeners',
      'DescribeLoadBalancers',
      'DescribeRules',
      'DescribeSSLPolicies',
      'DescribeTargetGroups',
    ),
    iam: of(
      'MaxItems',
      1,
      1000,
      ...['ListAttachedRolePolicies', 'ListEntitiesForPolicy', 'ListInstanceProfileTags', 'ListInstanceProfiles'],
      ...['ListInstanceProfilesForRole', 'ListPolicies', 'ListPolicyTags', 'ListPolicyVersions', 'ListRolePolicies'],
      ...['ListRoleTags', 'ListRoles', 'SimulateCustomPolicy', 'SimulatePrincipalPolicy'],
    ),
    ssm: [
      ...of('MaxResults', 5, 50, 'DescribeInstanceInformation'),
      ...of('MaxResults', 1, 50, 'DescribeParameters', 'GetParameterHistory'),
      ...of('MaxResults', 1, 10, 'GetParametersByPath'),
    ],
    secretsmanager: of('MaxResults', 1, 100, 'ListSecretVersionIds', 'ListSecrets'),
    // One above 100 counts as 100.
    efs: [
      ...of('MaxItems', 1, undefined, 'DescribeFileSystems', 'DescribeMountTargets'),
      ...of('MaxResults', 1, undefined, 'DescribeAccessPoints', 'ListTagsForResource'),
    ],
    logs: [
      ...of('limit', 1, 50, 'DescribeLogGroups', 'DescribeLogStreams', 'DescribeResourcePolicies'),
      ...of('limit', 1, 10_000, 'FilterLogEvents', 'GetLogEvents'),
    ],
    apigatewayv2: of(
      'MaxResults',
      undefined,
      undefined,
      ...['GetApis', 'GetDeployments', 'GetIntegrations', 'GetRoutes', 'GetStages', 'GetVpcLinks'],
      ...['GetApiMappings', 'GetDomainNames'],
    ),
    servicediscovery: [
      ...of('MaxResults', 1, 1000, 'DiscoverInstances'),
      ...of('MaxResults', 1, 100, 'GetInstancesHealthStatus', 'ListInstances', 'ListNamespaces', 'ListOperations'),
      ...of('MaxResults', 1, 100, 'ListServices'),
    ],
    applicationautoscaling: [
      ...of('MaxResults', undefined, undefined, 'DescribeScalableTargets', 'DescribeScalingActivities'),
      ...of('MaxResults', undefined, undefined, 'DescribeScalingPolicies', 'DescribeScheduledActions'),
    ],
    scheduler: of('MaxResults', 1, 100, 'ListScheduleGroups', 'ListSchedules'),
    acm: of('MaxItems', 1, 1000, 'ListCertificates'),
    route53: of(
      'MaxItems',
      undefined,
      undefined,
      ...['ListHostedZones', 'ListHostedZonesByName', 'ListHostedZonesByVPC', 'ListResourceRecordSets'],
    ),
    s3: [
      ...of('MaxBuckets', 1, 10_000, 'ListBuckets'),
      ...of('MaxKeys', 0, undefined, 'ListObjectVersions', 'ListObjectsV2'),
    ],
    servicequotas: of(
      'MaxResults',
      1,
      100,
      ...['ListAWSDefaultServiceQuotas', 'ListRequestedServiceQuotaChangeHistory', 'ListServiceQuotas'],
    ),
  }).map(([service, operations]) => [service, Object.fromEntries(operations)]),
);
