import {
  CreateLoadBalancerCommand,
  DeleteLoadBalancerCommand,
  DescribeCapacityReservationCommand,
  DescribeListenersCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
  ModifyLoadBalancerAttributesCommand,
  SetSecurityGroupsCommand,
  SetSubnetsCommand,
  type CreateLoadBalancerInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  DeleteSecurityGroupCommand,
  DetachInternetGatewayCommand,
  DescribeInternetGatewaysCommand,
} from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { ec2 } from '../../../../../src/sandbox/services/ec2/index.js';
import { notFound, testCloud } from '../cloud.js';

test('a load balancer takes three minutes to become active, with an interface in each subnet from the start', () => {
  const { balancer, call, pass, interfaces, subnets, front, VpcId } = testCloud();
  const made = balancer();
  expect(made).toMatchObject({ Scheme: 'internet-facing', Type: 'application', VpcId, SecurityGroups: [front] });
  expect(made?.LoadBalancerArn).toMatch(
    /^arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer\/app\/web\/[0-9a-f]{16}$/,
  );
  expect(made?.DNSName).toMatch(/^web-\d+\.us-east-1\.elb\.amazonaws\.com$/);
  expect(made?.AvailabilityZones?.map(({ ZoneName }) => ZoneName)).toEqual(['us-east-1a', 'us-east-1b']);
  const path = made?.LoadBalancerArn?.split(':loadbalancer/')[1];
  expect(interfaces().map(({ SubnetId }) => SubnetId)).toEqual(subnets);
  for (const own of interfaces()) {
    expect(own).toMatchObject({ Description: `ELB ${path}`, RequesterManaged: true });
    expect(own.Association?.PublicIp).toBeDefined();
  }
  const state = () => call(DescribeLoadBalancersCommand, { Names: ['web'] }).LoadBalancers?.[0]?.State?.Code;
  pass(171);
  expect(state()).toBe('provisioning');
  pass(2);
  expect(state()).toBe('active');
});

test('an internal load balancer needs no internet gateway, has no public address, and a DNS name that begins with internal-', () => {
  const { balancer, interfaces } = testCloud({ internet: false });
  expect(balancer({ Scheme: 'internal' })?.DNSName).toMatch(/^internal-web-\d+\./);
  expect(interfaces().map(({ Association }) => Association)).toEqual([undefined, undefined]);
});

test('a repeated create answers the same load balancer; other settings under its name are refused', () => {
  const { balancer, back, subnets, call, refused, interfaces } = testCloud();
  const made = balancer();
  expect(balancer({ Subnets: subnets.toReversed() })).toEqual(made);
  expect(interfaces()).toHaveLength(2);
  expect(call(DescribeLoadBalancersCommand, {}).LoadBalancers).toHaveLength(1);
  const other = { Name: 'web', Subnets: subnets, SecurityGroups: [back] };
  expect(refused(CreateLoadBalancerCommand, other)).toEqual([
    'DuplicateLoadBalancerNameException',
    "A load balancer with the same name 'web' exists, but with different settings",
  ]);
});

test.each<[string, Partial<CreateLoadBalancerInput>, string, RegExp]>([
  ['a long name', { Name: 'a'.repeat(33) }, 'ValidationError', /longer than '32'/],
  ['an odd name', { Name: 'a_b' }, 'ValidationError', /alphanumeric/],
  ['a name that begins with internal-', { Name: 'internal-a' }, 'ValidationError', /cannot begin with 'internal-'/],
  ['no subnets', { Subnets: undefined }, 'ValidationError', /At least two subnets/],
  ['a subnet that is not there', { Subnets: ['subnet-0'] }, 'SubnetNotFoundException', /'subnet-0' does not exist/],
  ['a group that is not there', { SecurityGroups: ['sg-0'] }, 'InvalidSecurityGroupException', /invalid/],
  ['one key twice', { Tags: [{ Key: 'a' }, { Key: 'a' }] }, 'DuplicateTagKeysException', /'a'/],
  ['another type', { Type: 'network' }, 'NotImplemented', /network load balancers/],
  ['IPv6', { IpAddressType: 'dualstack' }, 'NotImplemented', /IPv6/],
])('with %s it is refused', (_what, more, code, message) => {
  const { refused, subnets } = testCloud();
  const error = refused(CreateLoadBalancerCommand, { Name: 'web', Subnets: subnets, ...more });
  expect(error).toEqual([code, expect.stringMatching(message)]);
});

test('a load balancer needs subnets in two zones, one in each, of one VPC, with room and an internet gateway', () => {
  const { refused, subnet, subnets, machine, VpcId } = testCloud({ internet: false });
  const ask = (...ids: (string | undefined)[]) =>
    refused(CreateLoadBalancerCommand, { Name: 'web', Subnets: ids.map((id) => id ?? ''), Scheme: 'internal' });
  const [first, second] = subnets;
  expect(ask(first)).toEqual([
    'ValidationError',
    'At least two subnets in two different Availability Zones must be specified',
  ]);
  expect(ask(first, second, subnet('us-east-1a', '10.0.2.0/24'))).toEqual([
    'InvalidConfigurationRequestException',
    'A load balancer cannot be attached to multiple subnets in the same Availability Zone',
  ]);
  const small = subnet('us-east-1c', '10.0.3.0/28');
  for (let taken = 0; taken < 4; taken++) machine(small);
  expect(ask(first, small)).toEqual([
    'InvalidSubnetException',
    `Not enough IP space available in ${small}. ELB requires at least 8 free IP addresses in each subnet.`,
  ]);
  expect(refused(CreateLoadBalancerCommand, { Name: 'web', Subnets: subnets })).toEqual([
    'InvalidSubnetException',
    `VPC ${VpcId} has no internet gateway`,
  ]);
});

test('a deleted load balancer loses its listeners; its interfaces hold group and gateway for half a minute more', () => {
  const { balancer, listener, call, any, refusal, refused, front, interfaces, pass, VpcId } = testCloud();
  const LoadBalancerArn = balancer()?.LoadBalancerArn;
  const ListenerArns = [listener(LoadBalancerArn, notFound)];
  call(DeleteLoadBalancerCommand, { LoadBalancerArn });
  expect(refused(DescribeLoadBalancersCommand, { Names: ['web'] })).toEqual([
    'LoadBalancerNotFoundException',
    "Load balancers '[web]' not found",
  ]);
  expect(refused(DescribeListenersCommand, { ListenerArns })[0]).toBe('ListenerNotFoundException');
  const { InternetGateways } = any(ec2, DescribeInternetGatewaysCommand, {});
  const detach = { VpcId, InternetGatewayId: InternetGateways?.[0]?.InternetGatewayId };
  pass(20);
  expect(refusal(ec2, DeleteSecurityGroupCommand, { GroupId: front }).code).toBe('DependencyViolation');
  expect(refusal(ec2, DetachInternetGatewayCommand, detach).message).toContain('mapped public address');
  pass(11);
  expect(interfaces()).toEqual([]);
  any(ec2, DeleteSecurityGroupCommand, { GroupId: front });
  any(ec2, DetachInternetGatewayCommand, detach);
  expect(call(DeleteLoadBalancerCommand, { LoadBalancerArn })).toEqual({});
});

test('attributes have defaults, are checked, and protect from deletion', () => {
  const { balancer, call, refused } = testCloud();
  const LoadBalancerArn = balancer()?.LoadBalancerArn;
  const attributes = () => {
    const { Attributes = [] } = call(DescribeLoadBalancerAttributesCommand, { LoadBalancerArn });
    return Object.fromEntries(Attributes.map(({ Key, Value }) => [Key, Value]));
  };
  const set = (Key: string, Value: string) => ({ LoadBalancerArn, Attributes: [{ Key, Value }] });
  expect(attributes()).toMatchObject({ 'idle_timeout.timeout_seconds': '60', 'deletion_protection.enabled': 'false' });
  call(ModifyLoadBalancerAttributesCommand, set('idle_timeout.timeout_seconds', '30'));
  expect(attributes()).toMatchObject({ 'idle_timeout.timeout_seconds': '30', 'routing.http2.enabled': 'true' });
  for (const [key, value] of [
    ['idle_timeout.timeout_seconds', '0'],
    ['toString', '1'],
  ] as const)
    expect(refused(ModifyLoadBalancerAttributesCommand, set(key, value))[0]).toBe('ValidationError');
  expect(refused(ModifyLoadBalancerAttributesCommand, set('access_logs.s3.enabled', 'true'))[0]).toBe('NotImplemented');
  call(ModifyLoadBalancerAttributesCommand, set('deletion_protection.enabled', 'true'));
  expect(refused(DeleteLoadBalancerCommand, { LoadBalancerArn })[0]).toBe('OperationNotPermittedException');
});

test('its groups and subnets can be replaced, with its interfaces', () => {
  const { balancer, call, interfaces, back, subnet, subnets, pass } = testCloud();
  const LoadBalancerArn = balancer()?.LoadBalancerArn;
  call(SetSecurityGroupsCommand, { LoadBalancerArn, SecurityGroups: [back] });
  expect(interfaces().map(({ Groups }) => Groups?.map(({ GroupId }) => GroupId))).toEqual([[back], [back]]);
  const Subnets = [subnets[1] ?? '', subnet('us-east-1c', '10.0.2.0/24')];
  call(SetSubnetsCommand, { LoadBalancerArn, Subnets });
  pass(31);
  expect(interfaces().map(({ SubnetId }) => SubnetId)).toEqual(Subnets);
});

test('no load balancer has capacity reserved', () => {
  const { balancer, call, refused } = testCloud();
  const LoadBalancerArn = balancer()?.LoadBalancerArn ?? '';
  expect(call(DescribeCapacityReservationCommand, { LoadBalancerArn }).CapacityReservationState).toEqual([]);
  expect(refused(DescribeCapacityReservationCommand, { LoadBalancerArn: `${LoadBalancerArn}0` })[0]).toBe(
    'LoadBalancerNotFoundException',
  );
});
