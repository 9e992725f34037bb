import {
  DeleteListenerCommand,
  DeregisterTargetsCommand,
  DescribeTargetHealthCommand,
  ModifyTargetGroupAttributesCommand,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { RevokeSecurityGroupIngressCommand } from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { ec2 } from '../../../../../src/sandbox/services/ec2/index.js';
import { ownAcl } from '../../ec2/network-acls/own-acl.js';
import { forward, testCloud } from '../cloud.js';

const checks = {
  HealthCheckIntervalSeconds: 10,
  HealthyThresholdCount: 2,
  UnhealthyThresholdCount: 3,
} as const;

/** An active load balancer that sends requests to a target group; nothing is registered in it yet. */
function serving() {
  const cloud = testCloud();
  const arn = cloud.targetGroup(checks);
  const LoadBalancerArn = cloud.balancer()?.LoadBalancerArn;
  const ListenerArn = cloud.listener(LoadBalancerArn, forward(arn));
  cloud.pass(180);
  const targets = (...ids: string[]) => ({ TargetGroupArn: arn, Targets: ids.map((Id) => ({ Id })) });
  return {
    ...cloud,
    arn,
    ListenerArn,
    register: (...ids: string[]) => cloud.call(RegisterTargetsCommand, targets(...ids)),
    deregister: (...ids: string[]) => cloud.call(DeregisterTargetsCommand, targets(...ids)),
    targets,
    seen: () => cloud.health(arn)[0],
  };
}

test('a new target is healthy after one check that it passes, and nobody has to look meanwhile', () => {
  const { register, machine, open, seen, pass, call, arn } = serving();
  open(80);
  register(machine());
  expect(call(DescribeTargetHealthCommand, { TargetGroupArn: arn }).TargetHealthDescriptions).toMatchObject([
    {
      Target: { Port: 80, AvailabilityZone: 'us-east-1a' },
      HealthCheckPort: '80',
      TargetHealth: {
        State: 'initial',
        Reason: 'Elb.InitialHealthChecking',
        Description: 'Initial health checks in progress',
      },
    },
  ]);
  pass(9);
  expect(seen()).toBe('initial: Elb.InitialHealthChecking');
  pass(1);
  expect(seen()).toBe('healthy');
});

test('a target whose group does not let the load balancer in is unhealthy, until it does', () => {
  const { register, machine, open, seen, pass } = serving();
  open(81);
  register(machine());
  pass(29);
  expect(seen()).toBe('initial: Elb.InitialHealthChecking');
  pass(2);
  expect(seen()).toBe('unhealthy: Target.Timeout');
  open(80);
  expect(seen()).toBe('unhealthy: Target.Timeout');
  pass(19);
  expect(seen()).toBe('unhealthy: Target.Timeout');
  pass(1);
  expect(seen()).toBe('healthy');
});

test('a healthy target becomes unhealthy when its group shuts the load balancer out', () => {
  const { register, machine, open, seen, pass, any, back, front } = serving();
  open(80);
  register(machine());
  pass(20);
  const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, UserIdGroupPairs: [{ GroupId: front }] }];
  any(ec2, RevokeSecurityGroupIngressCommand, { GroupId: back, IpPermissions });
  expect(seen()).toBe('healthy');
  pass(30);
  expect(seen()).toBe('unhealthy: Target.Timeout');
});

test('a target behind an ACL without ephemeral ports is unhealthy, until the answers get out', () => {
  const { register, machine, subnet, open, seen, pass, any } = serving();
  open(80);
  const behind = subnet('us-east-1a', '10.0.2.0/24');
  register(machine(behind));
  pass(20);
  expect(seen()).toBe('healthy');
  const acl = ownAcl(any, behind, [{ ports: [80, 80] }]);
  expect(seen()).toBe('healthy');
  pass(30);
  expect(seen()).toBe('unhealthy: Target.Timeout');
  acl.add(2, { ports: [1024, 65535], directions: ['out'] });
  expect(seen()).toBe('unhealthy: Target.Timeout');
  pass(20);
  expect(seen()).toBe('healthy');
  acl.add(3, { ports: [81, 81] });
  acl.replace(1, { ports: [80, 80], action: 'deny' });
  expect(seen()).toBe('healthy');
  pass(30);
  expect(seen()).toBe('unhealthy: Target.Timeout');
});

test('an address that nobody has is unhealthy; one outside the VPC is refused', () => {
  const { register, open, seen, pass, refused, targets } = serving();
  open(80);
  register('10.0.0.200');
  pass(31);
  expect(seen()).toBe('unhealthy: Target.Timeout');
  for (const stranger of ['10.9.0.1', '192.0.2.1', 'i-0123456789abcdef0'])
    expect(refused(RegisterTargetsCommand, targets(stranger))[0]).toBe('InvalidTargetException');
});

test('a target is unused until a listener sends requests to its group, and waits for the load balancer', () => {
  const { targetGroup, balancer, listener, call, machine, open, health, pass } = testCloud();
  const TargetGroupArn = targetGroup(checks);
  open(80);
  call(RegisterTargetsCommand, { TargetGroupArn, Targets: [{ Id: machine() }] });
  pass(100);
  expect(health(TargetGroupArn)).toEqual(['unused: Target.NotInUse']);
  listener(balancer()?.LoadBalancerArn, forward(TargetGroupArn));
  pass(100);
  expect(health(TargetGroupArn)).toEqual(['initial: Elb.RegistrationInProgress']);
  pass(80);
  expect(health(TargetGroupArn)).toEqual(['initial: Elb.InitialHealthChecking']);
  pass(20);
  expect(health(TargetGroupArn)).toEqual(['healthy']);
});

test('a target in a zone that the load balancer is not in is unused', () => {
  const { register, machine, subnet, seen } = serving();
  register(machine(subnet('us-east-1c', '10.0.2.0/24')));
  expect(seen()).toBe('unused: Target.NotInUse');
});

test('a deregistered target drains for as long as its group says, and can be taken back meanwhile', () => {
  const { register, deregister, machine, open, seen, pass, call, arn } = serving();
  open(80);
  const address = machine();
  register(address);
  pass(20);
  deregister(address);
  pass(299);
  expect(seen()).toBe('draining: Target.DeregistrationInProgress');
  register(address);
  pass(60);
  expect(seen()).toBe('healthy');
  const Attributes = [{ Key: 'deregistration_delay.timeout_seconds', Value: '5' }];
  call(ModifyTargetGroupAttributesCommand, { TargetGroupArn: arn, Attributes });
  deregister(address, address);
  pass(6);
  expect(seen()).toBeUndefined();
  const asked = { TargetGroupArn: arn, Targets: [{ Id: address }] };
  expect(call(DescribeTargetHealthCommand, asked).TargetHealthDescriptions).toMatchObject([
    { TargetHealth: { State: 'unused', Reason: 'Target.NotRegistered' } },
  ]);
});

test('nothing drains any more once no listener is left', () => {
  const { register, deregister, machine, seen, call, ListenerArn } = serving();
  const [one, other] = [machine(), machine()];
  register(one, other);
  deregister(one);
  call(DeleteListenerCommand, { ListenerArn });
  expect(seen()).toBe('unused: Target.NotInUse');
  deregister(other);
  expect(seen()).toBeUndefined();
});
