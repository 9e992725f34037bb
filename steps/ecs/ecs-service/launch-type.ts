import { isFargateProvider } from '../../../src/fargate-provider.js';
import type { EcsServiceWant } from './settings.js';

/**
 * ECS changes a launch type to a strategy, a strategy to another one, and, with an empty strategy, one of Fargate's back to the
 * launch type. An empty strategy for a service on instances gives it the launch type EC2, as is believed: UpdateService has no
 * member for another one.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html, `capacityProviderStrategy`
 */
export function backToTheLaunchType(last: EcsServiceWant, want: EcsServiceWant) {
  // A record that `recover` has made, or that somebody has written, may lack it.
  const { capacityProviderStrategy: strategy } = Object(last) as Partial<EcsServiceWant>;
  const wasOnInstances =
    Array.isArray(strategy) && strategy.some((it) => it && !isFargateProvider(String(it.capacityProvider)));
  if (!wasOnInstances || typeof (Object(want) as Partial<EcsServiceWant>).launchType !== 'string') return undefined;
  return {
    members: ['launchType' as const],
    instead:
      'From instances, ECS moves a service to capacity providers only: give the service `capacity: {fargate: {}}`, too. Its ' +
      'tasks are moved without a gap, and cost what Fargate costs.',
  };
}
