/**
 * Whether a capacity provider is one of Fargate's two; all others are of instances.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html
 */
export const isFargateProvider = (name: string | undefined): boolean => name === 'FARGATE' || name === 'FARGATE_SPOT';
