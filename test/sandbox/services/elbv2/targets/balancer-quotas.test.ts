import {
  CreateListenerCommand,
  CreateRuleCommand,
  ModifyRuleCommand,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { expect, test } from '@jest/globals';
import { setQuotas } from '../../../../../src/sandbox/quotas.js';
import { forward, notFound, testCloud } from '../cloud.js';

/** How many target groups, and targets in them, a load balancer may have. */

const conditions = (path: string) => [{ Field: 'path-pattern', Values: [path] }];

test('a rule that leads to targets beyond the quota is refused, and so is a target in a group that it leads to', () => {
  const { world, balancer, call, listener, machine, refused, targetGroup } = testCloud();
  const LoadBalancerArn = balancer()?.LoadBalancerArn;
  const [full, TargetGroupArn] = [targetGroup({ Name: 'full' }), targetGroup({ Name: 'empty' })];
  const ListenerArn = listener(LoadBalancerArn, forward(TargetGroupArn));
  call(RegisterTargetsCommand, { TargetGroupArn: full, Targets: [{ Id: machine() }, { Id: machine() }] });
  setQuotas({ world }, { 'balancer-targets': 1 });
  const words = "The maximum number of targets per load balancer '1' has been reached";
  const rule = { ListenerArn, Priority: 1, Conditions: conditions('/a'), Actions: [forward(full)] };
  expect(refused(CreateRuleCommand, rule)).toEqual(['TooManyTargetsException', words]);
  const second = { LoadBalancerArn, Protocol: 'HTTP' as const, Port: 81, DefaultActions: [forward(full)] };
  expect(refused(CreateListenerCommand, second)).toEqual(['TooManyTargetsException', words]);
  call(RegisterTargetsCommand, { TargetGroupArn, Targets: [{ Id: machine() }] });
  const more = { TargetGroupArn, Targets: [{ Id: machine() }] };
  expect(refused(RegisterTargetsCommand, more)).toEqual(['TooManyTargetsException', words]);
});

test('a group counts once, however many rules lead to it; a rule may take another in the place of its own', () => {
  const { world, balancer, call, listener, refused, targetGroup } = testCloud();
  const ListenerArn = listener(balancer()?.LoadBalancerArn, notFound);
  const [own, other] = [targetGroup({ Name: 'own' }), targetGroup({ Name: 'other' })];
  setQuotas({ world }, { 'balancer-target-groups': 1 });
  const rule = (Priority: number, arn: string) => ({
    ...{ ListenerArn, Priority, Conditions: conditions(`/${Priority}`) },
    Actions: [forward(arn)],
  });
  const { Rules } = call(CreateRuleCommand, rule(1, own));
  const refusal = refused(CreateRuleCommand, rule(2, other));
  expect(refusal[0]).toBe('TooManyUniqueTargetGroupsPerLoadBalancerException');
  call(ModifyRuleCommand, { RuleArn: Rules?.[0]?.RuleArn, Actions: [forward(other)] });
  call(CreateRuleCommand, rule(3, other));
});
