import {
  CreateListenerCommand,
  CreateRuleCommand,
  DeleteRuleCommand,
  DescribeListenerAttributesCommand,
  DescribeListenersCommand,
  DescribeRulesCommand,
  ModifyListenerAttributesCommand,
  ModifyListenerCommand,
  ModifyRuleCommand,
  SetRulePrioritiesCommand,
  type Action,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { CreateVpcCommand } from '@aws-sdk/client-ec2';
import { expect, test } from '@jest/globals';
import { ec2 } from '../../../../../src/sandbox/services/ec2/index.js';
import { forward, notFound, testCloud } from '../cloud.js';

const path = (value: string) => [{ Field: 'path-pattern', Values: [value] }];

/** A load balancer that is still provisioning, with a listener that answers 404. */
function listening() {
  const cloud = testCloud();
  const LoadBalancerArn = cloud.balancer()?.LoadBalancerArn ?? '';
  const ListenerArn = cloud.listener(LoadBalancerArn, notFound);
  const rule = (value: string, Priority: number, action: Action = notFound) => {
    const wanted = { ListenerArn, Priority, Conditions: path(value), Actions: [action] };
    return cloud.call(CreateRuleCommand, wanted).Rules?.[0]?.RuleArn ?? '';
  };
  const priorities = () =>
    (cloud.call(DescribeRulesCommand, { ListenerArn }).Rules ?? []).map(({ Priority }) => Priority);
  return { ...cloud, LoadBalancerArn, ListenerArn, rule, priorities };
}

test('a listener is made while its load balancer is provisioning, and is shown with its whole action', () => {
  const { LoadBalancerArn, targetGroup, listener, call } = listening();
  const TargetGroupArn = targetGroup();
  const ListenerArn = listener(LoadBalancerArn, forward(TargetGroupArn), 8080);
  expect(ListenerArn).toMatch(new RegExp(`^${LoadBalancerArn.replace(':loadbalancer/', ':listener/')}/[0-9a-f]{16}$`));
  expect(call(DescribeListenersCommand, { ListenerArns: [ListenerArn] }).Listeners).toEqual([
    {
      ListenerArn,
      LoadBalancerArn,
      Port: 8080,
      Protocol: 'HTTP',
      DefaultActions: [
        {
          Type: 'forward',
          TargetGroupArn,
          ForwardConfig: {
            TargetGroups: [{ TargetGroupArn, Weight: 1 }],
            TargetGroupStickinessConfig: { Enabled: false },
          },
        },
      ],
    },
  ]);
});

test('a port has one listener: the same again is the same, another is refused, and so is moving there', () => {
  const { LoadBalancerArn, ListenerArn, listener, call, refused } = listening();
  expect(listener(LoadBalancerArn, notFound)).toBe(ListenerArn);
  const redirect: Action = { Type: 'redirect', RedirectConfig: { Host: 'example.com', StatusCode: 'HTTP_302' } };
  expect(() => listener(LoadBalancerArn, redirect)).toThrow(
    `A listener already exists on this port for this load balancer '${LoadBalancerArn}'`,
  );
  const other = listener(LoadBalancerArn, redirect, 81);
  expect(refused(ModifyListenerCommand, { ListenerArn: other, Port: 80 })[0]).toBe('DuplicateListenerException');
  const { Listeners } = call(ModifyListenerCommand, { ListenerArn: other, Port: 82, DefaultActions: [notFound] });
  expect(Listeners).toMatchObject([{ Port: 82, DefaultActions: [notFound] }]);
});

test('an action is checked, and so is what it sends requests to', () => {
  const { LoadBalancerArn, refused, any, targetGroup } = listening();
  const ask = (...actions: Action[]) => {
    const wanted = { LoadBalancerArn, Protocol: 'HTTP' as const, Port: 81, DefaultActions: actions };
    return refused(CreateListenerCommand, wanted);
  };
  const gone = 'arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/gone/50dc6c495c0c9188';
  expect(ask(forward(gone))).toEqual(['TargetGroupNotFoundException', `Target groups '${gone}' not found`]);
  const VpcId = any(ec2, CreateVpcCommand, { CidrBlock: '10.1.0.0/16' }).Vpc?.VpcId;
  expect(ask(forward(targetGroup({ Name: 'abroad', VpcId })))[0]).toBe('InvalidConfigurationRequestException');
  expect(ask({ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '700' } })[0]).toBe('ValidationError');
  expect(ask({ Type: 'redirect', RedirectConfig: { StatusCode: 'HTTP_301' } })).toEqual([
    'InvalidLoadBalancerActionException',
    'The redirect configuration is not valid because it creates a loop.',
  ]);
  expect(ask(notFound, notFound)[0]).toBe('InvalidLoadBalancerActionException');
  expect(ask({ Type: 'authenticate-oidc' })[0]).toBe('NotImplemented');
});

test('rules are listed in the order in which they are tried, the default one last', () => {
  const { rule, priorities, call, ListenerArn } = listening();
  rule('/b*', 20);
  rule('/a*', 3);
  expect(priorities()).toEqual(['3', '20', 'default']);
  const first = call(DescribeRulesCommand, { ListenerArn, PageSize: 2 });
  const second = call(DescribeRulesCommand, { ListenerArn, PageSize: 2, Marker: first.NextMarker });
  expect(first.Rules?.[0]?.Conditions).toEqual([
    { Field: 'path-pattern', Values: ['/a*'], PathPatternConfig: { Values: ['/a*'] } },
  ]);
  expect(second).toMatchObject({ Rules: [{ IsDefault: true, Actions: [notFound] }] });
  expect(second.NextMarker).toBeUndefined();
});

test('a priority is given once; rules can swap theirs at once', () => {
  const { rule, call, refused, ListenerArn } = listening();
  const [a, b, c] = [rule('/a*', 1), rule('/b*', 2), rule('/c*', 3)];
  const again = { ListenerArn, Priority: 1, Conditions: path('/d*'), Actions: [notFound] };
  expect(refused(CreateRuleCommand, again)).toEqual(['PriorityInUseException', "Priority '1' is currently in use"]);
  const set = (...pairs: [string, number][]) => ({
    RulePriorities: pairs.map(([RuleArn, Priority]) => ({ RuleArn, Priority })),
  });
  call(SetRulePrioritiesCommand, set([a, 2], [b, 1]));
  const { Rules = [] } = call(DescribeRulesCommand, { ListenerArn });
  expect(Rules.map(({ RuleArn }) => RuleArn).slice(0, 3)).toEqual([b, a, c]);
  expect(refused(SetRulePrioritiesCommand, set([a, 3]))[0]).toBe('PriorityInUseException');
  expect(refused(SetRulePrioritiesCommand, set([a, 4], [b, 4]))[0]).toBe('PriorityInUseException');
});

test('a rule can be changed and deleted, the default rule only by its listener', () => {
  const { rule, call, refused, ListenerArn, targetGroup } = listening();
  const RuleArn = rule('/a*', 1);
  const hosts = [{ Field: 'host-header', HostHeaderConfig: { Values: ['a.example.com'] } }];
  const changed = call(ModifyRuleCommand, { RuleArn, Conditions: hosts, Actions: [forward(targetGroup())] }).Rules?.[0];
  expect(changed).toMatchObject({ Priority: '1', Conditions: hosts, Actions: [{ Type: 'forward' }] });
  const fallback = call(DescribeRulesCommand, { ListenerArn }).Rules?.at(-1)?.RuleArn;
  expect(refused(DeleteRuleCommand, { RuleArn: fallback })[0]).toBe('OperationNotPermittedException');
  const onFallback = { RuleArn: fallback, Actions: [notFound] };
  expect(refused(ModifyRuleCommand, onFallback)[0]).toBe('OperationNotPermittedException');
  call(DeleteRuleCommand, { RuleArn });
  expect(refused(DeleteRuleCommand, { RuleArn })).toEqual(['RuleNotFoundException', `Rules '${RuleArn}' not found`]);
});

test('a condition is checked', () => {
  const { refused, ListenerArn } = listening();
  const ask = (...Conditions: object[]) =>
    refused(CreateRuleCommand, { ListenerArn, Priority: 1, Conditions, Actions: [notFound] });
  const [good = {}] = path('/a*');
  expect(ask()[1]).toBe('A condition must be specified');
  expect(ask({ Field: 'colour', Values: ['red'] })[1]).toContain("Condition field 'colour' must be one of");
  expect(ask({ Field: 'path-pattern', Values: ['/a b'] })[0]).toBe('ValidationError');
  expect(ask(good, good)[1]).toBe("A rule can only have one 'path-pattern' condition");
  expect(ask({ Field: 'path-pattern', Values: ['/1', '/2', '/3', '/4', '/5', '/6'] })[1]).toContain("'5'");
  expect(ask({ Field: 'source-ip', SourceIpConfig: { Values: ['here'] } })[0]).toBe('ValidationError');
  expect(ask({ Field: 'path-pattern', RegexValues: ['.*'] })[0]).toBe('NotImplemented');
});

test('the attributes of a listener say which headers it adds to answers', () => {
  const { ListenerArn, call, refused } = listening();
  const name = 'routing.http.response.x_frame_options.header_value';
  const valueOf = (Key: string) =>
    call(DescribeListenerAttributesCommand, { ListenerArn }).Attributes?.find((it) => it.Key === Key)?.Value;
  expect([valueOf('routing.http.response.server.enabled'), valueOf(name)]).toEqual(['true', '']);
  call(ModifyListenerAttributesCommand, { ListenerArn, Attributes: [{ Key: name, Value: 'DENY' }] });
  expect(valueOf(name)).toBe('DENY');
  const Attributes = [{ Key: 'tcp.idle_timeout.seconds', Value: '60' }];
  expect(refused(ModifyListenerAttributesCommand, { ListenerArn, Attributes })).toEqual([
    'ValidationError',
    "Listener attribute key 'tcp.idle_timeout.seconds' is not recognized",
  ]);
  expect(refused(DescribeListenerAttributesCommand, { ListenerArn: `${ListenerArn}0` })[0]).toBe(
    'ListenerNotFoundException',
  );
});

test.each(['TCP', 'UDP', 'TCP_UDP', 'TLS', 'GENEVE', 'QUIC', 'TCP_QUIC'] as const)(
  'an application load balancer does not listen to %s',
  (Protocol) => {
    const { refused, call, LoadBalancerArn, ListenerArn } = listening();
    const error = ['ValidationError', `Listener protocol '${Protocol}' must be one of 'HTTP, HTTPS'`];
    const wanted = { LoadBalancerArn, Protocol, Port: 81, DefaultActions: [notFound] };
    expect(refused(CreateListenerCommand, wanted)).toEqual(error);
    expect(refused(ModifyListenerCommand, { ListenerArn, Protocol })).toEqual(error);
    expect(call(DescribeListenersCommand, { LoadBalancerArn }).Listeners).toHaveLength(1);
  },
);
