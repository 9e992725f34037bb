import {
  ConcurrentUpdateException$,
  FailedResourceAccessException$,
  InternalServiceException$,
  InvalidNextTokenException$,
  LimitExceededException$,
  ObjectNotFoundException$,
  ResourceNotFoundException$,
  TooManyTagsException$,
  ValidationException$,
} from '@aws-sdk/client-application-auto-scaling';
import { when, type Service } from '../../service.js';
import { loadChanged } from '../ecs/service/load.js';
import { serviceDeleted } from '../ecs/service/service-deleted.js';
import { taskPlacedOrStopped } from '../ecs/task/task-placed-or-stopped.js';
import { taskStarted } from '../ecs/task/task-started.js';
import { activityOperations, onTaskChanged } from './activities.js';
import { boundsEnforced, onServiceDeleted, scalableTargetOperations } from './scalable-targets.js';
import { scalingPolicyOperations } from './scaling-policies.js';
import { actionRuns, scheduledActionOperations } from './scheduled-actions.js';
import { taggedResources, tagOperations, tagsByArn } from './tags.js';
import { measured, measuredSoon, onLoadChanged } from './target-tracking.js';

/** Application Auto Scaling of services of ECS. It scales, by the load that somebody has set, and by the clock. */
export const applicationautoscaling: Service = {
  id: 'applicationautoscaling',
  wire: {
    protocol: 'awsJson1_1',
    signingName: 'application-autoscaling',
    targetPrefix: 'AnyScaleFrontendService',
  },
  operations: [
    ...scalableTargetOperations,
    ...scalingPolicyOperations,
    ...scheduledActionOperations,
    ...activityOperations,
    ...tagOperations,
  ],
  errors: [
    ConcurrentUpdateException$,
    FailedResourceAccessException$,
    InternalServiceException$,
    InvalidNextTokenException$,
    LimitExceededException$,
    ObjectNotFoundException$,
    ResourceNotFoundException$,
    TooManyTagsException$,
    ValidationException$,
  ],
  timers: [boundsEnforced, measured, measuredSoon, actionRuns],
  reactions: [
    when(loadChanged, onLoadChanged),
    when(serviceDeleted, onServiceDeleted),
    when(taskStarted, onTaskChanged),
    when(taskPlacedOrStopped, onTaskChanged),
  ],
  tagsByArn,
  taggedResources,
};
