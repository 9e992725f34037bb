import { isFargateProvider } from '../associated-providers.js';
import type { EcsServiceWant } from './settings.js';

/**
 * ECS changes a launch type to a strategy, a strategy to another one, and, with an empty strategy, one of Fargate's back to the
 * launch type. An empty strategy for a service on instances gives it the launch type EC2, as is believed: UpdateService has no
 * member for another one.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html, `capacityProviderStrategy`
 */
export function backToTheLaunchType(last: EcsServiceWant, want: EcsServiceWant) {
  const wasOnInstances = last.capacityProviderStrategy.some((it) => !isFargateProvider(it.capacityProvider));
  if (!wasOnInstances || want.launchType === null) return undefined;
  return {
    members: ['launchType' as const],
    instead:
      'From instances, ECS moves a service to capacity providers only: give the service `capacity: {fargate: {}}`, too. Its ' +
      'tasks are moved without a gap, and cost what Fargate costs.',
  };
}
