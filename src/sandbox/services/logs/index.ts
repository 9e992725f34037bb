import {
  InvalidParameterException$,
  LimitExceededException$,
  ResourceAlreadyExistsException$,
  ResourceNotFoundException$,
  TooManyTagsException$,
  ValidationException$,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Service } from '../../service.js';
import { logGroupOperations } from './log-group.js';
import { logEventOperations } from './log-events.js';
import { logGroupTagOperations } from './log-group-tag.js';
import { logStreamOperations } from './log-stream-operations.js';
import { resourcePolicyOperations } from './resource-policy.js';
import { retentionPolicyOperations } from './retention-policy.js';
import { taggedResources } from './tagged-resources.js';
import { tagsByArn } from './tags-by-arn.js';

/** CloudWatch Logs: groups, streams, and their lines: those that clients put, and those of containers (`ecs/task/container-output.ts`). */
export const logs: Service = {
  id: 'logs',
  wire: { protocol: 'awsJson1_1', signingName: 'logs', targetPrefix: 'Logs_20140328' },
  operations: [
    ...logGroupOperations,
    ...retentionPolicyOperations,
    ...logGroupTagOperations,
    ...resourcePolicyOperations,
    ...logStreamOperations,
    ...logEventOperations,
  ],
  errors: [
    InvalidParameterException$,
    LimitExceededException$,
    ResourceAlreadyExistsException$,
    ResourceNotFoundException$,
    TooManyTagsException$,
    ValidationException$,
  ],
  timers: [],
  tagsByArn,
  taggedResources,
};
