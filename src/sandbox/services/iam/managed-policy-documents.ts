/** The present text of a managed policy. */
export interface PolicyText {
  readonly version: string;
  /** When AWS gave it this version. */
  readonly since: Date;
  readonly document: { readonly Version: string; readonly Statement: readonly object[] };
}

const allowing = (Action: string | readonly string[], more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource: '*',
  ...more,
});

/**
 * The texts of some of AWS's managed policies, by path and name. The sandbox decides nothing by them; clients read them.
 * The texts and their versions are believed. AWS's own:
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
export const policyDocuments: { readonly [pathAndName: string]: PolicyText } = {
  'service-role/AmazonECSTaskExecutionRolePolicy': {
    version: 'v1',
    since: new Date('2017-11-16T18:48:22Z'),
    document: {
      Version: '2012-10-17',
      Statement: [
        allowing([
          'ecr:GetAuthorizationToken',
          'ecr:BatchCheckLayerAvailability',
          'ecr:GetDownloadUrlForLayer',
          'ecr:BatchGetImage',
          'logs:CreateLogStream',
          'logs:PutLogEvents',
        ]),
      ],
    },
  },
  'service-role/AmazonEC2ContainerServiceforEC2Role': {
    version: 'v7',
    since: new Date('2023-03-06T22:19:04Z'),
    document: {
      Version: '2012-10-17',
      Statement: [
        allowing([
          'ec2:DescribeTags',
          'ecs:CreateCluster',
          'ecs:DeregisterContainerInstance',
          'ecs:DiscoverPollEndpoint',
          'ecs:Poll',
          'ecs:RegisterContainerInstance',
          'ecs:StartTelemetrySession',
          'ecs:UpdateContainerInstancesState',
          'ecs:Submit*',
          'ecr:GetAuthorizationToken',
          'ecr:BatchCheckLayerAvailability',
          'ecr:GetDownloadUrlForLayer',
          'ecr:BatchGetImage',
          'logs:CreateLogStream',
          'logs:PutLogEvents',
        ]),
        allowing('ecs:TagResource', {
          Condition: { StringEquals: { 'ecs:CreateAction': ['CreateCluster', 'RegisterContainerInstance'] } },
        }),
      ],
    },
  },
  AmazonSSMManagedInstanceCore: {
    version: 'v2',
    since: new Date('2019-05-23T16:54:21Z'),
    document: {
      Version: '2012-10-17',
      Statement: [
        allowing([
          'ssm:DescribeAssociation',
          'ssm:GetDeployablePatchSnapshotForInstance',
          'ssm:GetDocument',
          'ssm:DescribeDocument',
          'ssm:GetManifest',
          'ssm:GetParameter',
          'ssm:GetParameters',
          'ssm:ListAssociations',
          'ssm:ListInstanceAssociations',
          'ssm:PutInventory',
          'ssm:PutComplianceItems',
          'ssm:PutConfigurePackageResult',
          'ssm:UpdateAssociationStatus',
          'ssm:UpdateInstanceAssociationStatus',
          'ssm:UpdateInstanceInformation',
        ]),
        allowing([
          'ssmmessages:CreateControlChannel',
          'ssmmessages:CreateDataChannel',
          'ssmmessages:OpenControlChannel',
          'ssmmessages:OpenDataChannel',
        ]),
        allowing([
          'ec2messages:AcknowledgeMessage',
          'ec2messages:DeleteMessage',
          'ec2messages:FailMessage',
          'ec2messages:GetEndpoint',
          'ec2messages:GetMessages',
          'ec2messages:SendReply',
        ]),
      ],
    },
  },
  'service-role/AWSLambdaBasicExecutionRole': {
    version: 'v1',
    since: new Date('2015-04-09T15:03:43Z'),
    document: {
      Version: '2012-10-17',
      Statement: [allowing(['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'])],
    },
  },
  AdministratorAccess: {
    version: 'v1',
    since: new Date('2015-02-06T18:39:46Z'),
    document: { Version: '2012-10-17', Statement: [allowing('*')] },
  },
};
