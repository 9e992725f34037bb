import {
  CreateTargetGroupCommand,
  DeleteListenerCommand,
  DeleteTargetGroupCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  ModifyTargetGroupAttributesCommand,
  ModifyTargetGroupCommand,
  type CreateTargetGroupInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { expect, test } from '@jest/globals';
import { forward, testCloud } from '../cloud.js';

test('a target group has the health check that AWS gives one unless told; only that can be changed', () => {
  const { targetGroup, call, refused } = testCloud();
  const TargetGroupArn = targetGroup();
  const shown = () => call(DescribeTargetGroupsCommand, { TargetGroupArns: [TargetGroupArn] }).TargetGroups?.[0];
  expect(shown()).toMatchObject({
    TargetType: 'ip',
    Port: 80,
    HealthCheckPath: '/',
    HealthCheckPort: 'traffic-port',
    HealthCheckIntervalSeconds: 30,
    HealthCheckTimeoutSeconds: 5,
    HealthyThresholdCount: 5,
    UnhealthyThresholdCount: 2,
    Matcher: { HttpCode: '200' },
    LoadBalancerArns: [],
  });
  call(ModifyTargetGroupCommand, { TargetGroupArn, HealthCheckPath: '/health', HealthyThresholdCount: 2 });
  expect(shown()).toMatchObject({ HealthCheckPath: '/health', HealthyThresholdCount: 2, UnhealthyThresholdCount: 2 });
  expect(refused(ModifyTargetGroupCommand, { TargetGroupArn, HealthCheckIntervalSeconds: 5 })).toEqual([
    'ValidationError',
    'Health check interval must be greater than the timeout.',
  ]);
});

test('a repeated create answers the same target group; other settings under its name are refused', () => {
  const { targetGroup, refused, VpcId } = testCloud();
  expect(targetGroup()).toBe(targetGroup());
  const other = { Name: 'web', Protocol: 'HTTP' as const, Port: 81, VpcId, TargetType: 'ip' as const };
  expect(refused(CreateTargetGroupCommand, other)).toEqual([
    'DuplicateTargetGroupNameException',
    "A target group with the same name 'web' exists, but with different settings",
  ]);
});

test.each<[string, Partial<CreateTargetGroupInput>, string]>([
  ['no port', { Port: undefined }, 'ValidationError'],
  ['a VPC that is not there', { VpcId: 'vpc-0' }, 'ValidationError'],
  ['a path that is none', { HealthCheckPath: 'health' }, 'ValidationError'],
  ['a threshold that is too low', { HealthyThresholdCount: 1 }, 'ValidationError'],
  ['a matcher that is none', { Matcher: { HttpCode: '200-600' } }, 'ValidationError'],
  ['a network load balancer’s protocol', { Protocol: 'TCP' }, 'NotImplemented'],
  ['functions as targets', { TargetType: 'lambda' }, 'NotImplemented'],
])('with %s it is refused', (_what, more, code) => {
  const { refused, VpcId } = testCloud();
  expect(refused(CreateTargetGroupCommand, { Name: 'web', Protocol: 'HTTP', Port: 80, VpcId, ...more })[0]).toBe(code);
});

test('a target group cannot be deleted while a listener uses it, and belongs to one load balancer only', () => {
  const { targetGroup, balancer, listener, call, refused } = testCloud();
  const TargetGroupArn = targetGroup();
  const { LoadBalancerArn = '' } = balancer() ?? {};
  const ListenerArn = listener(LoadBalancerArn, forward(TargetGroupArn));
  expect(refused(DeleteTargetGroupCommand, { TargetGroupArn })).toEqual([
    'ResourceInUseException',
    `Target group '${TargetGroupArn}' is currently in use by a listener or a rule`,
  ]);
  const ofIt = () => call(DescribeTargetGroupsCommand, { LoadBalancerArn }).TargetGroups;
  expect(ofIt()).toMatchObject([{ TargetGroupArn, LoadBalancerArns: [LoadBalancerArn] }]);
  const other = balancer({ Name: 'other' })?.LoadBalancerArn;
  expect(() => listener(other, forward(TargetGroupArn))).toThrow(
    `cannot be associated with more than one load balancer: ${TargetGroupArn}`,
  );
  call(DeleteListenerCommand, { ListenerArn });
  expect(ofIt()).toEqual([]);
  call(DeleteTargetGroupCommand, { TargetGroupArn });
  expect(refused(DescribeTargetGroupsCommand, { TargetGroupArns: [TargetGroupArn] })).toEqual([
    'TargetGroupNotFoundException',
    'One or more target groups not found',
  ]);
  expect(call(DeleteTargetGroupCommand, { TargetGroupArn })).toEqual({});
});

test('attributes have defaults and are checked', () => {
  const { targetGroup, call, refused } = testCloud();
  const TargetGroupArn = targetGroup();
  const Key = 'deregistration_delay.timeout_seconds';
  const set = (Value: string) => ({ TargetGroupArn, Attributes: [{ Key, Value }] });
  const { Attributes } = call(DescribeTargetGroupAttributesCommand, { TargetGroupArn });
  expect(Attributes).toContainEqual({ Key, Value: '300' });
  expect(call(ModifyTargetGroupAttributesCommand, set('5')).Attributes).toContainEqual({ Key, Value: '5' });
  expect(refused(ModifyTargetGroupAttributesCommand, set('3601'))[0]).toBe('ValidationError');
});

test('members that are blank are no wishes', () => {
  const { targetGroup, call } = testCloud();
  const TargetGroupArn = targetGroup({ ProtocolVersion: '', IpAddressType: '' as 'ipv4' });
  expect(call(DescribeTargetGroupsCommand, { TargetGroupArns: [TargetGroupArn] }).TargetGroups).toMatchObject([
    { ProtocolVersion: 'HTTP1', IpAddressType: 'ipv4' },
  ]);
});

test('a gRPC service is asked for a method that it need not have, and its codes are those of gRPC', () => {
  const { targetGroup, call, refused, balancer, listener } = testCloud();
  const TargetGroupArn = targetGroup({ ProtocolVersion: 'GRPC' });
  const [made] = call(DescribeTargetGroupsCommand, { TargetGroupArns: [TargetGroupArn] }).TargetGroups ?? [];
  expect(made).toMatchObject({ HealthCheckPath: '/AWS.ALB/healthcheck', Matcher: { GrpcCode: '12' } });
  const matching = (Matcher: object) => refused(ModifyTargetGroupCommand, { TargetGroupArn, Matcher });
  expect(matching({ GrpcCode: '100' })[1]).toMatch("GRPC code '100' must be within '0-99' inclusive");
  expect(matching({ HttpCode: '200' })[0]).toBe('ValidationError');
  call(ModifyTargetGroupCommand, { TargetGroupArn, Matcher: { GrpcCode: '0,12' } });
  expect(() => listener(balancer()?.LoadBalancerArn, forward(TargetGroupArn))).toThrow(
    "Listener protocol 'HTTP' is not supported with a target group with the protocol-version 'GRPC'",
  );
});

test('only round robin starts slowly, and a cookie of the program has a name', () => {
  const { targetGroup, call, refused } = testCloud();
  const TargetGroupArn = targetGroup();
  const set = (attributes: { readonly [key: string]: string }) => ({
    TargetGroupArn,
    Attributes: Object.entries(attributes).map(([Key, Value]) => ({ Key, Value })),
  });
  const [algorithm, slowStart] = ['load_balancing.algorithm.type', 'slow_start.duration_seconds'];
  call(ModifyTargetGroupAttributesCommand, set({ [slowStart]: '30' }));
  const both = 'You cannot enable both slow start and weighted random algorithm on a target group';
  expect(refused(ModifyTargetGroupAttributesCommand, set({ [algorithm]: 'weighted_random' }))[1]).toBe(both);
  expect(
    refused(ModifyTargetGroupAttributesCommand, set({ [algorithm]: 'weighted_random', [slowStart]: '0' }))[1],
  ).toBe(both);
  call(ModifyTargetGroupAttributesCommand, set({ [slowStart]: '0' }));
  call(ModifyTargetGroupAttributesCommand, set({ [algorithm]: 'weighted_random' }));
  const sticky = { 'stickiness.enabled': 'true', 'stickiness.type': 'app_cookie' };
  const name = 'stickiness.app_cookie.cookie_name';
  expect(refused(ModifyTargetGroupAttributesCommand, set(sticky))[0]).toBe('InvalidConfigurationRequestException');
  expect(refused(ModifyTargetGroupAttributesCommand, set({ ...sticky, [name]: 'AWSALB' }))[0]).toBe('ValidationError');
  call(ModifyTargetGroupAttributesCommand, set({ ...sticky, [name]: 'SESSION' }));
});
