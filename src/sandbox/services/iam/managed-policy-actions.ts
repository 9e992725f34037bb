/**
 * What some of AWS's managed policies allow whose text the sandbox does not have, by path and name: of the actions that it
 * asks roles about, those that stand in them with `Resource: "*"`. Believed, after
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
export const policyActions: { readonly [pathAndName: string]: readonly string[] } = {
  AmazonECS_FullAccess: ['ecs:*', 'logs:CreateLogGroup', 'logs:DescribeLogGroups', 'logs:FilterLogEvents'],
  AmazonEC2ContainerRegistryFullAccess: ['ecr:*'],
  AmazonEC2ContainerRegistryPowerUser: [
    'ecr:Get*',
    'ecr:Batch*',
    'ecr:Describe*',
    'ecr:List*',
    'ecr:PutImage',
    'ecr:*Layer*',
  ],
  AmazonEC2ContainerRegistryReadOnly: [
    'ecr:Get*',
    'ecr:BatchGetImage',
    'ecr:BatchCheckLayerAvailability',
    'ecr:Describe*',
    'ecr:List*',
  ],
  AmazonEC2ContainerRegistryPullOnly: [
    'ecr:GetAuthorizationToken',
    'ecr:BatchGetImage',
    'ecr:GetDownloadUrlForLayer',
    'ecr:BatchImportUpstreamImage',
  ],
  AmazonSSMReadOnlyAccess: ['ssm:Describe*', 'ssm:Get*', 'ssm:List*'],
  CloudWatchLogsFullAccess: ['logs:*'],
  CloudWatchFullAccess: ['logs:*'],
  CloudWatchLogsReadOnlyAccess: [
    'logs:Describe*',
    'logs:Get*',
    'logs:List*',
    'logs:FilterLogEvents',
    'logs:TestMetricFilter',
  ],
  CloudWatchAgentServerPolicy: [
    'logs:PutLogEvents',
    'logs:PutRetentionPolicy',
    'logs:DescribeLogStreams',
    'logs:DescribeLogGroups',
    'logs:CreateLogStream',
    'logs:CreateLogGroup',
  ],
  'service-role/AmazonAPIGatewayPushToCloudWatchLogs': [
    'logs:CreateLogGroup',
    'logs:CreateLogStream',
    'logs:DescribeLogGroups',
    'logs:DescribeLogStreams',
    'logs:PutLogEvents',
    'logs:GetLogEvents',
    'logs:FilterLogEvents',
  ],
  'service-role/AWSLambdaVPCAccessExecutionRole': ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
  SecretsManagerReadWrite: ['secretsmanager:*'],
};
