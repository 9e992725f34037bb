import type { Resource } from '../../src/step.js';
import { existingRoleResource } from './existing-role/resource.js';
import { roleResource } from './role/resource.js';
import { rolePolicyAttachmentResource } from './role-policy-attachment/resource.js';
import { rolePolicyResource } from './role-policy/resource.js';
import { policyResource } from './policy/resource.js';
import { instanceProfileResource } from './instance-profile/resource.js';

/** The nouns of IAM, in the order of teaching. */
export const iam: readonly Resource[] = [
  roleResource,
  rolePolicyAttachmentResource,
  rolePolicyResource,
  policyResource,
  instanceProfileResource,
  existingRoleResource,
];
