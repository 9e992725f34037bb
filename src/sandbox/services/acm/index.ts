import {
  InvalidArnException$,
  InvalidDomainValidationOptionsException$,
  InvalidParameterException$,
  InvalidTagException$,
  LimitExceededException$,
  ResourceInUseException$,
  ResourceNotFoundException$,
  TooManyTagsException$,
  ValidationException$,
} from '@aws-sdk/client-acm';
import type { Service } from '../../service.js';
import { certificateOperations } from './certificates.js';
import { requestOperations } from './request.js';
import { tagOperations, taggedResources, tagsByArn } from './tags.js';
import { useEnded } from './uses.js';
import { validationReactions, validationTimers } from './validation.js';

/** Public certificates, as they are requested and validated by DNS. There are no keys in it, and nothing is signed. */
export const acm: Service = {
  id: 'acm',
  wire: { protocol: 'awsJson1_1', signingName: 'acm', targetPrefix: 'CertificateManager' },
  operations: [...requestOperations, ...certificateOperations, ...tagOperations],
  errors: [
    InvalidArnException$,
    InvalidDomainValidationOptionsException$,
    InvalidParameterException$,
    InvalidTagException$,
    LimitExceededException$,
    ResourceInUseException$,
    ResourceNotFoundException$,
    TooManyTagsException$,
    ValidationException$,
  ],
  timers: [...validationTimers, useEnded],
  reactions: validationReactions,
  tagsByArn,
  taggedResources,
};
