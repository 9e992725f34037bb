import {
  AuthorizeSecurityGroupIngressCommand,
  DescribeInstancesCommand,
  RunInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
} from '@aws-sdk/client-ec2';
import { DescribeTargetHealthCommand, RegisterTargetsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { expect, test } from '@jest/globals';
import { ec2 } from '../../../../../src/sandbox/services/ec2/index.js';
import { publicImages } from '../../../../../src/sandbox/services/ec2/images/public-images.js';
import { forward, testCloud } from '../cloud.js';

const healthy = ['healthy', undefined];

/** What a load balancer says of an instance, as a target by this type, before, while and after it is stopped. */
function healthThrough(TargetType: 'instance' | 'ip') {
  const cloud = testCloud();
  const ImageId = publicImages('us-east-1').find(({ Architecture }) => Architecture === 'x86_64')?.ImageId;
  const wanted = {
    ImageId,
    InstanceType: 't3.nano' as const,
    MinCount: 1,
    MaxCount: 1,
    SubnetId: cloud.subnets[0],
    SecurityGroupIds: [cloud.back],
  };
  const InstanceIds = [cloud.any(ec2, RunInstancesCommand, wanted).Instances?.[0]?.InstanceId ?? ''];
  const own = cloud.any(ec2, DescribeInstancesCommand, { InstanceIds }).Reservations?.[0]?.Instances?.[0];
  const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, UserIdGroupPairs: [{ GroupId: cloud.front }] }];
  cloud.any(ec2, AuthorizeSecurityGroupIngressCommand, { GroupId: cloud.back, IpPermissions });
  const TargetGroupArn = cloud.targetGroup({ TargetType });
  cloud.listener(cloud.balancer()?.LoadBalancerArn, forward(TargetGroupArn));
  const Id = TargetType === 'ip' ? own?.PrivateIpAddress : own?.InstanceId;
  cloud.call(RegisterTargetsCommand, { TargetGroupArn, Targets: [{ Id: Id ?? '' }] });
  const seen = () => {
    const [it] = cloud.call(DescribeTargetHealthCommand, { TargetGroupArn }).TargetHealthDescriptions ?? [];
    return [it?.TargetHealth?.State, it?.TargetHealth?.Reason];
  };
  const states = [];
  for (const change of [undefined, StopInstancesCommand, StartInstancesCommand]) {
    if (change) cloud.any(ec2, change, { InstanceIds });
    seen();
    for (let rounds = 0; rounds < 4; rounds++) {
      cloud.pass(100);
      seen();
    }
    states.push(seen());
  }
  return states;
}

test('a stopped instance gets no requests, and is not counted as unhealthy', () => {
  const [before, stopped, after] = healthThrough('instance');
  expect(stopped).toEqual(['unused', 'Target.InvalidState']);
  expect([before, after]).toEqual([healthy, healthy]);
});

test('nobody answers at the address of a stopped instance', () => {
  expect(healthThrough('ip')).toEqual([healthy, ['unhealthy', 'Target.Timeout'], healthy]);
});
