import {
  ConflictException$,
  InternalServerException$,
  ResourceNotFoundException$,
  ServiceQuotaExceededException$,
  ThrottlingException$,
  ValidationException$,
} from '@aws-sdk/client-scheduler';
import type { Service } from '../../service.js';
import { groupDeleted, groupOperations } from './groups.js';
import { invokedAgain, scheduleRuns } from './runs.js';
import { scheduleOperations } from './schedules.js';
import { taggedResources, tagOperations, tagsByArn } from './tags.js';

/** EventBridge Scheduler, as far as it starts tasks of ECS. It starts them. */
export const scheduler: Service = {
  id: 'scheduler',
  wire: { protocol: 'restJson1', signingName: 'scheduler' },
  operations: [...groupOperations, ...scheduleOperations, ...tagOperations],
  errors: [
    ConflictException$,
    InternalServerException$,
    ResourceNotFoundException$,
    ServiceQuotaExceededException$,
    ThrottlingException$,
    ValidationException$,
  ],
  timers: [groupDeleted, scheduleRuns, invokedAgain],
  tagsByArn,
  taggedResources,
};
