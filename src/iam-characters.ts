/**
 * Sizes of IAM policies, which AWS raises for nobody.
 * Source of all of them: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */

/** The size of a policy as IAM counts it: characters without white space. */
export const iamCharacters = (document: unknown): number => JSON.stringify(document).replace(/\s/g, '').length;

/** Most characters of a managed policy. */
export const managedPolicyCharacters = 6_144;

/** Most characters of all inline policies of a role together: "Role aggregate policy size". */
export const rolePolicyCharacters = 10_240;

/** Most managed policies on one user or role, unless the quota is raised. */
export const managedPoliciesOfRole = 10;
