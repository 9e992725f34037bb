import { DescribeNetworkInterfacesCommand } from '@aws-sdk/client-ec2';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateRuleCommand,
  CreateTargetGroupCommand,
  DescribeListenersCommand,
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTagsCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  LoadBalancerNotFoundException,
  type LoadBalancerStateEnum,
  type ModifyTargetGroupAttributesInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { expect, test } from '@jest/globals';
import { meaningOf } from '../../../src/aws-errors.js';
import { idOf } from '../../../src/step.js';
import { listenerRule } from '../../../steps/elbv2/listener-rule/resource.js';
import { listener } from '../../../steps/elbv2/listener/resource.js';
import { loadBalancer } from '../../../steps/elbv2/load-balancer/resource.js';
import { securityGroup } from '../../../steps/ec2/security-group/resource.js';
import { publicSubnet } from '../../../steps/ec2/subnet/resource.js';
import { availabilityZones } from '../../../steps/ec2/availability-zones/resource.js';
import { targetGroup } from '../../../steps/elbv2/target-group/resource.js';
import { vpc } from '../../../steps/ec2/vpc/resource.js';
import { fakeCloud, tags, upper } from '../fake-cloud.js';

const theVpc = vpc('vpc', { cidr: '10.0.0.0/16' });
const zones = availabilityZones('zones', { count: 2, forVpcLink: false });
const subnets = [0, 1].map((index) =>
  publicSubnet(`subnet-${index}`, { vpc: theVpc, zones }, { cidr: '10.0.0.0/16', index }),
);
const firewall = { groupName: 'demo', description: 'Around it', egress: 'none' } as const;
const group = securityGroup('group', { vpc: theVpc }, firewall);
const balancer = loadBalancer(
  'load-balancer',
  { subnets, group, first: [] },
  { balancerName: 'demo', scheme: 'internet-facing', idleTimeout: 30 },
);
const counts = { healthyThreshold: 2, unhealthyThreshold: 10 };
const healthCheck = { path: '/up', interval: 6, timeout: 5, ...counts, matcher: '200' };
const target = targetGroup('target', { vpc: theVpc }, { groupName: 'demo-web', healthCheck, deregistrationDelay: 0 });
const port = listener('listener', { balancer: idOf(balancer) }, { port: 80 });
const rule = listenerRule(
  'rule',
  { listener: port, group: target },
  { conditions: [{ field: 'path', values: ['/api/web*', '/api/a*'] }], priority: 2, serviceName: 'web' },
);

const balancerArn = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/demo/1f';
const want = balancer.want({
  subnets: [{ subnetId: 'subnet-b' }, { subnetId: 'subnet-a' }],
  group: { groupId: 'sg-1' },
  first: [],
});

const balancerAttributes = [
  { Key: 'idle_timeout.timeout_seconds', Value: '30' },
  { Key: 'client_keep_alive.seconds', Value: '3600' },
  { Key: 'routing.http2.enabled', Value: 'true' },
  { Key: 'routing.http.drop_invalid_header_fields.enabled', Value: 'true' },
  { Key: 'routing.http.preserve_host_header.enabled', Value: 'false' },
  { Key: 'deletion_protection.enabled', Value: 'false' },
];

/** A cloud that knows our tags, and what else a test adds. */
function cloudWithTags() {
  const fake = fakeCloud();
  fake.elbv2.on(DescribeTagsCommand).resolves({ TagDescriptions: [{ Tags: upper }] });
  return fake;
}

test('a load balancer is created with its tags, and told its attributes afterwards', async () => {
  const { elbv2, cloud, sent } = fakeCloud();
  elbv2.on(CreateLoadBalancerCommand).resolves({ LoadBalancers: [{ LoadBalancerArn: balancerArn }] });
  expect(await balancer.resource.create(cloud, want)).toBe(balancerArn);
  await balancer.resource.update?.(cloud, balancerArn, want, balancer.resource.later ?? []);
  const Subnets = ['subnet-b', 'subnet-a'];
  const SecurityGroups = ['sg-1'];
  const settings = { Name: 'demo', Type: 'application', Scheme: 'internet-facing' };
  expect(sent()).toEqual([
    ['CreateLoadBalancer', { ...settings, Subnets, SecurityGroups, Tags: upper }],
    ['ModifyLoadBalancerAttributes', { LoadBalancerArn: balancerArn, Attributes: balancerAttributes }],
  ]);
});

test('each member of a load balancer has a call of its own, and only what has changed is sent', async () => {
  const { cloud, sent } = fakeCloud();
  for (const member of ['Subnets', 'SecurityGroups', 'idle_timeout.timeout_seconds'])
    await balancer.resource.update?.(cloud, balancerArn, want, [member]);
  expect(sent()).toEqual([
    ['SetSubnets', { LoadBalancerArn: balancerArn, Subnets: ['subnet-b', 'subnet-a'] }],
    ['SetSecurityGroups', { LoadBalancerArn: balancerArn, SecurityGroups: ['sg-1'] }],
    [
      'ModifyLoadBalancerAttributes',
      { LoadBalancerArn: balancerArn, Attributes: [{ Key: 'idle_timeout.timeout_seconds', Value: '30' }] },
    ],
  ]);
});

test('a load balancer is provisioning, active or failed; active, it shows what was asked for', async () => {
  const { elbv2, cloud } = cloudWithTags();
  elbv2.on(DescribeLoadBalancerAttributesCommand).resolves({
    Attributes: [{ Key: 'zonal_shift.config.enabled', Value: 'false' }, ...balancerAttributes.toReversed()],
  });
  const as = async (Code: LoadBalancerStateEnum, Reason?: string) => {
    const live = {
      LoadBalancerArn: balancerArn,
      LoadBalancerName: 'demo',
      DNSName: 'demo-1.elb.amazonaws.com',
      CanonicalHostedZoneId: 'Z35SXDOTRQ7X7K',
      Scheme: 'internet-facing' as const,
      State: { Code, Reason },
      AvailabilityZones: [{ SubnetId: 'subnet-a' }, { SubnetId: 'subnet-b' }],
      SecurityGroups: ['sg-1'],
    };
    elbv2.on(DescribeLoadBalancersCommand).resolves({ LoadBalancers: [live] });
    return balancer.resource.read(cloud, balancerArn);
  };
  const out = {
    loadBalancerArn: balancerArn,
    loadBalancerFullName: 'app/demo/1f',
    dnsName: 'demo-1.elb.amazonaws.com',
    canonicalHostedZoneId: 'Z35SXDOTRQ7X7K',
  };
  const ready = { is: 'ready', out, live: want, tags };
  expect(await as('provisioning')).toEqual({ is: 'pending', why: 'the load balancer is provisioning' });
  expect(await as('active')).toEqual(ready);
  expect(await as('active_impaired')).toEqual(ready);
  expect(await as('failed', 'no free addresses')).toEqual({ is: 'broken', why: 'no free addresses' });
});

test('a deleted load balancer is gone only when its network interfaces are', async () => {
  const { elbv2, ec2, cloud, sent } = fakeCloud();
  elbv2.on(DescribeLoadBalancersCommand).rejects(new LoadBalancerNotFoundException({ message: '', $metadata: {} }));
  ec2.on(DescribeNetworkInterfacesCommand).resolves({ NetworkInterfaces: [{}, {}] });
  const left = { is: 'pending', why: '2 network interfaces are left of it', isLeaving: true };
  expect(await balancer.resource.read(cloud, balancerArn)).toEqual(left);
  const Filters = [{ Name: 'description', Values: ['ELB app/demo/1f'] }];
  expect(sent()).toContainEqual(['DescribeNetworkInterfaces', { Filters }]);
  ec2.on(DescribeNetworkInterfacesCommand).resolves({ NetworkInterfaces: [] });
  expect(await balancer.resource.read(cloud, balancerArn)).toEqual({ is: 'absent' });
});

test('what a look at a load balancer is refused for is not taken for its absence', async () => {
  const { elbv2, cloud } = fakeCloud();
  elbv2.on(DescribeLoadBalancersCommand).rejects(Object.assign(new Error('no'), { name: 'AccessDenied' }));
  await expect(balancer.resource.read(cloud, balancerArn)).rejects.toThrow('no');
});

const given = { targetGroupArn: 'arn:tg', targetGroupFullName: 'tg' };
const targetWant = target.want({ vpc: { vpcId: 'vpc-1' } });

test('a target group is of addresses, and what its members are is what was asked for', async () => {
  const { elbv2, cloud, sent } = cloudWithTags();
  const settings = {
    Name: 'demo-web',
    Protocol: 'HTTP' as const,
    Port: 80,
    VpcId: 'vpc-1',
    TargetType: 'ip' as const,
    HealthCheckProtocol: 'HTTP' as const,
    HealthCheckPort: 'traffic-port',
    HealthCheckPath: '/up',
    HealthCheckIntervalSeconds: 6,
    HealthCheckTimeoutSeconds: 5,
    HealthyThresholdCount: 2,
    UnhealthyThresholdCount: 10,
    Matcher: { HttpCode: '200' },
  };
  elbv2.on(CreateTargetGroupCommand).resolves({ TargetGroups: [{ TargetGroupArn: 'arn:tg' }] });
  expect(await target.resource.create(cloud, targetWant)).toBe('arn:tg');
  expect(sent()).toEqual([['CreateTargetGroup', { ...settings, Tags: upper }]]);

  const { Name, ...shown } = settings;
  const live = { ...shown, TargetGroupName: Name, HealthCheckEnabled: true };
  elbv2.on(DescribeTargetGroupsCommand).resolves({ TargetGroups: [live] });
  // A stickiness that is off has settings, which count for nothing.
  const Attributes = [
    { Key: 'stickiness.enabled', Value: 'false' },
    { Key: 'stickiness.type', Value: 'lb_cookie' },
    { Key: 'stickiness.lb_cookie.duration_seconds', Value: '86400' },
    { Key: 'stickiness.app_cookie.cookie_name', Value: '' },
    { Key: 'deregistration_delay.timeout_seconds', Value: '0' },
    { Key: 'load_balancing.algorithm.type', Value: 'round_robin' },
    { Key: 'slow_start.duration_seconds', Value: '0' },
  ];
  elbv2.on(DescribeTargetGroupAttributesCommand).resolves({ Attributes });
  const { Protocol: _, TargetType: __, ...visible } = targetWant;
  const ready = { is: 'ready', out: given, live: visible, tags };
  expect(await target.resource.read(cloud, 'arn:tg')).toEqual(ready);
});

test('a health check is changed as a whole, and the delay by a call of its own', async () => {
  const { cloud, sent } = fakeCloud();
  await target.resource.update?.(cloud, 'arn:tg', targetWant, ['HealthCheckTimeoutSeconds']);
  await target.resource.update?.(cloud, 'arn:tg', targetWant, ['deregistration_delay.timeout_seconds']);
  const times = { HealthCheckIntervalSeconds: 6, HealthCheckTimeoutSeconds: 5 };
  const thresholds = { HealthyThresholdCount: 2, UnhealthyThresholdCount: 10 };
  const at = { HealthCheckProtocol: 'HTTP', HealthCheckPort: 'traffic-port' };
  const check = { ...at, HealthCheckPath: '/up', ...times, ...thresholds, Matcher: { HttpCode: '200' } };
  const Attributes = [{ Key: 'deregistration_delay.timeout_seconds', Value: '0' }];
  expect(sent()).toEqual([
    ['ModifyTargetGroup', { TargetGroupArn: 'arn:tg', ...check }],
    ['ModifyTargetGroupAttributes', { TargetGroupArn: 'arn:tg', Attributes }],
  ]);
});

/** What is sent to set the attributes, each call as its keys and values. */
async function attributeCalls(options: object, changed: readonly string[] = target.resource.later ?? []) {
  const { cloud, sent } = fakeCloud();
  const group = targetGroup(
    'target',
    { vpc: theVpc },
    { groupName: 'a', healthCheck, deregistrationDelay: 0, ...options },
  );
  await group.resource.update?.(cloud, 'arn:tg', group.want({ vpc: { vpcId: 'vpc-1' } }), changed);
  const sentPairs = sent().map(([, input]) => (input as ModifyTargetGroupAttributesInput).Attributes ?? []);
  return sentPairs.map((pairs) => Object.fromEntries(pairs.map(({ Key = '', Value = '' }) => [Key, Value])));
}

test('slow start is never in one call with another algorithm: it goes first, and comes last', async () => {
  const both = ['load_balancing.algorithm.type', 'slow_start.duration_seconds'];
  expect(await attributeCalls({ algorithm: 'weighted_random' }, both)).toEqual([
    { 'slow_start.duration_seconds': '0' },
    { 'load_balancing.algorithm.type': 'weighted_random' },
  ]);
  expect(await attributeCalls({ slowStart: 60 }, both)).toEqual([
    { 'load_balancing.algorithm.type': 'round_robin' },
    { 'slow_start.duration_seconds': '60' },
  ]);
  expect(await attributeCalls({})).toHaveLength(1);
});

test('a client stays at its task by a cookie of the load balancer, or by one of the program', async () => {
  expect(await attributeCalls({ stickiness: { duration: 60 } })).toMatchObject([
    {
      'stickiness.enabled': 'true',
      'stickiness.type': 'lb_cookie',
      'stickiness.lb_cookie.duration_seconds': '60',
    },
  ]);
  const [byProgram] = await attributeCalls({ stickiness: { cookie: 'SESSION', duration: 60 } });
  expect(byProgram).toMatchObject({
    'stickiness.type': 'app_cookie',
    'stickiness.app_cookie.cookie_name': 'SESSION',
    'stickiness.app_cookie.duration_seconds': '60',
  });
  expect(byProgram).not.toHaveProperty(['stickiness.lb_cookie.duration_seconds']);
});

const portWant = port.want({ balancer: balancerArn, group: undefined });

test('a listener answers 404 in the words of API Gateway, or sends on what no rule takes', async () => {
  const { elbv2, cloud, sent } = cloudWithTags();
  elbv2.on(CreateListenerCommand).resolves({ Listeners: [{ ListenerArn: 'arn:listener' }] });
  expect(await port.resource.create(cloud, portWant)).toBe('arn:listener');
  const onward = listener('listener', { balancer: idOf(balancer), group: target }, { port: 80 });
  const onwardWant = onward.want({ balancer: balancerArn, group: given });
  await onward.resource.update?.(cloud, 'arn:listener', onwardWant, ['DefaultActions']);
  const body = { ContentType: 'application/json', MessageBody: '{"message":"Not Found"}' };
  const DefaultActions = [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404', ...body } }];
  const settings = { LoadBalancerArn: balancerArn, Protocol: 'HTTP', Port: 80, DefaultActions };
  const forward = [{ Type: 'forward', TargetGroupArn: 'arn:tg' }];
  expect(sent()).toEqual([
    ['CreateListener', { ...settings, Tags: upper }],
    ['ModifyListener', { ListenerArn: 'arn:listener', DefaultActions: forward }],
  ]);
  const asAwsShowsIt = {
    Order: 1,
    ...{ Type: 'forward' as const, TargetGroupArn: 'arn:tg' },
    ForwardConfig: { TargetGroups: [{ TargetGroupArn: 'arn:tg', Weight: 1 }] },
  };
  const other = { ListenerArn: 'arn:other', Port: 8080 };
  const ours = { ListenerArn: 'arn:listener', Port: 80, LoadBalancerArn: balancerArn, DefaultActions: [asAwsShowsIt] };
  elbv2.on(DescribeListenersCommand).resolves({ Listeners: [ours] });
  expect(await onward.resource.read(cloud, 'arn:listener')).toMatchObject({ live: { DefaultActions: forward } });
  const firstPage = { Listeners: [other], NextMarker: '2' };
  elbv2
    .on(DescribeListenersCommand)
    .resolvesOnce(firstPage)
    .resolves({ Listeners: [ours] });
  expect(await port.resource.find(cloud, portWant)).toEqual([{ id: 'arn:listener', tags }]);
});

test('of requests that are weighed between two groups by hand, a look says so', async () => {
  const { elbv2, cloud } = cloudWithTags();
  const weighed = { Type: 'forward' as const, ForwardConfig: { TargetGroups: [{ Weight: 1 }, { Weight: 2 }] } };
  elbv2.on(DescribeListenersCommand).resolves({ Listeners: [{ DefaultActions: [weighed] }] });
  expect(await port.resource.read(cloud, 'arn:listener')).toMatchObject({ live: { DefaultActions: [weighed] } });
});

const ruleWant = rule.want({ listener: { listenerArn: 'arn:listener' }, group: given, others: [] });
const conditions = [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/api/a*', '/api/web*'] } }];
const actions = [{ Type: 'forward' as const, TargetGroupArn: 'arn:tg' }];

test('a rule sends paths to a target group; a look shows them in order, and one time only', async () => {
  const { elbv2, cloud, sent } = cloudWithTags();
  elbv2.on(CreateRuleCommand).resolves({ Rules: [{ RuleArn: 'arn:rule' }] });
  expect(await rule.resource.create(cloud, ruleWant)).toBe('arn:rule');
  const settings = { ListenerArn: 'arn:listener', Priority: 2, Conditions: conditions, Actions: actions };
  expect(sent()).toEqual([['CreateRule', { ...settings, Tags: upper }]]);
  const Values = ['/api/web*', '/api/a*'];
  const live = [{ Field: 'path-pattern', Values, PathPatternConfig: { Values } }];
  const shown = { RuleArn: 'arn:rule', Priority: '2', Conditions: live, Actions: actions };
  elbv2.on(DescribeRulesCommand).resolves({ Rules: [shown] });
  const { ListenerArn: _, ...visible } = settings;
  expect(await rule.resource.read(cloud, 'arn:rule')).toEqual({
    is: 'ready',
    out: { ruleArn: 'arn:rule' },
    live: visible,
    tags,
  });
});

test('a rule is found by its tags, whatever its priority is by now, and never the default one', async () => {
  const { elbv2, cloud, sent } = fakeCloud();
  const rules = [
    { RuleArn: 'arn:theirs', Priority: '2' },
    { RuleArn: 'arn:ours', Priority: '7' },
  ];
  elbv2.on(DescribeRulesCommand).resolves({ Rules: [...rules, { RuleArn: 'arn:default', IsDefault: true }] });
  elbv2.on(DescribeTagsCommand).resolves({ TagDescriptions: [{ Tags: [] }] });
  elbv2.on(DescribeTagsCommand, { ResourceArns: ['arn:ours'] }).resolves({ TagDescriptions: [{ Tags: upper }] });
  expect(await rule.resource.find(cloud, ruleWant)).toEqual([{ id: 'arn:ours', tags }]);
  expect(sent()).not.toContainEqual(['DescribeTags', { ResourceArns: ['arn:default'] }]);
});

test('a rule whose priority another one of the stack has changes places with it', async () => {
  const { elbv2, cloud, sent } = cloudWithTags();
  const rules = [
    { RuleArn: 'arn:rule', Priority: '1' },
    { RuleArn: 'arn:other', Priority: '2' },
  ];
  elbv2.on(DescribeRulesCommand).resolves({ Rules: rules });
  await rule.resource.update?.(cloud, 'arn:rule', ruleWant, ['Priority', 'Conditions']);
  const RulePriorities = [
    { RuleArn: 'arn:rule', Priority: 2 },
    { RuleArn: 'arn:other', Priority: 1 },
  ];
  expect(sent().filter(([operation]) => !operation.startsWith('Describe'))).toEqual([
    ['SetRulePriorities', { RulePriorities }],
    ['ModifyRule', { RuleArn: 'arn:rule', Conditions: conditions }],
  ]);
});

test('what has its priority is found where it is of this stack or takes the same requests, and else not', async () => {
  const { elbv2, cloud } = fakeCloud();
  const tagged = (Tags: typeof upper) => elbv2.on(DescribeTagsCommand).resolves({ TagDescriptions: [{ Tags }] });
  const holder = { RuleArn: 'arn:holder', Priority: '2' };
  elbv2.on(DescribeRulesCommand).resolves({ Rules: [holder] });
  const leaving = { ...tags, 'provision:step': 'leaving' };
  tagged(Object.entries(leaving).map(([Key, Value]) => ({ Key, Value })));
  expect(await rule.resource.find(cloud, ruleWant)).toEqual([{ id: 'arn:holder', tags: leaving }]);
  tagged([]);
  expect(await rule.resource.find(cloud, ruleWant)).toEqual([]);
  elbv2.on(DescribeRulesCommand).resolves({ Rules: [{ ...holder, Conditions: conditions }] });
  expect(await rule.resource.find(cloud, ruleWant)).toEqual([{ id: 'arn:holder', tags: {} }]);
});

test("a stranger's rule keeps its priority", async () => {
  const { elbv2, cloud, sent } = fakeCloud();
  const rules = [
    { RuleArn: 'arn:rule', Priority: '1' },
    { RuleArn: 'arn:theirs', Priority: '2' },
  ];
  elbv2.on(DescribeRulesCommand).resolves({ Rules: rules });
  elbv2.on(DescribeTagsCommand).resolves({ TagDescriptions: [{ Tags: [] }] });
  const change = rule.resource.update?.(cloud, 'arn:rule', ruleWant, ['Priority']);
  await expect(change).rejects.toThrow('arn:theirs has the priority 2');
  expect(sent().map(([operation]) => operation)).not.toContain('SetRulePriorities');
});

test('a priority that is in use is another rule on its way when changing one, and taken when making one', () => {
  const error = Object.assign(new Error("Priority '2' is currently in use"), { name: 'PriorityInUseException' });
  expect(meaningOf(error, 'update')).toBe('not-yet');
  expect(meaningOf(error, 'create')).toBe('taken');
});

test('Elastic Load Balancing is told by ARN which of its things gets a tag', async () => {
  const { cloud, sent } = fakeCloud();
  await rule.resource.retag?.(cloud, 'arn:rule', { team: 'shop' }, ['old']);
  expect(sent()).toEqual([
    ['AddTags', { ResourceArns: ['arn:rule'], Tags: [{ Key: 'team', Value: 'shop' }] }],
    ['RemoveTags', { ResourceArns: ['arn:rule'], TagKeys: ['old'] }],
  ]);
});

test('a rule of two services has their weights, keeps clients where targets do, and leads to what takes a place with none', () => {
  const options = { conditions: [{ field: 'path', values: ['/'] }], priority: 1, serviceName: 'web' } as const;
  const shared = listenerRule(
    'shared',
    { listener: port, group: target, others: [target] },
    { ...options, weight: 90, shares: [{ serviceName: 'canary', weight: 10 }], stickiness: 60 },
  );
  const canary = { targetGroupArn: 'arn:new', targetGroupFullName: 'new', replacedArn: 'arn:old' };
  const { Actions } = shared.want({ listener: { listenerArn: 'arn:listener' }, group: given, others: [canary] });
  expect(Actions).toEqual([
    {
      Type: 'forward',
      ForwardConfig: {
        TargetGroups: [
          { TargetGroupArn: 'arn:tg', Weight: 90 },
          { TargetGroupArn: 'arn:old', Weight: 10 },
          { TargetGroupArn: 'arn:new', Weight: 0 },
        ],
        TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: 60 },
      },
    },
  ]);
});
