import { DescribeTasksCommand, ExecuteCommandCommand, ListTasksCommand, type Task } from '@aws-sdk/client-ecs';
import { codeOf } from '../../aws-errors.js';
import { FailureError, type Failure } from '../../failure.js';
import { pages } from '../../pages.js';
import { required, type Cloud } from '../../step.js';
import type { ExecTarget } from './exec-target.js';

/** A session that ECS has opened, for the plugin to connect to. */
export interface ExecSession {
  readonly is: 'session';
  /** The task's id. */
  readonly task: string;
  /** As Systems Manager names the container: `ecs:cluster_task_runtime`. */
  readonly target: string;
  readonly sessionId: string;
  readonly streamUrl: string;
  /** A secret: whoever has it can connect. */
  readonly tokenValue: string;
}

/** The sandbox opens none: what runs in the place of the container is on this machine, if anything does. */
export interface NoSession {
  readonly is: 'sandbox';
  /** The task's id. */
  readonly task: string;
  readonly taskArn: string;
}

/**
 * Finds a task, and has ECS open a session in it.
 * @param asked.task its id, or the beginning; absent: the newest one
 * @throws FailureError `exec-refused`; what the SDK throws
 */
export async function openSession(
  cloud: Pick<Cloud, 'ecs'>,
  target: ExecTarget,
  asked: { readonly task?: string | undefined; readonly command: string },
): Promise<ExecSession | NoSession> {
  const found = await newestTask(cloud, target, asked.task);
  const refused = (reason: Refusal['reason'], more: Partial<Refusal> = {}) =>
    new FailureError({
      code: 'exec-refused',
      service: target.service,
      ...(found && { task: idOf(found) }),
      reason,
      ...more,
    });
  if (!found) throw refused('no-task', asked.task === undefined ? {} : { task: asked.task });
  if (found.enableExecuteCommand !== true) throw refused('started-before');
  const container = found.containers?.find(({ name }) => name === target.container);
  const agent = container?.managedAgents?.find(({ name }) => name === 'ExecuteCommandAgent')?.lastStatus;
  if (agent !== 'RUNNING') throw refused('agent', agent === undefined ? {} : { agent });
  const { cluster } = target;
  const sent = { cluster, task: found.taskArn, container: target.container, command: asked.command, interactive: true };
  const opened = await cloud.ecs.send(new ExecuteCommandCommand(sent)).catch((error: unknown) => {
    if (codeOf(error) === 'TargetNotConnectedException') throw refused('not-connected');
    if (codeOf(error) === 'NotImplemented') return undefined;
    throw error;
  });
  if (!opened) return { is: 'sandbox', task: idOf(found), taskArn: found.taskArn ?? '' };
  const { session } = opened;
  return {
    is: 'session',
    task: idOf(found),
    target: `ecs:${cluster.split('/').at(-1)}_${idOf(found)}_${required(container?.runtimeId, 'runtimeId')}`,
    sessionId: required(session?.sessionId, 'sessionId'),
    streamUrl: required(session?.streamUrl, 'streamUrl'),
    tokenValue: required(session?.tokenValue, 'tokenValue'),
  };
}

type Refusal = Extract<Failure, { code: 'exec-refused' }>;

async function newestTask({ ecs }: Pick<Cloud, 'ecs'>, target: ExecTarget, id = ''): Promise<Task | undefined> {
  const { cluster, serviceName } = target;
  const arns = await pages(async (nextToken) => {
    const asked = { cluster, serviceName, desiredStatus: 'RUNNING', nextToken } as const;
    const { taskArns, nextToken: next } = await ecs.send(new ListTasksCommand(asked));
    return { items: taskArns, next };
  });
  const meant = arns.filter((arn) => arn.split('/').at(-1)?.startsWith(id)).slice(0, describedAtOnce);
  if (meant.length === 0) return undefined;
  const { tasks = [] } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: meant }));
  const newestFirst = tasks.toSorted((a, b) => (b.startedAt?.getTime() ?? 0) - (a.startedAt?.getTime() ?? 0));
  return newestFirst.find(({ lastStatus }) => lastStatus === 'RUNNING') ?? newestFirst[0];
}
/** Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html, `tasks` */
const describedAtOnce = 100;

const idOf = ({ taskArn = '' }: Task): string => taskArn.split('/').at(-1) ?? '';
