import {
  AlreadyExistsFault$,
  InvalidNextToken$,
  ResourceInUseFault$,
  ScalingActivityInProgressFault$,
} from '@aws-sdk/client-auto-scaling';
import type { Service } from '../../service.js';
import { followInstances } from '../ec2/instance-followers.js';
import { activityOperations } from './activities.js';
import { groupGone, groupLooks } from './capacity.js';
import { followInstance } from './follow.js';
import { groupDescriptionOperations } from './group-description.js';
import { groupOperations } from './groups.js';
import { instanceOperations } from './instances.js';
import { memberInService } from './members.js';
import { tagOperations } from './tags.js';

followInstances(followInstance);

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
  errors: [AlreadyExistsFault$, InvalidNextToken$, ResourceInUseFault$, ScalingActivityInProgressFault$],
  timers: [groupLooks, groupGone, memberInService],
};
