import type { EcsParameters, Target } from '@aws-sdk/client-scheduler';
import type { RunTaskRequest } from '@aws-sdk/client-ecs';
import type { Context } from '../../service.js';
import { canAssume } from '../iam/assuming.js';
import { groupArn, invalid, notInSandbox, present, within } from './input.js';
import type { ScheduleSettings } from './tables.js';

/**
 * What a schedule calls: here, RunTask of ECS. Scheduler tries out whether it may assume the role, as it will.
 * Sources: https://docs.aws.amazon.com/scheduler/latest/APIReference/API_Target.html; what it assumes the role for is the
 * schedule's group: https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
 */
export function checkedTarget(context: Context, target: Target | undefined, group: string): ScheduleSettings['Target'] {
  const { Arn, RoleArn, RetryPolicy, EcsParameters: parameters, ...others } = present(target, 'target');
  const arn = present(Arn, 'target.arn');
  const role = present(RoleArn, 'target.roleArn');
  if (!/^arn:[^:]+:ecs:[^:]*:\d{12}:cluster\/.+/.test(arn)) throw notInSandbox(`the target ${arn}`);
  const other = Object.entries(others).find(([, it]) => it !== undefined);
  if (other) throw notInSandbox(`${other[0]} of a target`);
  if (!parameters) throw invalid('EcsParameters is required for an ECS target.');
  if (!mayAct(context, role, group))
    throw invalid('The execution role you provide must allow AWS EventBridge Scheduler to assume the role.');
  return {
    ...{ Arn: arn, RoleArn: role },
    RetryPolicy: {
      MaximumEventAgeInSeconds: within(
        RetryPolicy?.MaximumEventAgeInSeconds,
        'target.retryPolicy.maximumEventAgeInSeconds',
        [60, 86_400],
        86_400,
      ),
      MaximumRetryAttempts: within(
        RetryPolicy?.MaximumRetryAttempts,
        'target.retryPolicy.maximumRetryAttempts',
        [0, 185],
        185,
      ),
    },
    EcsParameters: checkedParameters(parameters),
  };
}

/** Whether Scheduler may assume the role for schedules of a group. */
export const mayAct = (context: Context, role: string, group: string): boolean =>
  canAssume(context, role, 'scheduler.amazonaws.com', {
    'aws:SourceAccount': context.account,
    'aws:SourceArn': groupArn(context, group),
  });

/** Source: https://docs.aws.amazon.com/scheduler/latest/APIReference/API_EcsParameters.html */
function checkedParameters(parameters: EcsParameters): EcsParameters {
  const { TaskDefinitionArn, TaskCount, LaunchType, CapacityProviderStrategy = [] } = parameters;
  present(TaskDefinitionArn, 'target.ecsParameters.taskDefinitionArn');
  if (LaunchType !== undefined && CapacityProviderStrategy.length > 0)
    throw invalid('LaunchType and CapacityProviderStrategy cannot both be specified.');
  return { ...parameters, TaskCount: within(TaskCount, 'target.ecsParameters.taskCount', [1, 10], 1) };
}

/**
 * The request that Scheduler sends ECS. In `startedBy` it is `chronos-schedule/…`, by which others' programs tell such tasks; that
 * the schedule's name follows is believed.
 */
export function taskRequest({ Name, Target: { Arn, EcsParameters: it } }: ScheduleSettings): RunTaskRequest {
  const { Subnets, SecurityGroups, AssignPublicIp } = it.NetworkConfiguration?.awsvpcConfiguration ?? {};
  return {
    cluster: Arn,
    taskDefinition: it.TaskDefinitionArn,
    count: it.TaskCount,
    launchType: it.LaunchType,
    capacityProviderStrategy: it.CapacityProviderStrategy,
    placementStrategy: it.PlacementStrategy,
    placementConstraints: it.PlacementConstraints,
    platformVersion: it.PlatformVersion,
    group: it.Group,
    referenceId: it.ReferenceId,
    enableECSManagedTags: it.EnableECSManagedTags,
    enableExecuteCommand: it.EnableExecuteCommand,
    propagateTags: it.PropagateTags,
    tags: it.Tags?.flatMap((tag) => Object.entries(tag).map(([key, value]) => ({ key, value }))),
    startedBy: `chronos-schedule/${Name}`.slice(0, 128),
    ...(Subnets && {
      networkConfiguration: {
        awsvpcConfiguration: { subnets: Subnets, securityGroups: SecurityGroups, assignPublicIp: AssignPublicIp },
      },
    }),
  };
}
