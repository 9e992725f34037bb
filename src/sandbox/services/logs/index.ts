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
import { logGroupTagOperations } from './log-group-tag.js';
import { resourcePolicyOperations } from './resource-policy.js';
import { retentionPolicyOperations } from './retention-policy.js';
import { taggedResources } from './tagged-resources.js';
import { tagsByArn } from './tags-by-arn.js';

/** CloudWatch Logs, as far as others need it in order to write there. No lines are kept. */
export const logs: Service = {
  id: 'logs',
  wire: { protocol: 'awsJson1_1', signingName: 'logs', targetPrefix: 'Logs_20140328' },
  operations: [
    ...logGroupOperations,
    ...retentionPolicyOperations,
    ...logGroupTagOperations,
    ...resourcePolicyOperations,
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
