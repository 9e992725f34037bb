import type { Chapter } from './lesson.js';

export const autoScalingMinimum: Chapter = {
  noun: 'auto-scaling-minimum',
  is:
    'The least number of instances that an Auto Scaling group has, whether tasks need them or not: they are billed ' +
    'while they idle, and in return a new task starts without the minutes that a new instance takes. It is a number ' +
    'of the group, `MinSize`, and not a thing of its own. It is a step of its own because of when it may be set: ' +
    'the group is made with none, and only when its capacity provider belongs to the cluster is the number raised. ' +
    'An instance that joins the cluster earlier counts for ECS as no part of the provider, and gets no task for as ' +
    'long as it lives. In `down`, the number goes back to 0 first, or the group would replace what is ended. The ' +
    'call, `autoscaling:UpdateAutoScalingGroup`, is explained at `auto-scaling-group`.',
  operations: {},
};
