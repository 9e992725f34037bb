import type { Deployment, Service, ServiceEvent } from '@aws-sdk/client-ecs';
import type { Cloud } from '../../../src/step.js';
import { eventsSince, failingDeployment } from './failing-deployment.js';
import { failedTaskLines } from './failed-task-lines.js';
import { failedTasks, stopReasonOf } from './stopped-tasks.js';
import { causeOf, saysUnanswered } from './task-failures.js';
import { stopBeforeTasks } from './way-to-tasks.js';

/** Where its tasks are. */
interface Where {
  readonly cluster: string;
  readonly family: string;
}

/** Events that tell how far a service has come; behind these, after a rollback, stands why. */
const progress = new RegExp(
  [
    'has reached a steady state',
    'deployment completed',
    'has (started|stopped) \\d+',
    'registered',
    'has begun draining',
    'rolling back to deployment',
  ].join('|'),
);

/**
 * Why a service does not come up, in several lines: what is the matter, why its last task stopped, what the cause is
 * as a rule and what helps, what ECS has told of it last, and the last lines of that task. What earlier deployments came to
 * is not told again.
 */
export async function explained(cloud: Cloud, at: Where, service: Service, why: string): Promise<string> {
  const { id, events } = failingDeployment(service);
  const last = (await failedTasks(cloud, at)).find(({ startedBy }) => id === undefined || startedBy === id);
  const reason = last && stopReasonOf(last);
  const telling = events.flatMap(({ message = '' }) => (progress.test(message) ? [] : [message]));
  const told = [...(reason === undefined ? [] : [reason]), ...telling.slice(0, 10)];
  const known = (await wayOf(cloud, service, told)) ?? causeOf(told);
  return [
    why,
    ...(reason === undefined ? [] : [`the last task stopped: ${reason}`]),
    ...(known ? [`likely cause: ${known.cause}`, `what to do: ${known.remedy}`] : []),
    ...telling.slice(0, 3),
    ...(last ? await failedTaskLines(cloud, last) : []),
  ].join('\n');
}

/** Where a load balancer gets no answer from the tasks, what is in its way to them. */
async function wayOf(
  cloud: Cloud,
  service: Service,
  told: readonly string[],
): Promise<{ readonly cause: string; readonly remedy: string } | undefined> {
  if (!told.some((it) => saysUnanswered.test(it))) return undefined;
  const stop = await stopBeforeTasks(cloud, service);
  return stop && { cause: `${stop.id}: ${stop.why}`, remedy: stop.repair };
}

/**
 * Whether a deployment that goes on will come to nothing: its tasks fail over and over for the same reason. The
 * circuit breaker comes to that too, but late, and not at all where tasks run for a moment first. It does not look at
 * a deployment that is over: where the tasks of that were lost later, ECS tries without end to start others.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-throttle-logic.html
 * @returns what is the matter; undefined while there is hope
 */
export async function hopeless(cloud: Cloud, at: Where, service: Service): Promise<string | undefined> {
  const primary = service.deployments?.find(({ status }) => status === 'PRIMARY');
  const { desiredCount = 0, runningCount = 0 } = service;
  const isOver = primary?.rolloutState === 'COMPLETED';
  if (!primary || (isOver ? runningCount === desiredCount : primary.rolloutState !== 'IN_PROGRESS')) return undefined;
  const events = eventsSince(primary, service.events ?? []);
  const refusals = events
    .filter((event) => !mayKnowRoleSoon(event, primary))
    .flatMap(({ message = '' }) => (/failed to launch a task/.test(message) ? [message] : []));
  // As the circuit breaker counts: in a large service a few failures are no sign.
  const enough = Math.max(3, Math.ceil(desiredCount / 2));
  if (alike(refusals, 3)) return 'no task can be launched, each time for the same reason';
  if ((primary.failedTasks ?? 0) < 3 && launched(events) <= desiredCount) return undefined;
  const own = (await failedTasks(cloud, at)).filter(({ startedBy }) => startedBy === primary.id);
  const reasons = own.flatMap((task) => stopReasonOf(task) ?? []);
  return alike(reasons, enough) ? `${enough} tasks have stopped one after another, for the same reason` : undefined;
}

/** For how many seconds after a deployment's start a role may be too new. Seen: 30. */
const newRoleSeconds = 180;

/**
 * Whether ECS could not assume a role that may be too new for that. It goes on trying, and succeeds once IAM's change
 * is everywhere. Source: https://github.com/pulumi/pulumi-awsx/issues/927
 */
const mayKnowRoleSoon = ({ message = '', createdAt }: ServiceEvent, { createdAt: began }: Deployment): boolean =>
  /unable to assume the role/i.test(message) &&
  began !== undefined &&
  createdAt !== undefined &&
  createdAt.getTime() - began.getTime() < newRoleSeconds * 1000;

/** More than are wanted: some were started in place of others. */
const launched = (events: readonly ServiceEvent[]) =>
  events.reduce((sum, { message = '' }) => sum + Number(/has started (\d+) tasks/.exec(message)?.[1] ?? 0), 0);

/** Whether there are so many, and the last ones say the same but for ids, addresses and times. */
function alike(texts: readonly string[], count: number): boolean {
  const last = texts.slice(0, count).map((text) => text.replace(/[0-9a-f]{8,}|\d+/gi, '#'));
  return last.length === count && new Set(last).size === 1;
}
