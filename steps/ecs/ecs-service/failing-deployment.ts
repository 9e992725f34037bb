import type { Deployment, Service, ServiceEvent } from '@aws-sdk/client-ecs';
import { rolloutOf } from './rollout.js';

/** A deployment that has failed or is about to. */
export interface FailingDeployment {
  /** The id that its tasks have as `startedBy`; undefined if ECS no longer lists it. */
  readonly id: string | undefined;
  /** The service's events since it began, newest first, without those of earlier deployments and of the rollback. */
  readonly events: readonly ServiceEvent[];
}

/**
 * Finds the deployment of a service that has failed or is about to. After a rollback, ECS no longer lists the failed one.
 * It then began with the event that ended the deployment before it.
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
  return {
    id,
    events: eventsSince(
      deployments.find((it) => it.id === id),
      own,
    ),
  };
}

const ending = /deployment (completed|failed)/;
const failure = /\(deployment (\S+)\) deployment failed/;

const failedIn = (deployments: readonly Deployment[]) =>
  deployments.find(({ rolloutState }) => rolloutState === 'FAILED')?.id;

/** The events after a deployment began; all of them if that time is not known. */
export const eventsSince = (deployment: Deployment | undefined, events: readonly ServiceEvent[]): ServiceEvent[] =>
  events.filter(({ createdAt }) => !deployment?.createdAt || !createdAt || createdAt >= deployment.createdAt);
