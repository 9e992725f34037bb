import type { InstanceProfile, Role } from '@aws-sdk/client-iam';
import { global } from '../../service.js';
import type { Tags } from './tags.js';

/** A role as the sandbox keeps it. What others read: `roles(context).get('my-role')?.role.Arn`. */
export interface RoleRow {
  /** As IAM shows it, but with the trust policy as it was sent, not URL-encoded, and with no tags. */
  role: Role;
  tags: Tags;
  /** ARNs of managed policies, in the order they were attached. */
  attached: string[];
  /** Inline policy documents, by policy name. */
  inline: { [policyName: string]: string };
}

/** Every role of the account, by its name. */
export const roles = global<RoleRow>('iam/roles');

/** What gives an EC2 instance a role. */
export interface InstanceProfileRow {
  profile: Omit<InstanceProfile, 'Roles' | 'Tags'> & { InstanceProfileName: string; Arn: string };
  tags: Tags;
  /** One at most. */
  roleName?: string;
  /** EC2 does not know of it yet: IAM answers seconds before. */
  isHidden?: true;
}

/** Every instance profile of the account, by its name. */
export const instanceProfiles = global<InstanceProfileRow>('iam/instance-profiles');

/** A managed policy of the account's own. */
export interface CustomerPolicyRow {
  arn: string;
  name: string;
  path: string;
  id: string;
  description?: string;
  tags: Tags;
  createdAt: Date;
  updatedAt: Date;
  /** By `v1`, `v2`, …; five at most. */
  versions: { [version: string]: { document: string; createdAt: Date } };
  defaultVersion: string;
  /** How far its versions have counted: a number is never given twice. */
  latest: number;
}

/** Every managed policy of the account's own, by its ARN. */
export const customerPolicies = global<CustomerPolicyRow>('iam/policies');
