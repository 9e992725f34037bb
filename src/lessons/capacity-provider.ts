import type { Chapter } from './lesson.js';

export const capacityProvider: Chapter = {
  noun: 'capacity-provider',
  is:
    'The tie between ECS and an Auto Scaling group. Without it, somebody has to guess how many machines the tasks ' +
    'will need; with it, ECS works that out and sets the size of the group: up when tasks find no room, down when ' +
    'machines stand empty. On Fargate there is nothing to scale and so no provider to make.',
  operations: {
    'ecs:CreateCapacityProvider': {
      does:
        'Registers an Auto Scaling group with ECS, with rules for how ECS is to size it. A cluster can use it only ' +
        'after PutClusterCapacityProviders.',
      parameters: {
        name:
          'Unique in the account and region, and not beginning with `aws`, `ecs` or `fargate`: a stack named like ' +
          'that gets `for-` in front. There is no idempotency token, so the name has to do.',
        'autoScalingGroupProvider.autoScalingGroupArn':
          'The group. It can never be changed, and each group can have one provider only.',
        'autoScalingGroupProvider.managedScaling.status':
          '`ENABLED`: ECS drives the size of the group. Otherwise the provider only says where tasks go, and sizing ' +
          'stays with you.',
        'autoScalingGroupProvider.managedScaling.targetCapacity':
          'How full the instances are to be, in percent. 100 pays for no idle machine, so a task that finds no room ' +
          'waits some minutes for one; 80 would keep a fifth in reserve for it.',
        'autoScalingGroupProvider.managedScaling.minimumScalingStepSize':
          'Fewest instances to add at a time. 1: a single task does not start two machines.',
        'autoScalingGroupProvider.managedScaling.maximumScalingStepSize':
          'Most instances to add at a time. 100 in place of the default 10,000 bounds the leap that a wrong `count` ' +
          'could cause.',
        'autoScalingGroupProvider.managedScaling.instanceWarmupPeriod':
          'Seconds until a new instance counts in the measurement. 60 rather than the default 300: an instance joins ' +
          'within a minute or two, and a long wait delays the next step.',
        'autoScalingGroupProvider.managedTerminationProtection':
          '`ENABLED`: no instance that has tasks on it is ended to get smaller; ECS lifts its protection when the ' +
          'last task has left. It needs managed scaling, and the protection of new instances on the group.',
        'autoScalingGroupProvider.managedDraining':
          '`ENABLED`: before Auto Scaling ends an instance, ECS starts its tasks elsewhere and stops them here. ' +
          'Without, they are cut off.',
        tags: 'Given in the create, since by them a run that was cut off knows its own.',
      },
      behind:
        'ECS marks the group with the tag `AmazonECSManaged`, and once a cluster uses the provider, gives it a ' +
        'scaling policy and two CloudWatch alarms. Each minute ECS publishes `CapacityProviderReservation`, ' +
        'instances needed in percent of instances running; tasks without room wait in `PROVISIONING` and push it ' +
        'above the target. The alarm for too few fires after about a minute, and from no instance at all to a ' +
        'running task takes 3 to 6 minutes. The one for too many waits 15 minutes, so that machines do not come and ' +
        'go with every dip.',
      undo: '`ecs:DeleteCapacityProvider`, after the cluster has let go of it.',
      mistakes: [
        'Giving up after a minute. Tasks in `PROVISIONING` with no instance in sight are how scaling from zero looks.',
        'A task that fits on no instance, in vCPU, memory or network interfaces, or a group that is at its most. ' +
          'The task stays in `PROVISIONING`, and no error says why.',
        'Counting vCPU and memory only. In `awsvpc` mode each task needs a network interface: a `c5.xlarge` has ' +
          'four, one of them its own, so three tasks fill it, however small they are.',
        'Expecting more tasks when there is more to do. It starts machines for the tasks that a service wants; how ' +
          'many those are is the `desiredCount` of the service.',
        'Setting the desired capacity by hand, or adding scaling policies. ECS moves it back with its next ' +
          'measurement.',
        'Rights that end at ECS. The caller needs `autoscaling:CreateOrUpdateTags` as well, or the call is refused.',
        'Protection asked for with a group that does not have it. ECS used to refuse that with `ClientException`, ' +
          'and since 2024 turns it on for the group, which then looks like drift.',
      ],
      link: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCapacityProvider.html',
    },
    'ecs:DescribeCapacityProviders': {
      does:
        'Shows providers and how far a change to them has come. It is asked until the provider is `ACTIVE`, or gone.',
      parameters: {
        capacityProviders: 'Name or ARN. One that does not exist is missing from the answer, not an error.',
        include: '`TAGS`, which are left out otherwise.',
      },
      behind:
        '`status` says whether it can be used, `updateStatus` what became of the last change or deletion. A deleted ' +
        'one is shown as `INACTIVE` for a while.',
      mistakes: [
        'Looking at `status` alone. After a deletion that failed it is `ACTIVE` as before, and only `updateStatus` ' +
          'and `updateStatusReason` tell.',
      ],
      link: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeCapacityProviders.html',
    },
    'ecs:UpdateCapacityProvider': {
      does: 'Changes the scaling, protection and draining settings of a provider.',
      parameters: {
        autoScalingGroupProvider:
          'All settings, whichever has changed: what becomes of those left out is not documented. The group is not ' +
          'among them, since it cannot be changed.',
      },
      behind:
        '`updateStatus` goes from `UPDATE_IN_PROGRESS` to `UPDATE_COMPLETE` within seconds, while ECS rewrites its ' +
        'scaling policy.',
      undo: 'The same call with the earlier settings.',
      mistakes: ['Editing the scaling policy in Auto Scaling in its place. It belongs to ECS, and is written over.'],
      link: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateCapacityProvider.html',
    },
    'ecs:DeleteCapacityProvider': {
      does: 'Deletes a provider. The group and its instances stay.',
      parameters: {
        capacityProvider: 'Its ARN.',
      },
      behind:
        'About 25 s in `DEPROVISIONING`, then `INACTIVE`. Its alarms and scaling policy went when the cluster let go ' +
        'of it; the protection that ECS has put on instances stays on them.',
      undo: 'Nothing: one of the same name is a new provider.',
      mistakes: [
        'Deleting it while a cluster still lists it. The call is answered with success, and the failure comes ' +
          'later, as `DELETE_FAILED` in `updateStatus`.',
        'Deleting it before the services that name it in their strategy. They can start no more tasks.',
      ],
      link: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteCapacityProvider.html',
    },
  },
};
