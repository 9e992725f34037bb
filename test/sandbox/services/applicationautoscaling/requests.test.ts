import {
  DeleteScalingPolicyCommand,
  DeleteScheduledActionCommand,
  DeregisterScalableTargetCommand,
  DescribeScalableTargetsCommand,
  DescribeScalingActivitiesCommand,
  DescribeScalingPoliciesCommand,
  DescribeScheduledActionsCommand,
  ListTagsForResourceCommand,
  PutScalingPolicyCommand,
  PutScheduledActionCommand,
  RegisterScalableTargetCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-application-auto-scaling';
import { DeleteServiceCommand } from '@aws-sdk/client-ecs';
import { GetRoleCommand } from '@aws-sdk/client-iam';
import { expect, test } from '@jest/globals';
import { iam } from '../../../../src/sandbox/services/iam/index.js';
import { taggedResources } from '../../../../src/sandbox/services/applicationautoscaling/tags.js';
import { scaledCloud, tracking, web } from './cloud.js';

const bounds = { MinCapacity: 1, MaxCapacity: 4 };
const RoleName = 'AWSServiceRoleForApplicationAutoScaling_ECSService';
const requests = {
  PredefinedMetricSpecification: { PredefinedMetricType: 'ALBRequestCountPerTarget' as const },
};
const labelled = (ResourceLabel: string) => ({
  PredefinedMetricSpecification: { ...requests.PredefinedMetricSpecification, ResourceLabel },
});

test('the first scalable target makes the role with which Application Auto Scaling calls ECS', () => {
  const it = scaledCloud();
  expect(it.refusal(iam, GetRoleCommand, { RoleName }).code).toBe('NoSuchEntityException');
  it.scalable();
  expect(it.any(iam, GetRoleCommand, { RoleName }).Role?.Path).toBe(
    '/aws-service-role/ecs.application-autoscaling.amazonaws.com/',
  );
  expect(it.target()?.RoleARN).toMatch(/:role\/aws-service-role\/ecs\.application-autoscaling\.amazonaws\.com\/AWSS/);
});

test('a target is registered once and changed by the same request; tags are for the first one', () => {
  const it = scaledCloud();
  const arn = it.scalable({ Tags: { team: 'a' } });
  expect(arn).toMatch(/^arn:aws:application-autoscaling:us-east-1:000000000000:scalable-target\/[0-9a-f]{34}$/);
  expect(it.scalable({ MaxCapacity: 7 })).toBe(arn);
  expect(it.ask(RegisterScalableTargetCommand, { ...web, MinCapacity: 2 }).ScalableTargetARN).toBe(arn);
  expect(it.target()).toMatchObject({ MinCapacity: 2, MaxCapacity: 7 });
  const [code, message] = it.denied(RegisterScalableTargetCommand, { ...web, Tags: { team: 'b' } });
  expect([code, message?.slice(0, 58)]).toEqual([
    'ValidationException',
    'The scalable target that you tried to tag already exists. ',
  ]);

  it.ask(TagResourceCommand, { ResourceARN: arn, Tags: { team: 'b', stage: 'test' } });
  it.ask(UntagResourceCommand, { ResourceARN: arn, TagKeys: ['stage'] });
  expect(it.ask(ListTagsForResourceCommand, { ResourceARN: arn }).Tags).toEqual({ team: 'b' });
  expect(taggedResources(it.context())).toEqual([{ arn, tags: { team: 'b' } }]);
  expect(it.denied(ListTagsForResourceCommand, { ResourceARN: `${arn}0` })[0]).toBe('ResourceNotFoundException');
  expect(it.denied(TagResourceCommand, { ResourceARN: arn, Tags: { 'aws:x': 'y' } })[0]).toBe('ValidationException');
  const many = Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`k${i}`, '']));
  expect(it.denied(TagResourceCommand, { ResourceARN: arn, Tags: many })[0]).toBe('TooManyTagsException');
});

test('what cannot be a target is refused', () => {
  const it = scaledCloud();
  const register = (more: object) => it.denied(RegisterScalableTargetCommand, { ...web, ...bounds, ...more });
  expect(register({ ResourceId: 'service/main/other' })).toEqual([
    'ValidationException',
    "ECS service doesn't exist: service/main/other",
  ]);
  expect(register({ ResourceId: 'web' })[1]).toBe('Unsupported service namespace, resource type or scalable dimension');
  expect(register({ ScalableDimension: 'ecs:service:Count' })[0]).toBe('ValidationException');
  expect(register({ ServiceNamespace: 'ec3' })[1]).toMatch(/^1 validation error .* at 'serviceNamespace' failed/);
  expect(register({ ServiceNamespace: 'dynamodb' })[0]).toBe('NotImplemented');
  expect(register({ MinCapacity: 5 })[1]).toBe('Maximum capacity cannot be less than minimum capacity');
  expect(register({ MinCapacity: -1 })[0]).toBe('ValidationException');
  expect(register({ MaxCapacity: undefined })[0]).toBe('ValidationException');
});

test('what needs a target, a policy or an action that is not there gets ObjectNotFoundException', () => {
  const it = scaledCloud();
  const policy = { ...web, PolicyName: 'cpu', PolicyType: 'TargetTrackingScaling' as const, ...tracking({}) };
  const action = {
    ...{ ...web, ScheduledActionName: 'day', Schedule: 'rate(1 hour)' },
    ScalableTargetAction: { MinCapacity: 1 },
  };
  const none =
    'No scalable target registered for service namespace: ecs, resource ID: service/main/web, scalable dimension: ecs:service:DesiredCount';
  expect(it.denied(PutScalingPolicyCommand, policy)).toEqual(['ObjectNotFoundException', none]);
  expect(it.denied(PutScheduledActionCommand, action)).toEqual(['ObjectNotFoundException', none]);
  expect(it.denied(DeregisterScalableTargetCommand, web)).toEqual(['ObjectNotFoundException', none]);
  expect(it.denied(DeleteScalingPolicyCommand, policy)).toEqual([
    'ObjectNotFoundException',
    expect.stringMatching(/^No scaling policy found for service namespace: ecs, .*, policy name: cpu$/),
  ]);
  expect(it.denied(DeleteScheduledActionCommand, action)[0]).toBe('ObjectNotFoundException');
});

test('a policy is named, is changed by its name, and makes two alarms; one where it may not scale in', () => {
  const it = scaledCloud();
  it.scalable();
  const { PolicyARN, Alarms = [] } = it.policy();
  expect(PolicyARN).toMatch(
    /^arn:aws:autoscaling:us-east-1:000000000000:scalingPolicy:[0-9a-f-]{36}:resource\/ecs\/service\/main\/web:policyName\/cpu$/,
  );
  expect(Alarms.map(({ AlarmName }) => AlarmName?.replace(/[0-9a-f-]{36}$/, '…'))).toEqual([
    'TargetTracking-service/main/web-AlarmHigh-…',
    'TargetTracking-service/main/web-AlarmLow-…',
  ]);
  const again = it.policy({ TargetValue: 70, ScaleInCooldown: 60, DisableScaleIn: true });
  expect(again).toMatchObject({ PolicyARN, Alarms: Alarms.slice(0, 1) });
  const { ScalingPolicies } = it.ask(DescribeScalingPoliciesCommand, { ServiceNamespace: 'ecs' });
  expect(ScalingPolicies).toMatchObject([
    {
      PolicyType: 'TargetTrackingScaling',
      ...tracking({ TargetValue: 70, ScaleOutCooldown: 300, ScaleInCooldown: 60, DisableScaleIn: true }),
    },
  ]);
});

test('what no policy can be is refused', () => {
  const it = scaledCloud();
  it.scalable();
  it.policy();
  const put = (more: Parameters<typeof tracking>[0], PolicyType = 'TargetTrackingScaling', PolicyName = 'other') =>
    it.denied(PutScalingPolicyCommand, { ...web, PolicyName, PolicyType: PolicyType as never, ...tracking(more) });
  expect(put({})).toEqual([
    'ValidationException',
    'Only one TargetTrackingScaling policy for a given metric specification is allowed.',
  ]);
  expect(put({ TargetValue: 0 })[0]).toBe('ValidationException');
  expect(put({}, 'StepScaling')[0]).toBe('NotImplemented');
  const lambda = { PredefinedMetricType: 'LambdaProvisionedConcurrencyUtilization' as const };
  expect(put({ PredefinedMetricSpecification: lambda })[0]).toBe('ValidationException');
  expect(put(requests)[1]).toBe(
    'Resource label should be specified for predefined metric type ALBRequestCountPerTarget',
  );
  expect(put(labelled('web'))[0]).toBe('ValidationException');
  expect(put(labelled('app/main/1/targetgroup/web/2'))[1]).toBe('Load balancer app/main/1 does not exist');
});

test('an action keeps what a request leaves out, but for beginning and end', () => {
  const it = scaledCloud();
  it.scalable();
  const StartTime = new Date('2026-02-01T00:00:00Z');
  it.schedule({ Schedule: 'rate(1 hour)', Timezone: 'Europe/Berlin', StartTime, ScalableTargetAction: bounds });
  it.schedule({ Schedule: 'rate(2 hours)' });
  const { ScheduledActions = [] } = it.ask(DescribeScheduledActionsCommand, { ServiceNamespace: 'ecs' });
  expect(ScheduledActions).toHaveLength(1);
  expect(ScheduledActions[0]).toMatchObject({
    ...{ Schedule: 'rate(2 hours)', Timezone: 'Europe/Berlin', ScalableTargetAction: bounds },
  });
  expect(ScheduledActions[0]?.ScheduledActionARN).toMatch(/:scheduledAction:.*:scheduledActionName\/day$/);
  expect(ScheduledActions[0]?.StartTime).toBeUndefined();
  const put = (more: object) =>
    it.denied(PutScheduledActionCommand, {
      ...{ ...web, ScheduledActionName: 'other', Schedule: 'rate(1 hour)', ScalableTargetAction: bounds },
      ...more,
    })[0];
  for (const wrong of [
    { Schedule: 'every day' },
    { Schedule: undefined },
    { Timezone: 'Mars/Olympus' },
    { ScalableTargetAction: {} },
    { ScalableTargetAction: { MinCapacity: 3, MaxCapacity: 1 } },
    { ScheduledActionName: 'a:b' },
    { StartTime, EndTime: StartTime },
  ])
    expect([wrong, put(wrong)]).toEqual([wrong, 'ValidationException']);
});

test('policies and actions go with their target, and the target with its service', () => {
  const it = scaledCloud();
  const lists = () => {
    const all = { ServiceNamespace: 'ecs' } as const;
    return [
      it.ask(DescribeScalableTargetsCommand, all).ScalableTargets?.length,
      it.ask(DescribeScalingPoliciesCommand, all).ScalingPolicies?.length,
      it.ask(DescribeScheduledActionsCommand, all).ScheduledActions?.length,
    ];
  };
  const make = () => {
    it.scalable();
    it.policy();
    it.schedule({ Schedule: 'rate(1 hour)', ScalableTargetAction: bounds });
    expect(lists()).toEqual([1, 1, 1]);
  };
  make();
  it.ask(DeregisterScalableTargetCommand, web);
  expect(lists()).toEqual([0, 0, 0]);
  make();
  it.ask(DeleteScalingPolicyCommand, { ...web, PolicyName: 'cpu' });
  it.ask(DeleteScheduledActionCommand, { ...web, ScheduledActionName: 'day' });
  expect(lists()).toEqual([1, 0, 0]);
  it.policy();
  it.call(DeleteServiceCommand, { cluster: 'main', service: 'web', force: true });
  expect(lists()).toEqual([0, 0, 0]);
  it.pass(3600);
});

test('lists come in pages, of one resource or of all', () => {
  const it = scaledCloud();
  it.create({ serviceName: 'api', desiredCount: 1 });
  it.scalable();
  it.scalable({ ResourceId: 'service/main/api' });
  const ask = (more: object) => it.ask(DescribeScalableTargetsCommand, { ServiceNamespace: 'ecs', ...more });
  const first = ask({ MaxResults: 1 });
  expect(first.ScalableTargets?.map(({ ResourceId }) => ResourceId)).toEqual(['service/main/api']);
  expect(ask({ NextToken: first.NextToken }).ScalableTargets).toMatchObject([{ ResourceId: 'service/main/web' }]);
  expect(
    ask({ ResourceIds: ['service/main/web'], ScalableDimension: web.ScalableDimension }).ScalableTargets,
  ).toHaveLength(1);
  const refused = (more: object) => it.denied(DescribeScalableTargetsCommand, { ServiceNamespace: 'ecs', ...more })[0];
  expect(refused({ NextToken: 'x' })).toBe('InvalidNextTokenException');
  expect(refused({ MaxResults: 51 })).toBe('ValidationException');
  expect(refused({ ScalableDimension: web.ScalableDimension })).toBe('ValidationException');
  const skipped = { ServiceNamespace: 'ecs', IncludeNotScaledActivities: true } as const;
  expect(it.denied(DescribeScalingActivitiesCommand, skipped)[0]).toBe('NotImplemented');
});
