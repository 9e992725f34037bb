import {
  CreateScheduleCommand,
  DeleteScheduleCommand,
  GetScheduleCommand,
  UpdateScheduleCommand,
  type AssignPublicIp,
  type CapacityProviderStrategyItem,
  type EcsParameters,
  type FlexibleTimeWindow,
  type GetScheduleOutput,
  type LaunchType,
  type PlacementStrategy,
  type PropagateTags,
  type RetryPolicy,
  type ScheduleState,
} from '@aws-sdk/client-scheduler';
import { by } from '../../../src/list-rules.js';
import { ready, resource, step, type Step, type StepOf } from '../../../src/step.js';
import { idSet, type IdSet } from '../../common/id-set.js';
import type { EcsTaskNeeds } from '../../ecs/ecs-task/resource.js';
import { wantedPlace, wholeShare, type TaskPlace } from '../../ecs/task-place.js';
import type { Role } from '../../iam/role/resource.js';
import type { ScheduleGroup } from '../schedule-group/resource.js';

/** How ECS is asked to run a task, as EventBridge Scheduler spells it. What is undefined is only so where AWS does not show it. */
interface TaskParameters {
  readonly TaskDefinitionArn: string | undefined;
  readonly TaskCount: number | undefined;
  /** Null if there is a capacity provider strategy, because ECS accepts only one of the two. */
  readonly LaunchType: LaunchType | null;
  readonly CapacityProviderStrategy: readonly CapacityProviderStrategyItem[];
  readonly PlacementStrategy: readonly PlacementStrategy[];
  readonly NetworkConfiguration: {
    readonly awsvpcConfiguration: {
      readonly Subnets: IdSet;
      readonly SecurityGroups: IdSet;
      readonly AssignPublicIp: AssignPublicIp | undefined;
    };
  };
  readonly EnableECSManagedTags: boolean;
  readonly EnableExecuteCommand: boolean;
  readonly PropagateTags: PropagateTags | undefined;
}
interface ScheduleWant {
  readonly GroupName: string;
  readonly Name: string;
  readonly ScheduleExpression: string | undefined;
  readonly ScheduleExpressionTimezone: string;
  readonly State: ScheduleState | undefined;
  readonly FlexibleTimeWindow: FlexibleTimeWindow | undefined;
  readonly Target: {
    /** The cluster. */
    readonly Arn: string | undefined;
    readonly RoleArn: string | undefined;
    readonly RetryPolicy: RetryPolicy | undefined;
    readonly EcsParameters: TaskParameters | undefined;
  };
}
interface ScheduleId {
  readonly GroupName: string;
  readonly Name: string;
}

export const scheduleResource = resource({
  type: 'schedule',
  uses: [
    ...['schedule-group', 'role', 'role-policy', 'role-policy-attachment', 'cluster', 'existing-cluster'],
    ...['task-definition', 'subnet', 'security-group', 'route', 'route-table-association'],
    ...['capacity-provider', 'cluster-capacity-providers'],
  ],
  fixed: ['GroupName', 'Name'],
  lists: {
    'Target.EcsParameters.CapacityProviderStrategy': by('capacityProvider'),
    'Target.EcsParameters.PlacementStrategy': 'ordered',
  },
  // It goes with its group.
  replace: 'create-first',
  // What is due meanwhile is left out.
  pause: () => ({ State: 'DISABLED' }),

  // A schedule is part of its group, and has neither tags nor owner of its own.
  async create({ scheduler, token }, want: ScheduleWant): Promise<ScheduleId> {
    await scheduler.send(new CreateScheduleCommand({ ...inputOf(want), ClientToken: token }));
    return { Name: want.Name, GroupName: want.GroupName };
  },

  async find({ scheduler }, { GroupName, Name }) {
    await scheduler.send(new GetScheduleCommand({ GroupName, Name }));
    return [{ id: { Name, GroupName } }];
  },

  async read({ scheduler }, { GroupName, Name }) {
    const live = await scheduler.send(new GetScheduleCommand({ GroupName, Name }));
    return ready({}, { GroupName, Name, ...liveOf(live) });
  },

  // What a request leaves out goes back to its default, so all of it is sent.
  async update({ scheduler }, id, want) {
    await scheduler.send(new UpdateScheduleCommand({ ...inputOf(want), ...id }));
  },

  async delete({ scheduler }, { GroupName, Name }) {
    await scheduler.send(new DeleteScheduleCommand({ GroupName, Name }));
  },
});
export type Schedule = StepOf<typeof scheduleResource>;

function inputOf({ Target, ...settings }: ScheduleWant) {
  const { EcsParameters: parameters, ...target } = Target;
  return { ...settings, Target: { ...target, ...(parameters && { EcsParameters: sentParameters(parameters) }) } };
}

function sentParameters(parameters: TaskParameters): EcsParameters {
  const { LaunchType, CapacityProviderStrategy, PlacementStrategy, NetworkConfiguration, ...others } = parameters;
  const { Subnets, SecurityGroups, AssignPublicIp } = NetworkConfiguration.awsvpcConfiguration;
  return {
    ...others,
    ...(LaunchType ? { LaunchType } : { CapacityProviderStrategy: [...CapacityProviderStrategy] }),
    ...(PlacementStrategy.length > 0 && { PlacementStrategy: [...PlacementStrategy] }),
    NetworkConfiguration: {
      awsvpcConfiguration: {
        ...{ Subnets: Object.keys(Subnets), SecurityGroups: Object.keys(SecurityGroups), AssignPublicIp },
      },
    },
  };
}

/** The members of the want that AWS shows. */
function liveOf(schedule: GetScheduleOutput) {
  const { ScheduleExpression, ScheduleExpressionTimezone = 'UTC', State, Target } = schedule;
  return {
    ...{ ScheduleExpression, ScheduleExpressionTimezone, State },
    FlexibleTimeWindow: schedule.FlexibleTimeWindow,
    Target: {
      ...{ Arn: Target?.Arn, RoleArn: Target?.RoleArn, RetryPolicy: Target?.RetryPolicy },
      EcsParameters: Target?.EcsParameters && liveParameters(Target.EcsParameters),
    },
  };
}

function liveParameters(parameters: EcsParameters) {
  const {
    TaskDefinitionArn,
    TaskCount,
    LaunchType,
    CapacityProviderStrategy = [],
    PlacementStrategy = [],
  } = parameters;
  const { Subnets, SecurityGroups, AssignPublicIp } = parameters.NetworkConfiguration?.awsvpcConfiguration ?? {};
  return {
    ...{ TaskDefinitionArn, TaskCount, LaunchType: LaunchType ?? null, PlacementStrategy },
    CapacityProviderStrategy: CapacityProviderStrategy.map(wholeShare),
    NetworkConfiguration: {
      awsvpcConfiguration: { Subnets: idSet(Subnets), SecurityGroups: idSet(SecurityGroups), AssignPublicIp },
    },
    EnableECSManagedTags: parameters.EnableECSManagedTags ?? false,
    EnableExecuteCommand: parameters.EnableExecuteCommand ?? false,
    PropagateTags: parameters.PropagateTags,
  };
}

interface ScheduleOptions {
  /** Of the job: the schedule has its name. */
  readonly name: string;
  readonly expression: string;
  readonly timeZone: string;
  /** Seconds for which a start that fails is tried again. */
  readonly startWithin: number;
  /** Whether each task has a public address. */
  readonly isPublic: boolean;
  /** Whether a shell can be opened in its containers. */
  readonly exec: boolean;
}
interface ScheduleNeeds extends Pick<
  EcsTaskNeeds,
  'cluster' | 'taskDefinition' | 'subnets' | 'group' | 'otherGroups' | 'routes' | 'policies' | 'capacity'
> {
  readonly schedules: ScheduleGroup;
  /** Scheduler acts in it. */
  readonly role: Role;
  /** What that role may do. */
  readonly permissions: readonly Step[];
}

/**
 * Starts a task when it is time. 14 million calls a month are free; the tasks are billed as any others.
 * Source: https://aws.amazon.com/eventbridge/pricing/
 */
export function schedule(name: string, { capacity, ...needs }: ScheduleNeeds, options: ScheduleOptions) {
  const { expression, timeZone } = options;
  return step({
    name,
    resource: scheduleResource,
    needs: { ...needs, provider: capacity?.provider, association: capacity?.association },
    why: `Starts a task of ${options.name}: ${expression}, ${timeZone}`,
    want: ({ schedules, role, cluster, taskDefinition, ...place }): ScheduleWant => ({
      GroupName: schedules.groupName,
      Name: options.name,
      ScheduleExpression: expression,
      ScheduleExpressionTimezone: timeZone,
      State: 'ENABLED',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        Arn: cluster.clusterArn,
        RoleArn: role.roleArn,
        RetryPolicy: { MaximumEventAgeInSeconds: options.startWithin, MaximumRetryAttempts: mostRetries },
        EcsParameters: parametersOf(taskDefinition.taskDefinitionArn, wantedPlace(place, options.isPublic), options),
      },
    }),
  });
}

/** As many as AWS makes: the time is the limit. Source: https://docs.aws.amazon.com/scheduler/latest/APIReference/API_RetryPolicy.html */
const mostRetries = 185;

/** The tasks take the stack's tags over from their definition: by these they are known as the stack's. */
const parametersOf = (TaskDefinitionArn: string, place: TaskPlace, { exec }: ScheduleOptions): TaskParameters => ({
  ...{ TaskDefinitionArn, TaskCount: 1, LaunchType: place.launchType },
  CapacityProviderStrategy: place.capacityProviderStrategy,
  PlacementStrategy: place.placementStrategy,
  NetworkConfiguration: {
    awsvpcConfiguration: {
      Subnets: place.networkConfiguration.subnets,
      SecurityGroups: place.networkConfiguration.securityGroups,
      AssignPublicIp: place.networkConfiguration.assignPublicIp,
    },
  },
  ...{ EnableECSManagedTags: true, EnableExecuteCommand: exec, PropagateTags: 'TASK_DEFINITION' },
});
