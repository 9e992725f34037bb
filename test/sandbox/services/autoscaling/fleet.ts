import {
  CreateAutoScalingGroupCommand,
  DescribeAutoScalingGroupsCommand,
  type CreateAutoScalingGroupType,
} from '@aws-sdk/client-auto-scaling';
import {
  CreateLaunchTemplateCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DescribeInstancesCommand,
  type RequestLaunchTemplateData,
} from '@aws-sdk/client-ec2';
import { AddRoleToInstanceProfileCommand, CreateInstanceProfileCommand, CreateRoleCommand } from '@aws-sdk/client-iam';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import type { CommandClass } from '../../../../src/sandbox/service.js';
import { autoscaling } from '../../../../src/sandbox/services/autoscaling/index.js';
import { ec2 } from '../../../../src/sandbox/services/ec2/index.js';
import { iam } from '../../../../src/sandbox/services/iam/index.js';
import { ssm } from '../../../../src/sandbox/services/ssm/index.js';
import { testContext, type TestContext } from '../../context.js';
import { trust } from '../iam/documents.js';

/** The parameter that hands out the image of container instances. */
export const imageParameter = '/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id';

/** A profile that EC2 knows already: eight seconds of the world have passed. */
export function addProfile({ call, pass }: TestContext, name = 'host') {
  call(iam, CreateRoleCommand, { RoleName: name, AssumeRolePolicyDocument: trust('ec2.amazonaws.com') });
  call(iam, CreateInstanceProfileCommand, { InstanceProfileName: name });
  call(iam, AddRoleToInstanceProfileCommand, { InstanceProfileName: name, RoleName: name });
  pass(8);
}

/** A network of two zones, and a template for c5.xlarge instances; short words for a group of them. */
export function testFleet(data: RequestLaunchTemplateData = {}) {
  const cloud = testContext({ services: [ec2, autoscaling] });
  const { call } = cloud;
  const VpcId = call(ec2, CreateVpcCommand, { CidrBlock: '10.0.0.0/16' }).Vpc?.VpcId ?? '';
  const subnetIds = ['us-east-1a', 'us-east-1b'].map((AvailabilityZone, index) => {
    const wanted = { VpcId, CidrBlock: `10.0.${index}.0/24`, AvailabilityZone };
    return call(ec2, CreateSubnetCommand, wanted).Subnet?.SubnetId ?? '';
  });
  const group = { GroupName: 'host', Description: 'hosts', VpcId };
  const groupId = call(ec2, CreateSecurityGroupCommand, group).GroupId ?? '';
  addProfile(cloud);
  const imageId = call(ssm, GetParameterCommand, { Name: imageParameter }).Parameter?.Value ?? '';
  const LaunchTemplateData: RequestLaunchTemplateData = {
    ImageId: imageId,
    InstanceType: 'c5.xlarge',
    IamInstanceProfile: { Name: 'host' },
    SecurityGroupIds: [groupId],
    ...data,
  };
  const template = { LaunchTemplateName: 'host', LaunchTemplateData };
  const templateId = call(ec2, CreateLaunchTemplateCommand, template).LaunchTemplate?.LaunchTemplateId ?? '';
  const wanted = {
    AutoScalingGroupName: 'host',
    LaunchTemplate: { LaunchTemplateId: templateId },
    MinSize: 0,
    MaxSize: 10,
    VPCZoneIdentifier: subnetIds.join(','),
  } satisfies CreateAutoScalingGroupType;

  return {
    ...cloud,
    vpcId: VpcId,
    subnetIds,
    groupId,
    templateId,
    imageId,
    wanted,
    asg: <Command extends CommandClass>(command: Command, input: InstanceType<Command>['input']) =>
      call(autoscaling, command, input),
    /** `[code, message]` of the error that a call to Auto Scaling ends in. */
    refused<Command extends CommandClass>(command: Command, input: InstanceType<Command>['input']) {
      const { code, message } = cloud.refusal(autoscaling, command, input);
      return [code, message];
    },
    create: (more: Partial<CreateAutoScalingGroupType> = {}) =>
      call(autoscaling, CreateAutoScalingGroupCommand, { ...wanted, ...more }),
    group: () => call(autoscaling, DescribeAutoScalingGroupsCommand, {}).AutoScalingGroups?.[0],
    instances: () =>
      call(ec2, DescribeInstancesCommand, {}).Reservations?.flatMap(({ Instances = [] }) => Instances) ?? [],
  };
}
