import {
  AlreadyExistsFault$,
  InvalidNextToken$,
  LimitExceededFault$,
  ResourceInUseFault$,
  ScalingActivityInProgressFault$,
} from '@aws-sdk/client-auto-scaling';
import { when, type Service } from '../../service.js';
import { instanceChanged } from '../ec2/instances/instance-changed.js';
import { activityOperations } from './activities.js';
import { groupGone, reconcileGroup } from './capacity.js';
import { memberFoundStopped, onInstanceChanged } from './instance-reaction.js';
import { groupDescriptionOperations } from './group-description.js';
import { groupOperations } from './groups.js';
import { instanceOperations } from './instances.js';
import { memberInService } from './members.js';
import { tagOperations } from './tags.js';
import { tagsByArn } from './tags-by-arn.js';

/** EC2 Auto Scaling, with launch templates: groups that keep as many instances as they are told to. */
export const autoscaling: Service = {
  id: 'autoscaling',
  wire: {
    protocol: 'awsQuery',
    signingName: 'autoscaling',
    version: '2011-01-01',
    xmlns: 'http://autoscaling.amazonaws.com/doc/2011-01-01/',
  },
  operations: [
    ...groupOperations,
    ...groupDescriptionOperations,
    ...instanceOperations,
    ...activityOperations,
    ...tagOperations,
  ],
  errors: [
    AlreadyExistsFault$,
    InvalidNextToken$,
    LimitExceededFault$,
    ResourceInUseFault$,
    ScalingActivityInProgressFault$,
  ],
  timers: [reconcileGroup, groupGone, memberInService, memberFoundStopped],
  reactions: [when(instanceChanged, onInstanceChanged)],
  tagsByArn,
};
