/** Sizes that AWS raises for nobody. */

/**
 * Bytes of a task definition. Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html, "Task
 * definition size limit": 64 KB, not adjustable.
 */
export const taskDefinitionBytes = 64 * 1024;

/**
 * Characters of all inline policies of a role together, without white space.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html, "Role aggregate policy size": 10,240.
 */
export const rolePolicyCharacters = 10_240;
