import {
  InvalidNextTokenException$,
  InvalidParameterException$,
  InvalidRequestException$,
  ResourceExistsException$,
  ResourceNotFoundException$,
} from '@aws-sdk/client-secrets-manager';
import type { Service } from '../../service.js';
import { deletionOperations, secretForgotten } from './deletion.js';
import { secretListOperations } from './secret-list.js';
import { secretOperations } from './secret.js';
import { secretValueOperations } from './secret-value.js';
import { taggedResources, tagOperations, tagsByArn } from './tags.js';

/** Secrets Manager: values by name, in versions. Rotation, replicas, and policies on a secret are not in it. */
export const secretsmanager: Service = {
  id: 'secretsmanager',
  wire: { protocol: 'awsJson1_1', signingName: 'secretsmanager', targetPrefix: 'secretsmanager' },
  operations: [
    ...secretOperations,
    ...secretValueOperations,
    ...secretListOperations,
    ...deletionOperations,
    ...tagOperations,
  ],
  errors: [
    InvalidNextTokenException$,
    InvalidParameterException$,
    InvalidRequestException$,
    ResourceExistsException$,
    ResourceNotFoundException$,
  ],
  timers: [secretForgotten],
  tagsByArn,
  taggedResources,
};
