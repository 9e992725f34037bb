import {
  DescribeScalableTargetsCommand,
  DescribeScalingActivitiesCommand,
  PutScalingPolicyCommand,
  PutScheduledActionCommand,
  RegisterScalableTargetCommand,
  type PutScheduledActionRequest,
  type RegisterScalableTargetRequest,
  type TargetTrackingScalingPolicyConfiguration,
} from '@aws-sdk/client-application-auto-scaling';
import type { CommandClass } from '../../../../src/sandbox/service.js';
import { applicationautoscaling } from '../../../../src/sandbox/services/applicationautoscaling/index.js';
import { sayLoads, type Load } from '../../../../src/sandbox/services/ecs/service/load.js';
import { testCloud } from '../ecs/cloud.js';

export const web = {
  ServiceNamespace: 'ecs',
  ResourceId: 'service/main/web',
  ScalableDimension: 'ecs:service:DesiredCount',
} as const;

type Tracking = Partial<TargetTrackingScalingPolicyConfiguration>;

/** A service of two tasks that runs, and short words to scale it. */
export function scaledCloud() {
  const cloud = testCloud();
  const call = <Command extends CommandClass>(command: Command, input: InstanceType<Command>['input']) =>
    cloud.any(applicationautoscaling, command, input);
  cloud.register();
  cloud.create();
  cloud.pass(90);
  return {
    ...cloud,
    /** A call to Application Auto Scaling. */
    ask: call,
    /** `[code, message]` of the error that a call to it ends in. */
    denied<Command extends CommandClass>(command: Command, input: InstanceType<Command>['input']) {
      const { code, message } = cloud.refusal(applicationautoscaling, command, input);
      return [code, message];
    },
    scalable: (more: Partial<RegisterScalableTargetRequest> = {}) =>
      call(RegisterScalableTargetCommand, { ...web, MinCapacity: 1, MaxCapacity: 10, ...more }).ScalableTargetARN ?? '',
    /** A policy on the CPU, at 60 % unless told. */
    policy: (more: Tracking = {}, PolicyName = 'cpu') =>
      call(PutScalingPolicyCommand, { ...web, PolicyName, PolicyType: 'TargetTrackingScaling', ...tracking(more) }),
    schedule: (more: Partial<PutScheduledActionRequest>) =>
      call(PutScheduledActionCommand, { ...web, ScheduledActionName: 'day', ...more }),
    target: () => call(DescribeScalableTargetsCommand, { ServiceNamespace: 'ecs' }).ScalableTargets?.[0],
    load(load: Partial<Load>) {
      const problems = sayLoads([cloud.context()], { 'main/web': load });
      if (problems.length > 0) throw new Error(problems.join());
    },
    wants: () => cloud.service()?.desiredCount,
    /** What was done and why, the latest first, without the ids of alarms. */
    activities: () =>
      (call(DescribeScalingActivitiesCommand, { ServiceNamespace: 'ecs' }).ScalingActivities ?? []).map(
        ({ Description, Cause = '', StatusCode }) =>
          `${Description} ${Cause.replace(/-[0-9a-f-]{36}/, '')} ${StatusCode}`,
      ),
  };
}

export const tracking = (more: Tracking) => ({
  TargetTrackingScalingPolicyConfiguration: {
    PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' as const },
    TargetValue: 60,
    ...more,
  },
});
