import type { Change } from './changes.js';
import type { Failure } from './failure.js';
import type { Seen, Way } from './hops.js';
import type { Dependent, Verb } from './step.js';

/**
 * Everything that happens in a run, as data. The runner and `cloud/` emit these; `ui/` renders them, the run's
 * file keeps them, `--json` prints them as they are. `time` is ISO 8601, UTC. `awsSeconds`, on the sandbox but for the
 * speeds `1x` and `instant`: seconds of AWS's time since the run began, which is after a person was asked.
 */
export type Event =
  | StepEvent
  | CallEvent
  | WaitEvent
  | RetryEvent
  | LogEvent
  | RevisionEvent
  | TraceEvent
  | RequestEvent
  | ErrorEvent
  | ResultEvent;
/** An event as it is emitted: the clock adds the time. */
export type Untimed<E extends Event = Event> = E extends Event ? Omit<E, 'time'> : never;
export type Emit = (event: Untimed) => void;

/** What is being done to a resource. `look`: it is only read. */
export type Action = 'create' | 'update' | 'replace' | 'delete' | 'look';

/** A step began, ended, or was skipped because a step it needs failed. */
export interface StepEvent {
  readonly type: 'step';
  readonly time: string;
  readonly awsSeconds?: number;
  readonly step: string;
  /** The noun, e.g. `nat-gateway`. */
  readonly resource: string;
  readonly state: 'planned' | 'started' | 'created' | 'done' | 'failed' | 'skipped';
  /** Absent while it is not known yet. */
  readonly action?: Action;
  /** With `done`: how it ended. `pinned`: a looked-up value was recorded. `found`: `recover` has recorded it anew. */
  readonly outcome?: 'created' | 'updated' | 'replaced' | 'deleted' | 'unchanged' | 'pinned' | 'found';
  /** With `done` and `failed`: seconds since `started`, on the sandbox of AWS's time. */
  readonly seconds?: number;
  /** With `deleted`, and with a planned deletion: the step whose deletion has taken it along, so that no call was made for it. */
  readonly goneWith?: string;
  /** From `created` on: what AWS calls it. */
  readonly id?: unknown;
  /** With `planned`: the steps it waits for. With `skipped`: those that failed. */
  readonly after?: readonly string[];
  /** With `planned`: those of them of which it waits for the id only. */
  readonly onlyIdOf?: readonly string[];
  /** With `planned`: one line for people. */
  readonly why?: string;
}

/** One request to AWS and how it ended; a repeated request is another call. */
export interface CallEvent {
  readonly type: 'call';
  readonly time: string;
  readonly awsSeconds?: number;
  /** Absent for calls that belong to no step, such as the account check. */
  readonly step?: string;
  /** The call is to the bucket that keeps the state, and not counted in `calls`. */
  readonly about?: 'state';
  /** Its short name: `ec2`, `elbv2`, `logs`, … */
  readonly service: string;
  /** e.g. `CreateVpc` */
  readonly operation: string;
  readonly mutating: boolean;
  readonly durationMs: number;
  /** Real ms that it waited before that for its turn in AWS's rates; absent where it did not. */
  readonly turnMs?: number;
  /** Real ms that it waited then because as many calls were under way as may be (`--concurrency`); absent where it did not. */
  readonly queueMs?: number;
  /** As sent, with members that AWS marks as sensitive replaced by `***`, and without the text of a state. */
  readonly input: unknown;
  readonly outcome: { readonly ok: true } | { readonly ok: false; readonly error: string; readonly message: string };
}

/** A `read` found the resource not ready yet, or not gone yet. */
export interface WaitEvent {
  readonly type: 'wait';
  readonly time: string;
  readonly awsSeconds?: number;
  readonly step: string;
  readonly why: string;
  /** Seconds since this wait began, on the sandbox of AWS's time. */
  readonly seconds: number;
  /** The message stays true after the wait, so it is also shown with the finished step. */
  readonly lasting?: true;
}

/** A verb will be tried again. */
export interface RetryEvent {
  readonly type: 'retry';
  readonly time: string;
  readonly awsSeconds?: number;
  readonly step: string;
  readonly verb: Verb;
  /** AWS's error code. */
  readonly error: string;
  readonly message: string;
  readonly attempt: number;
  readonly delayMs: number;
  /** The dependents that keep it from being deleted, as last read. */
  readonly heldBy?: readonly Dependent[];
}

/** A line that a container of a task has written, or of an access log. */
export interface LogEvent {
  readonly type: 'log';
  readonly time: string;
  readonly step: string;
  /** Of `logs`: the name of the service or the job; `api` for its access log. */
  readonly source?: string;
  /** Of `logs`: the task's id. */
  readonly task?: string;
  /** Absent in an access log. */
  readonly container?: string;
  /** ISO 8601: when it was written, as CloudWatch Logs has it. */
  readonly at: string;
  readonly message: string;
}

/** A revision that a service runs, or can be rolled back to. */
export interface RevisionEvent {
  readonly type: 'revision';
  readonly time: string;
  readonly step: string;
  readonly service: string;
  readonly revision: number;
  /** Its ARN. */
  readonly id: string;
  /** ISO 8601: since when it has worked, as far as that is known. */
  readonly since?: string;
  readonly images: readonly string[];
  /** The service runs it now. */
  readonly isRunning: boolean;
  /** The config asked for it when the last `up` ended. */
  readonly isLatest: boolean;
  /** What differs from what runs now. */
  readonly changes: readonly Change[];
  /** Why tasks cannot run with it any more; empty where they can. */
  readonly obstacles: readonly string[];
  /** What else is to be known before it is run. */
  readonly warnings: readonly string[];
}

/** The way of a request, from its name to where it is answered or dropped; or the way of a task out of its VPC. */
export interface TraceEvent extends Way {
  readonly type: 'trace';
  readonly time: string;
  /** With `url`: what is asked for. */
  readonly method?: string;
  readonly url?: string;
  /** Who asks from inside: a service, or `bastion`. Absent: a client on the internet. */
  readonly from?: string;
  /** In the place of a request: a service of AWS as endpoint services are called, or `internet`. */
  readonly to?: string;
}

/** A request that was sent, and what came back. */
export interface RequestEvent {
  readonly type: 'request';
  readonly time: string;
  readonly method: string;
  readonly url: string;
  /** The name of AWS's that it was sent to, where the DNS of the URL's name is somebody else's, and was not asked. */
  readonly sentTo?: string;
  readonly answer:
    | {
        readonly is: 'answered';
        readonly status: number;
        readonly statusText: string;
        readonly headers: readonly (readonly [name: string, value: string])[];
        readonly body: string;
      }
    /** `why`: in the words of this machine. */
    | { readonly is: 'unanswered'; readonly seen: Exclude<Seen, number>; readonly why: string };
}

/** One root cause of failure. Steps that were skipped because of it have no event of this type. */
export interface ErrorEvent {
  readonly type: 'error';
  readonly time: string;
  readonly step?: string;
  readonly failure: Failure;
  /** The failure in words, in the lines a person would read. */
  readonly message: string;
}

/** The last event of a run. */
export interface ResultEvent {
  readonly type: 'result';
  readonly time: string;
  readonly command: string;
  readonly ok: boolean;
  readonly created: number;
  readonly updated: number;
  readonly deleted: number;
  readonly unchanged: number;
  /** Of `recover`: how many resources it has recorded anew. */
  readonly recovered?: number;
  /** Of `run`: the task that it has run, and the exit code of its container. That is absent where it never ran. */
  readonly task?: string;
  readonly exitCode?: number;
  /** Of `rollback`: the revision that the service runs now. */
  readonly revision?: number;
  readonly calls: { readonly total: number; readonly mutating: number };
  /** Real time, without that in which a person was asked whether to go ahead. */
  readonly seconds: number;
  /** Of `up` and `down` on the sandbox, but for the speeds `1x` and `instant`: seconds of AWS's time that the run took. */
  readonly awsSeconds?: number;
  readonly outputs: { readonly [name: string]: string };
}
