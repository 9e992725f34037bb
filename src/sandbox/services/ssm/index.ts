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
import { parameterChangeOperations } from './parameter-changes.js';
import { parameterListOperations } from './parameter-list.js';
import { parameterOperations } from './parameters.js';
import { taggedResources, tagOperations, tagsByArn } from './tags.js';

/** Systems Manager, as far as it is the Parameter Store: the account's own parameters, and AWS's list of images. */
export const ssm: Service = {
  id: 'ssm',
  wire: { protocol: 'awsJson1_1', signingName: 'ssm', targetPrefix: 'AmazonSSM' },
  operations: [...parameterOperations, ...parameterChangeOperations, ...parameterListOperations, ...tagOperations],
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
