import type { Scripting } from '../../../src/scripting.js';

export const script: Scripting = {
  waits: [
    { for: 'gone', like: 'DescribeAutoScalingGroups', query: 'length(AutoScalingGroups)', good: '0', minutes: 20 },
    // Gone before its instances are; those hold on to subnets, groups and the role.
    { for: 'gone', like: 'DescribeInstances', query: 'length(Reservations[].Instances[])', good: '0', minutes: 20 },
  ],
  answers: { DescribeAutoScalingGroups: 'AutoScalingGroups.0.AutoScalingGroupARN' },
};
