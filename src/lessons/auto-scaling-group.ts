import type { Chapter } from './lesson.js';

export const autoScalingGroup: Chapter = {
  noun: 'auto-scaling-group',
  is:
    'Keeps a number of instances running, all from one launch template and spread over subnets; one that dies is ' +
    'replaced. The number, its desired capacity, lies between a least and a most. Here nobody sets it but ECS, by ' +
    'what the tasks need. The group begins with none; where the config wants a least, a later step sets it.',
  operations: {
    'autoscaling:CreateAutoScalingGroup': {
      does: 'Creates the group, and starts as many instances as its desired capacity says.',
      parameters: {
        AutoScalingGroupName:
          'Also its id in every other call. Unique in the account and region: a second group of the name is refused ' +
          'with `AlreadyExists`, which serves as there is no idempotency token.',
        LaunchTemplate:
          'By id, with version `$Default`: a new default version counts for the next instance, and the group need ' +
          'not be changed.',
        MinSize:
          'Fewer than these it never has, whatever ECS says. 0 here: no instance is billed while no task needs one, ' +
          'and none is there before ECS knows the group. A least is set by the step `auto-scaling-minimum`.',
        MaxSize: 'A ceiling on what a mistake can cost. Tasks that would need more wait in `PROVISIONING`.',
        DesiredCapacity:
          'Sent once, as 0. It is never compared or updated, because from then on it belongs to ECS.',
        VPCZoneIdentifier:
          'The ids of the subnets in one string, with commas. Instances are spread evenly over their zones; they are ' +
          'sorted, so that the same subnets are always the same string.',
        NewInstancesProtectedFromScaleIn:
          'Auto Scaling may not end an instance to get smaller until ECS lifts this protection, which it does when ' +
          'no task is left on it. The managed termination protection of the capacity provider builds on it.',
        Tags:
          'A format of its own: each tag names its group and says whether new instances get it (`PropagateAtLaunch`).',
      },
      behind:
        'With no instances the group is there at once. An instance takes about 35 s to run, and some more until its ' +
        'agent has joined the cluster. ECS later adds a tag, a scaling policy and a lifecycle hook of its own, which ' +
        'are not drift.',
      undo: '`autoscaling:DeleteAutoScalingGroup` with `ForceDelete`.',
      cost: 'Nothing itself: each instance is billed by the second, with its disk by GiB and month.',
      mistakes: [
        'An instance profile or a template made a moment ago: `ValidationError` for about 10 s, until Auto Scaling ' +
          'can see it.',
        'The first group of an account: `ServiceLinkedRoleFailure`, while AWS makes the role by which Auto Scaling ' +
          'may launch instances. Repeating helps.',
        'Private subnets without a way out. The instances run, but their agents reach neither ECS nor ECR, and the ' +
          'cluster stays empty.',
        'Looking for failed launches in the group itself. They are in its scaling activities, with the reason.',
      ],
      link: 'https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html',
    },
    'autoscaling:UpdateAutoScalingGroup': {
      does: 'Changes members of a group: sizes, subnets, template. What is not named stays.',
      parameters: {
        MinSize: 'A least above the present number launches instances at once.',
        MaxSize:
          'A most below the present number lowers that, but instances that are protected from scale-in stay until ' +
          'ECS lets go of them.',
        VPCZoneIdentifier: 'Counts for the next launches; Auto Scaling then evens the zones out by and by.',
      },
      behind:
        'It counts for what is launched from now on. `ScalingActivityInProgress` means that the group is busy, and ' +
        'that the call should be repeated.',
      undo: 'The same call with the earlier values.',
      mistakes: [
        'Sending `DesiredCapacity` along. It overrides what ECS has set: instances with tasks are to end, or idle ' +
          'ones are started.',
      ],
      link: 'https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_UpdateAutoScalingGroup.html',
    },
    'autoscaling:DescribeAutoScalingGroups': {
      does: 'Shows groups with sizes, instances and tags. It is asked until a deleted group is gone.',
      parameters: {
        AutoScalingGroupNames: 'A name that does not exist is not an error: the list is empty.',
      },
      behind:
        '`Status` is absent, or `Delete in progress`. A group deleted by force can be gone before its instances are: ' +
        'those are counted with DescribeInstances.',
      link: 'https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeAutoScalingGroups.html',
    },
    'autoscaling:DeleteAutoScalingGroup': {
      does: 'Deletes the group and, by force, its instances with it.',
      parameters: {
        ForceDelete:
          'Terminates all instances at once, protected ones too. Without it, a group that has instances is refused ' +
          'with `ResourceInUse`.',
      },
      behind:
        'Once measured at 101 s with instances; without any, it takes seconds. Until the last instance is ' +
        '`terminated`, its network interfaces hold subnets and security groups, and the cluster counts it as a ' +
        'member.',
      undo: 'Nothing: a group of the same name is a new one, with new instances.',
      mistakes: [
        'Setting all sizes to 0 and waiting. ECS has protected the instances from scale-in, deleting the capacity ' +
          'provider does not take that off, and so nothing ever ends.',
        'Deleting the group while a service still uses the provider. Its tasks die without being drained.',
        'Taking `ScalingActivityInProgress` for a failure. It is busy; ask again.',
      ],
      link: 'https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DeleteAutoScalingGroup.html',
    },
    'autoscaling:CreateOrUpdateTags': {
      does: 'Adds tags to a group, or overwrites them, when those in the config have changed.',
      parameters: {
        Tags:
          'Each has `ResourceId` (the name of the group), `ResourceType` (`auto-scaling-group`), key and value. ' +
          '`PropagateAtLaunch: true` gives it to new instances as well.',
      },
      behind:
        'Instances that run keep the tags they were launched with. ECS needs the right to this call too: with it, it ' +
        'marks a group as its own.',
      undo: '`autoscaling:DeleteTags`, or the same call with the earlier values.',
      link: 'https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateOrUpdateTags.html',
    },
    'autoscaling:DeleteTags': {
      does: 'Removes tags from a group. Only those that are no longer in the config are named.',
      parameters: {
        Tags: 'Group and key of each; instances that have the tag keep it.',
      },
      undo: '`autoscaling:CreateOrUpdateTags`.',
      mistakes: ['Removing every tag that one has not set. ECS needs its `AmazonECSManaged` to scale the group.'],
      link: 'https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DeleteTags.html',
    },
  },
};
