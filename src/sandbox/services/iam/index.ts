import {
  DeleteConflictException$,
  EntityAlreadyExistsException$,
  InvalidInputException$,
  LimitExceededException$,
  MalformedPolicyDocumentException$,
  NoSuchEntityException$,
  UnmodifiableEntityException$,
} from '@aws-sdk/client-iam';
import { spreadEverywhere } from '../../delays.js';
import type { Service } from '../../service.js';
import { attachedPolicyOperations } from './attached-policy.js';
import { customerPolicyOperations } from './customer-policy.js';
import { instanceProfileOperations, instanceProfileVisible } from './instance-profile.js';
import { instanceProfileRoleOperations } from './instance-profile-role.js';
import { instanceProfileTagOperations } from './instance-profile-tag.js';
import { policyVersionOperations } from './policy-version.js';
import { roleOperations } from './role.js';
import { rolePolicyOperations } from './role-policy.js';
import { roleTagOperations } from './role-tag.js';
import { serviceLinkedRoleOperations } from './service-linked-role.js';
import { simulationOperations } from './simulation.js';
import { tagsByArn } from './tags-by-arn.js';
import { userOperations } from './user.js';

/** Roles, what hangs on them, and the profiles that give them to instances: the account's, whatever the region. */
export const iam: Service = {
  id: 'iam',
  wire: {
    protocol: 'awsQuery',
    signingName: 'iam',
    version: '2010-05-08',
    xmlns: 'https://iam.amazonaws.com/doc/2010-05-08/',
  },
  operations: [
    ...roleOperations,
    ...rolePolicyOperations,
    ...attachedPolicyOperations,
    ...customerPolicyOperations,
    ...policyVersionOperations,
    ...simulationOperations,
    ...roleTagOperations,
    ...serviceLinkedRoleOperations,
    ...instanceProfileOperations,
    ...instanceProfileRoleOperations,
    ...instanceProfileTagOperations,
    ...userOperations,
  ],
  errors: [
    DeleteConflictException$,
    EntityAlreadyExistsException$,
    InvalidInputException$,
    LimitExceededException$,
    MalformedPolicyDocumentException$,
    NoSuchEntityException$,
    UnmodifiableEntityException$,
  ],
  timers: [instanceProfileVisible, spreadEverywhere],
  tagsByArn,
};
