import type { Deployment, Service, ServiceEvent } from '@aws-sdk/client-ecs';
import { rolloutOf } from './rollout.js';

/** The deployment of a service that comes to nothing. */
export interface FailingDeployment {
  /** Its tasks are `startedBy` it. Undefined where ECS has forgotten. */
  readonly id: string | undefined;
  /** What ECS has told since it began, newest first: nothing of earlier ones, nor of going back to what ran before. */
  readonly events: readonly ServiceEvent[];
}

/**
 * Which deployment of a service has failed or is about to. Once ECS has gone back to an earlier one, the failed one is
 * no longer listed: then what ended the one before it in the events is where it began.
 */
export function failingDeployment(service: Service): FailingDeployment {
  const { deployments = [], events = [] } = service;
  const primary = deployments.find(({ status }) => status === 'PRIMARY');
  if (rolloutOf(service).is === 'underway') return { id: primary?.id, events: eventsSince(primary, events) };
  const end = events.findIndex(({ message = '' }) => failure.test(message));
  const id = failure.exec(events[end]?.message ?? '')?.[1];
  if (id === undefined) return { id: failedIn(deployments), events: eventsSince(primary, events) };
  const before = events.findIndex(({ message = '' }, index) => index > end && ending.test(message));
  const own = events.slice(end, before < 0 ? undefined : before);
  return { id, events: eventsSince(deployments.find((it) => it.id === id), own) };
}

const ending = /deployment (completed|failed)/;
const failure = /\(deployment (\S+)\) deployment failed/;

const failedIn = (deployments: readonly Deployment[]) =>
  deployments.find(({ rolloutState }) => rolloutState === 'FAILED')?.id;

/** Those that were told after a deployment began; all of them where nobody knows when. */
export const eventsSince = (deployment: Deployment | undefined, events: readonly ServiceEvent[]): ServiceEvent[] =>
  events.filter(({ createdAt }) => !deployment?.createdAt || !createdAt || createdAt >= deployment.createdAt);
