import { GetScheduleCommand, GetScheduleGroupCommand, ListTagsForResourceCommand } from '@aws-sdk/client-scheduler';
import { account, says, type Samples } from './sample.js';

/**
 * What EventBridge Scheduler answers, in the form of its API reference:
 * https://docs.aws.amazon.com/scheduler/latest/APIReference/API_GetSchedule.html
 */
const groupArn = `arn:aws:scheduler:eu-west-1:${account}:schedule-group/shop`;
const CreationDate = new Date('2026-11-01T08:00:00Z');

export const schedules: Samples = {
  'schedule-group': {
    id: groupArn,
    answers: [
      says(GetScheduleGroupCommand, {
        ...{ Arn: groupArn, Name: 'shop', State: 'ACTIVE', CreationDate, LastModificationDate: CreationDate },
      }),
      says(ListTagsForResourceCommand, { Tags: [{ Key: 'provision:stack', Value: 'shop' }] }),
    ],
    reads: { out: { groupName: 'shop', groupArn }, live: { Name: 'shop' }, tags: { 'provision:stack': 'shop' } },
  },
  schedule: {
    id: { Name: 'report', GroupName: 'shop' },
    answers: [
      says(GetScheduleCommand, {
        ActionAfterCompletion: 'NONE',
        Arn: `arn:aws:scheduler:eu-west-1:${account}:schedule/shop/report`,
        ...{ CreationDate, LastModificationDate: CreationDate, GroupName: 'shop', Name: 'report' },
        FlexibleTimeWindow: { Mode: 'OFF' },
        ScheduleExpression: 'rate(1 hour)',
        ScheduleExpressionTimezone: 'UTC',
        State: 'ENABLED',
        Target: {
          Arn: `arn:aws:ecs:eu-west-1:${account}:cluster/shop`,
          RoleArn: `arn:aws:iam::${account}:role/shop-scheduler-eu-west-1`,
          RetryPolicy: { MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 185 },
          EcsParameters: {
            EnableECSManagedTags: true,
            EnableExecuteCommand: false,
            LaunchType: 'FARGATE',
            NetworkConfiguration: {
              awsvpcConfiguration: {
                AssignPublicIp: 'DISABLED',
                SecurityGroups: ['sg-0123456789abcdef0'],
                Subnets: ['subnet-0123456789abcdef0', 'subnet-0fedcba9876543210'],
              },
            },
            PropagateTags: 'TASK_DEFINITION',
            TaskCount: 1,
            TaskDefinitionArn: `arn:aws:ecs:eu-west-1:${account}:task-definition/report:3`,
          },
        },
      }),
    ],
    reads: {
      out: {},
      live: {
        ...{ GroupName: 'shop', Name: 'report', ScheduleExpression: 'rate(1 hour)', ScheduleExpressionTimezone: 'UTC' },
        ...{ State: 'ENABLED', FlexibleTimeWindow: { Mode: 'OFF' } },
        Target: {
          Arn: `arn:aws:ecs:eu-west-1:${account}:cluster/shop`,
          RoleArn: `arn:aws:iam::${account}:role/shop-scheduler-eu-west-1`,
          RetryPolicy: { MaximumEventAgeInSeconds: 3600, MaximumRetryAttempts: 185 },
          EcsParameters: {
            ...{ TaskDefinitionArn: `arn:aws:ecs:eu-west-1:${account}:task-definition/report:3`, TaskCount: 1 },
            ...{ LaunchType: 'FARGATE', CapacityProviderStrategy: [], PlacementStrategy: [] },
            NetworkConfiguration: {
              awsvpcConfiguration: {
                Subnets: { 'subnet-0123456789abcdef0': true, 'subnet-0fedcba9876543210': true },
                SecurityGroups: { 'sg-0123456789abcdef0': true },
                AssignPublicIp: 'DISABLED',
              },
            },
            ...{ EnableECSManagedTags: true, EnableExecuteCommand: false, PropagateTags: 'TASK_DEFINITION' },
          },
        },
      },
    },
  },
};
