/** Sizes that AWS raises for nobody. */

/**
 * Bytes of a task definition. Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html, "Task
 * definition size limit": 64 KB, not adjustable.
 */
export const taskDefinitionBytes = 64 * 1024;
