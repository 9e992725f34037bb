import {
  HierarchyLevelLimitExceededException$,
  InvalidAllowedPatternException$,
  InvalidFilterKey$,
  InvalidNextToken$,
  InvalidResourceId$,
  ParameterAlreadyExists$,
  ParameterNotFound$,
  ParameterPatternMismatchException$,
  ParameterVersionNotFound$,
  TooManyTagsError$,
  UnsupportedParameterType$,
} from '@aws-sdk/client-ssm';
import type { Service } from '../../service.js';
import { managedInstanceOperations } from './managed-instances.js';
import { parameterChangeOperations } from './parameter-changes.js';
import { parameterListOperations } from './parameter-list.js';
import { parameterOperations } from './parameters.js';
import { taggedResources, tagOperations, tagsByArn } from './tags.js';

/** Systems Manager: the Parameter Store, with the account's own parameters and AWS's list of images, and who has an agent. */
export const ssm: Service = {
  id: 'ssm',
  wire: { protocol: 'awsJson1_1', signingName: 'ssm', targetPrefix: 'AmazonSSM' },
  operations: [
    ...parameterOperations,
    ...parameterChangeOperations,
    ...parameterListOperations,
    ...tagOperations,
    ...managedInstanceOperations,
  ],
  errors: [
    HierarchyLevelLimitExceededException$,
    InvalidAllowedPatternException$,
    InvalidFilterKey$,
    InvalidNextToken$,
    InvalidResourceId$,
    ParameterAlreadyExists$,
    ParameterNotFound$,
    ParameterPatternMismatchException$,
    ParameterVersionNotFound$,
    TooManyTagsError$,
    UnsupportedParameterType$,
  ],
  timers: [],
  tagsByArn,
  taggedResources,
};
