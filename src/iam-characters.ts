/**
 * The size of a policy as IAM counts it: characters without white space.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const iamCharacters = (document: unknown): number => JSON.stringify(document).replace(/\s/g, '').length;

/** Most characters of a managed policy, counted so. Source: the same page. */
export const managedPolicyCharacters = 6_144;
