import { DescribeLogGroupsCommand, ListTagsForResourceCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  GetLifecyclePolicyCommand,
  ListTagsForResourceCommand as ListTagsOfRepositoryCommand,
} from '@aws-sdk/client-ecr';
import {
  GetInstanceProfileCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
} from '@aws-sdk/client-iam';
import {
  DescribeAccessPointsCommand,
  DescribeFileSystemsCommand,
  DescribeMountTargetsCommand,
  DescribeMountTargetSecurityGroupsCommand,
} from '@aws-sdk/client-efs';
import { DescribeSecurityGroupsCommand } from '@aws-sdk/client-ec2';
import { DescribeSecretCommand } from '@aws-sdk/client-secrets-manager';
import { DescribeParametersCommand } from '@aws-sdk/client-ssm';
import { account, says, tags, upper, type Samples } from './sample.js';

const secretArn = `arn:aws:secretsmanager:eu-west-1:${account}:secret:shop/db-AbCdEf`;
const parameterArn = `arn:aws:ssm:eu-west-1:${account}:parameter/shop/db`;
const at = new Date('2026-03-01T08:30:00Z');
const RoleName = 'shop-exec-eu-west-1';
const trust = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};
const secrets = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: ['arn:aws:secretsmanager:*'] }],
};
/** IAM sends documents as a text in which all but letters and digits is encoded. */
const encoded = (document: object): string => encodeURIComponent(JSON.stringify(document));
const role = {
  Arn: `arn:aws:iam::${account}:role/${RoleName}`,
  AssumeRolePolicyDocument: encoded(trust),
  CreateDate: at,
  Description: '',
  MaxSessionDuration: 3600,
  Path: '/',
  RoleId: 'AROA0EXAMPLE0EXAMPLE0',
  RoleLastUsed: { LastUsedDate: at, Region: 'eu-west-1' },
  RoleName,
  Tags: upper,
};
const repositoryArn = `arn:aws:ecr:eu-west-1:${account}:repository/shop/web`;
const repositoryUri = `${account}.dkr.ecr.eu-west-1.amazonaws.com/shop/web`;
const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
const lifecycle = { rules: [{ rulePriority: 1, selection: { tagStatus: 'untagged' }, action: { type: 'expire' } }] };
const policyArn = 'arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy';
const ownPolicy = `arn:aws:iam::${account}:policy/shop-web-task-eu-west-1-1`;
const logGroupName = '/ecs/shop/web';

/**
 * Sources: the pages of these operations in https://docs.aws.amazon.com/IAM/latest/APIReference/,
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/ and https://docs.aws.amazon.com/AmazonECR/latest/APIReference/
 */
export const rolesLogsImages: Samples = {
  role: {
    id: RoleName,
    answers: [says(GetRoleCommand, { Role: role })],
    reads: {
      out: { roleName: RoleName, roleArn: role.Arn },
      live: { RoleName, AssumeRolePolicyDocument: trust },
      tags,
    },
  },
  'role-policy': {
    id: { RoleName, PolicyName: 'secrets' },
    answers: [says(GetRolePolicyCommand, { PolicyDocument: encoded(secrets), PolicyName: 'secrets', RoleName })],
    reads: { out: { policyName: 'secrets' }, live: { RoleName, PolicyName: 'secrets', PolicyDocument: secrets } },
  },
  policy: {
    id: ownPolicy,
    answers: [
      says(GetPolicyCommand, {
        Policy: {
          ...{ PolicyName: 'shop-web-task-eu-west-1-1', PolicyId: 'ANPAEXAMPLE', Arn: ownPolicy, Path: '/' },
          ...{ DefaultVersionId: 'v3', AttachmentCount: 1, IsAttachable: true, Tags: upper },
        },
      }),
      says(GetPolicyVersionCommand, {
        PolicyVersion: { Document: encoded(secrets), VersionId: 'v3', IsDefaultVersion: true },
      }),
    ],
    reads: {
      out: { policyArn: ownPolicy },
      live: { PolicyName: 'shop-web-task-eu-west-1-1', PolicyDocument: secrets },
      tags,
    },
  },
  'role-policy-attachment': {
    id: { RoleName, PolicyArn: policyArn },
    answers: [
      says(ListAttachedRolePoliciesCommand, {
        AttachedPolicies: [
          { PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess', PolicyName: 'ReadOnlyAccess' },
          { PolicyArn: policyArn, PolicyName: 'AmazonECSTaskExecutionRolePolicy' },
        ],
        IsTruncated: false,
      }),
    ],
    reads: { out: { policyArn }, live: { RoleName, PolicyArn: policyArn } },
  },
  'instance-profile': {
    id: 'shop-host-eu-west-1',
    answers: [
      says(GetInstanceProfileCommand, {
        InstanceProfile: {
          Arn: `arn:aws:iam::${account}:instance-profile/shop-host-eu-west-1`,
          CreateDate: at,
          InstanceProfileId: 'AIPA0EXAMPLE0EXAMPLE0',
          InstanceProfileName: 'shop-host-eu-west-1',
          Path: '/',
          Roles: [role],
          Tags: upper,
        },
      }),
    ],
    reads: {
      out: { instanceProfileName: 'shop-host-eu-west-1' },
      live: { InstanceProfileName: 'shop-host-eu-west-1', RoleName },
      tags,
    },
  },
  'log-group': {
    id: logGroupName,
    answers: [
      // By prefix: another group comes first.
      says(DescribeLogGroupsCommand, {
        logGroups: ['/ecs/shop/web', '/ecs/shop/web-admin'].toReversed().map((name) => ({
          arn: `arn:aws:logs:eu-west-1:${account}:log-group:${name}:*`,
          creationTime: at.getTime(),
          logGroupArn: `arn:aws:logs:eu-west-1:${account}:log-group:${name}`,
          logGroupClass: 'STANDARD' as const,
          logGroupName: name,
          metricFilterCount: 0,
          storedBytes: 1024,
          ...(name === logGroupName && { retentionInDays: 30 }),
        })),
      }),
      says(ListTagsForResourceCommand, { tags: { ...tags } }),
    ],
    reads: {
      out: { logGroupName, logGroupArn: `arn:aws:logs:eu-west-1:${account}:log-group:${logGroupName}` },
      live: { logGroupName, retentionInDays: 30 },
      tags,
      since: at,
    },
  },
  'ecr-repository': {
    id: 'shop/web',
    answers: [
      says(DescribeRepositoriesCommand, {
        repositories: [
          {
            createdAt: at,
            encryptionConfiguration: { encryptionType: 'AES256' },
            imageScanningConfiguration: { scanOnPush: false },
            imageTagMutability: 'IMMUTABLE',
            registryId: account,
            repositoryArn,
            repositoryName: 'shop/web',
            repositoryUri,
          },
        ],
      }),
      says(GetLifecyclePolicyCommand, {
        lastEvaluatedAt: at,
        lifecyclePolicyText: JSON.stringify(lifecycle),
        registryId: account,
        repositoryName: 'shop/web',
      }),
      says(ListTagsOfRepositoryCommand, { tags: upper }),
    ],
    reads: {
      out: { repositoryName: 'shop/web', repositoryUri },
      live: { repositoryName: 'shop/web', imageTagMutability: 'IMMUTABLE', lifecyclePolicy: lifecycle },
      tags,
    },
  },
  image: {
    id: { image: `${repositoryUri}:1.4`, repositoryName: 'shop/web', imageTag: '1.4' },
    answers: [
      says(DescribeImagesCommand, {
        imageDetails: [
          {
            artifactMediaType: 'application/vnd.docker.container.image.v1+json',
            imageDigest: digest,
            imageManifestMediaType: 'application/vnd.docker.distribution.manifest.v2+json',
            imagePushedAt: at,
            imageSizeInBytes: 12_345_678,
            imageTags: ['1.4', 'latest'],
            lastRecordedPullTime: at,
            registryId: account,
            repositoryName: 'shop/web',
          },
        ],
      }),
    ],
    reads: {
      out: { image: `${repositoryUri}:1.4`, imageDigest: digest },
      live: { repositoryName: 'shop/web', imageTag: '1.4' },
    },
  },
  'existing-role': {
    id: { roleArn: role.Arn },
    answers: [says(GetRoleCommand, { Role: role })],
    reads: { out: { roleArn: role.Arn }, live: { RoleArn: role.Arn } },
  },
  'existing-file-system': {
    id: {
      asked: {
        FileSystemId: 'fs-01234567',
        AccessPointIds: ['fsap-0123456789abcdef0'],
        VpcId: 'vpc-0123456789abcdef0',
        ZoneIds: ['euw1-az1'],
        GroupIds: [],
      },
    },
    answers: [
      says(DescribeFileSystemsCommand, {
        FileSystems: [
          {
            OwnerId: account,
            CreationToken: 'token',
            FileSystemId: 'fs-01234567',
            FileSystemArn: `arn:aws:elasticfilesystem:eu-west-1:${account}:file-system/fs-01234567`,
            CreationTime: at,
            LifeCycleState: 'available',
            NumberOfMountTargets: 1,
            SizeInBytes: { Value: 6144 },
            PerformanceMode: 'generalPurpose',
            Tags: [],
          },
        ],
      }),
      says(DescribeAccessPointsCommand, {
        AccessPoints: [
          {
            AccessPointId: 'fsap-0123456789abcdef0',
            AccessPointArn: `arn:aws:elasticfilesystem:eu-west-1:${account}:access-point/fsap-0123456789abcdef0`,
            FileSystemId: 'fs-01234567',
            LifeCycleState: 'available',
            RootDirectory: { Path: '/data' },
          },
        ],
      }),
      says(DescribeMountTargetsCommand, {
        MountTargets: [
          {
            MountTargetId: 'fsmt-01234567',
            FileSystemId: 'fs-01234567',
            SubnetId: 'subnet-0123456789abcdef0',
            LifeCycleState: 'available',
            AvailabilityZoneId: 'euw1-az1',
            VpcId: 'vpc-0123456789abcdef0',
          },
        ],
      }),
      says(DescribeMountTargetSecurityGroupsCommand, { SecurityGroups: ['sg-0123456789abcdef0'] }),
      says(DescribeSecurityGroupsCommand, {
        SecurityGroups: [
          {
            GroupId: 'sg-0123456789abcdef0',
            IpPermissions: [{ IpProtocol: 'tcp', FromPort: 2049, ToPort: 2049, IpRanges: [{ CidrIp: '10.0.0.0/16' }] }],
          },
        ],
      }),
    ],
    reads: {
      out: { fileSystemId: 'fs-01234567' },
      live: {
        FileSystemId: 'fs-01234567',
        AccessPointIds: ['fsap-0123456789abcdef0'],
        VpcId: 'vpc-0123456789abcdef0',
        ZoneIds: ['euw1-az1'],
        GroupIds: [],
      },
    },
  },
  'existing-secret': {
    id: { asked: 'shop/db', arn: secretArn },
    answers: [
      says(DescribeSecretCommand, {
        ARN: secretArn,
        CreatedDate: at,
        LastChangedDate: at,
        Name: 'shop/db',
        RotationEnabled: false,
        Tags: upper,
        VersionIdsToStages: { 'e9a1c2d3-4b5c-6d7e-8f90-a1b2c3d4e5f6': ['AWSCURRENT'] },
      }),
    ],
    reads: { out: { asked: 'shop/db', arn: secretArn }, live: { SecretId: 'shop/db' } },
  },
  'existing-parameter': {
    id: { asked: '/shop/db', arn: parameterArn },
    answers: [
      // AWS may stop before it has found anything.
      says(DescribeParametersCommand, ({ NextToken }) =>
        NextToken === undefined
          ? { Parameters: [], NextToken: 'more' }
          : {
              Parameters: [
                {
                  ARN: parameterArn,
                  DataType: 'text',
                  KeyId: 'alias/aws/ssm',
                  LastModifiedDate: at,
                  LastModifiedUser: `arn:aws:iam::${account}:user/ana`,
                  Name: '/shop/db',
                  Policies: [],
                  Tier: 'Standard' as const,
                  Type: 'SecureString' as const,
                  Version: 3,
                },
              ],
            },
      ),
    ],
    reads: { out: { asked: '/shop/db', arn: parameterArn }, live: { Name: '/shop/db' } },
  },
};
