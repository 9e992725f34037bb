import { randomUUID } from 'node:crypto';
import { linesSince } from '../../../steps/ecs/ecs-task/log-lines.js';
import { ecsTaskResource, lookAtTask, runTask } from '../../../steps/ecs/ecs-task/resource.js';
import type { Ended } from '../../../steps/ecs/ecs-task/outcome.js';
import type { EcsTaskId, EcsTaskWant } from '../../../steps/ecs/ecs-task/settings.js';
import { stackOf } from '../../../steps/stack/index.js';
import { all } from '../../all.js';
import type { Config } from '../../config/schema.js';
import { FailureError, type Failure } from '../../failure.js';
import { attempt, rejected, type AttemptResult } from '../../runner/attempt.js';
import { tagsOf, waitForAws, type Job, type Run } from '../../runner/run.js';
import { deadlineOf, readDeadline } from '../../runner/wait.js';
import { dependenciesOf, resolveNeeds } from '../../step-dependencies.js';
import type { Cloud } from '../../step.js';
import type { Outcome } from '../report/outcome.js';
import type { RequestWith } from '../request.js';
import { inSession, type RunControl, type Session } from '../session/session.js';
import type { Stopper } from '../session/stop-signal.js';

export interface TaskToRun {
  /** Of a job or a service of the config. */
  readonly name: string;
  /** Whose lines are told. */
  readonly containers: readonly string[];
  /** In the place of the own one of its container; empty for that. */
  readonly command: readonly string[];
}

/**
 * Runs a task of a stack to its end, as the last `up` has made it, and tells its lines as they come. Where it is stopped,
 * it stops the task, and waits for that.
 * @throws FailureError for what keeps it from beginning; how the task failed is in the outcome
 */
export async function runToEnd(
  request: RequestWith<'target' | 'states' | 'limits'>,
  config: Config,
  task: TaskToRun,
  { emit, stop }: RunControl,
): Promise<Outcome> {
  const { name, tags, tagCreator } = config;
  const opening = { request, command: 'run', stack: name, config, tags, tagCreator, locks: false };
  const patience = patienceOf(stop);
  try {
    return await inSession(opening, { emit, stop: patience.stopper }, async (session) => {
      const want = wantOf(session, config, task.name);
      const { run } = session;
      const step = `${task.name}-task`;
      const job: Job = { step, resource: ecsTaskResource, token: randomUUID(), tags: tagsOf(run, step), want };
      const started = await start(run, job, want, task.command);
      patience.keep();
      emit({ type: 'step', step, resource: job.resource.type, state: 'created', action: 'create', id: started.task });
      const ended = await new Watch(run, job, started, task.containers, stop).toItsEnd();
      const failure = failureOf(task.name, ended, stop);
      const { exitCode } = ended;
      return {
        failures: failure ? [failure] : [],
        task: started.task,
        ...(exitCode !== undefined && { exitCode }),
      };
    });
  } finally {
    patience.release();
  }
}

/**
 * What stops the run stops the task first, which takes calls. So these go on: until there is a task, they are stopped at
 * once.
 */
function patienceOf(stop: Stopper): { readonly stopper: Stopper; keep(): void; release(): void } {
  const controller = new AbortController();
  const pass = (): void => controller.abort(stop.signal.reason);
  if (stop.signal.aborted) pass();
  else stop.signal.addEventListener('abort', pass);
  const keep = (): void => stop.signal.removeEventListener('abort', pass);
  return { stopper: { ...stop, signal: controller.signal }, keep, release: keep };
}

/** What the last `up` has recorded of all that the task needs. */
function wantOf({ place, store }: Session, config: Config, name: string): EcsTaskWant {
  if (store.paused) throw new FailureError({ code: 'stack-paused', stack: place.stack, since: store.paused.since });
  const step = stackOf(config, place).runs[name];
  if (!step) throw new Error(`the stack has no task ${name}`);
  const missing = dependenciesOf(step).filter(({ to }) => store.records.get(to.name)?.at !== 'ready');
  if (missing.length > 0)
    throw new FailureError({
      code: 'bad-usage',
      message: `${name} needs ${missing.map(({ to }) => to.name).join(', ')}, which no \`up\` has finished`,
      hint: 'provision up',
    });
  return step.want(resolveNeeds(step, (need) => store.records.get(need.name)?.out)) as EcsTaskWant;
}

/** Starts the task. Where an answer is lost, the same token starts no second one. */
async function start(run: Run, job: Job, want: EcsTaskWant, command: readonly string[], sent = 1): Promise<EcsTaskId> {
  const started: AttemptResult<EcsTaskId> = await attempt(run, job, 'create', deadlineOf(run, job, 'create'), (cloud) =>
    runTask(cloud, want, command),
  );
  if (started.is === 'done') return started.value;
  if (started.is !== 'unclear' || sent >= mostCalls) throw rejected(job, 'create', started.error);
  return start(run, job, want, command, sent + 1);
}
const mostCalls = 3;

/** ms between two looks. */
const betweenLooksMs = 2000;
/** ms that ECS may not show a task that it has started. */
const unseenMs = 60_000;
/** Looks for lines after the end: CloudWatch Logs shows them some seconds later. Believed; no document says how many. */
const looksAfterEnd = 2;

/** Waits for the end of one task, and tells its lines. */
class Watch {
  readonly #from = new Map<string, string | undefined>();
  #unseenSince: number | undefined;
  #isTold = false;

  constructor(
    private readonly run: Run,
    private readonly job: Job,
    private readonly id: EcsTaskId,
    private readonly containers: readonly string[],
    private readonly stop: Stopper,
  ) {}

  async toItsEnd(): Promise<Ended> {
    const { run, job, id } = this;
    const began = run.clock.now();
    for (;;) {
      const seen = await this.#ask((cloud) => lookAtTask(cloud, id));
      await this.#tellLines();
      if (seen.is === 'ended') {
        for (let i = 0; i < looksAfterEnd; i++) {
          await waitForAws(run, job.step, betweenLooksMs);
          await this.#tellLines();
        }
        return seen.ended;
      }
      if (this.#isLost(seen.is)) return { why: 'ECS does not show the task any more' };
      await this.#stopIfAsked();
      const seconds = Math.round((run.clock.now() - began) / 100) / 10;
      run.emit({
        type: 'wait',
        step: job.step,
        why: seen.is === 'underway' ? seen.progress : 'not shown yet',
        seconds,
      });
      await this.#sleep();
    }
  }

  /** Until the next look, or until it is to be stopped. */
  async #sleep(): Promise<void> {
    const { run, job, stop } = this;
    if (this.#isTold) return waitForAws(run, job.step, betweenLooksMs);
    await run.clock.sleep(betweenLooksMs, stop.signal).catch(() => undefined);
  }

  #isLost(is: string): boolean {
    const now = this.run.clock.now();
    this.#unseenSince = is === 'unknown' ? (this.#unseenSince ?? now) : undefined;
    return this.#unseenSince !== undefined && now - this.#unseenSince > unseenMs;
  }

  async #stopIfAsked(): Promise<void> {
    const { job, id, stop, run } = this;
    if (!stop.signal.aborted || this.#isTold) return;
    this.#isTold = true;
    await attempt(run, job, 'delete', readDeadline(run), (cloud) => job.resource.delete(cloud, id));
  }

  async #tellLines(): Promise<void> {
    const { run, job, id } = this;
    await all(
      this.containers.map(async (container) => {
        const stream = { logGroup: id.logGroup, container, task: id.task };
        const { lines, next } = await this.#ask((cloud) => linesSince(cloud, stream, this.#from.get(container)));
        this.#from.set(container, next);
        for (const { timestamp, message } of lines)
          run.emit({ type: 'log', step: job.step, container, at: new Date(timestamp).toISOString(), message });
      }),
    );
  }

  async #ask<T>(question: (cloud: Cloud) => Promise<T>): Promise<T> {
    const { run, job } = this;
    const asked = await attempt(run, job, 'read', readDeadline(run), question);
    if (asked.is === 'done') return asked.value;
    throw rejected(job, 'read', asked.error);
  }
}

function failureOf(task: string, { exitCode, why }: Ended, stop: Stopper): Failure | undefined {
  const by = stop.why();
  if (by) return { code: 'task-stopped', task, by };
  if (why === undefined) return undefined;
  return { code: 'task-failed', task, ...(exitCode !== undefined && { exitCode }), why };
}
