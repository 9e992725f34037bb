import type { Dependent, Verb } from './step.js';
import type { Drift } from './status.js';

// The wording is in `ui/failure.ts` alone. Its switch is exhaustive, so a failure without words does not compile.

/** Everything that can fail, as data. */
export type Failure =
  /** AWS refused a call, and trying again would not help (or did not). */
  | {
      readonly code: 'step-rejected';
      readonly step: string;
      readonly resource: string;
      readonly verb: Verb;
      /** AWS's error code, e.g. `UnauthorizedOperation`. */
      readonly aws: string;
      readonly message: string;
      readonly service?: string;
      readonly operation?: string;
      readonly requestId?: string;
      /** What keeps it from being deleted, where that could be found out. */
      readonly heldBy?: readonly Dependent[];
    }
  /**
   * The answer to a create was lost, and no resource of it was found. The intent is recorded, so the next run looks
   * again.
   */
  | {
      readonly code: 'step-unclear';
      readonly step: string;
      readonly resource: string;
      readonly aws: string;
      readonly message: string;
    }
  /** AWS accepted the call, and the resource failed afterwards. `update`: it had been in service before. */
  | {
      readonly code: 'step-broken';
      readonly step: string;
      readonly resource: string;
      readonly verb: 'create' | 'update' | 'delete';
      readonly why: string;
      /** What keeps it from being deleted, where that could be found out. */
      readonly heldBy?: readonly Dependent[];
    }
  /**
   * Something of others keeps resources of the stack from being deleted, and does not go by itself. It was found before
   * the first deletion, so nothing was deleted.
   */
  | {
      readonly code: 'deletion-held';
      readonly held: readonly HeldResource[];
      /** Of a sweep, which is about several. */
      readonly stack?: string;
    }
  /** A task that was run by hand has not done its work. */
  | {
      readonly code: 'task-failed';
      /** The name of the job or service. */
      readonly task: string;
      /** Of its container; absent where that never ran. */
      readonly exitCode?: number;
      /** Why it stopped, as ECS tells it. */
      readonly why: string;
    }
  /** A task that was run by hand was stopped before its end. */
  | { readonly code: 'task-stopped'; readonly task: string; readonly by: 'interrupted' | 'timeout' | 'lost' }
  /** No command was run in a task of a service: there is no task, or it is none in which one can be run. */
  | {
      readonly code: 'exec-refused';
      readonly service: string;
      /** The task's id. With `no-task`: what was asked for, where that was one. */
      readonly task?: string;
      /**
       * `started-before`: the task is older than `exec` in the config. `agent`: the agent in its container does not run.
       * `not-connected`: ECS does not reach the agent. `stand-in`: on the sandbox, nothing runs in it.
       */
      readonly reason: 'no-task' | 'started-before' | 'agent' | 'not-connected' | 'stand-in';
      /** As ECS has the agent: `PENDING`, `STOPPED`. */
      readonly agent?: string;
    }
  /** The deadline of a step passed. */
  | {
      readonly code: 'step-timeout';
      readonly step: string;
      readonly resource: string;
      readonly verb: 'create' | 'update' | 'delete';
      readonly lastSeen: string;
      readonly seconds: number;
      /** What somebody has most likely to do, where the noun knows that. */
      readonly advice?: string;
    }
  /** The name belongs to something this stack did not make. */
  | {
      readonly code: 'name-taken';
      readonly step: string;
      readonly resource: string;
      readonly id: unknown;
      /** The stack it belongs to, where its tags say so. */
      readonly owner?: string;
      /** The member of the config that gives the name, where one does. */
      readonly member?: string;
    }
  /** The account may not have as much as the stack needs. It was found before the first change. */
  | {
      readonly code: 'quota-exceeded';
      /** The first step that counts for it. */
      readonly step: string;
      readonly resource: string;
      /** As the table of quotas calls it. */
      readonly quota: string;
      /** How many there are already. */
      readonly used: number;
      /** How many more, or all, where the quota counts within one resource of the stack. */
      readonly wanted: number;
      /** How many there may be. */
      readonly value: number;
    }
  /** Nothing is recorded of this stack, and there is something that bears its name: somebody else has made it, or its state is lost. */
  | {
      readonly code: 'stack-not-recorded';
      readonly stack: string;
      /** By the id of the stack that made it. */
      readonly found: readonly UnrecordedStack[];
    }
  /** A state that exists is never overwritten. */
  | { readonly code: 'state-exists'; readonly path: string; readonly stack: string }
  /** Several stacks bear the name. */
  | { readonly code: 'several-stacks'; readonly stack: string; readonly found: readonly UnrecordedStack[] }
  /** Nothing bears the tags of this stack here. */
  | {
      readonly code: 'nothing-to-recover';
      readonly stack: string;
      readonly account: string;
      readonly region: string;
      readonly id?: string;
    }
  /**
   * An image that tasks shall run is not in its repository, and cannot be put there: the config names no directory to
   * build it from, there is no Dockerfile in it, no docker, podman or finch is on PATH, or none of them has an engine
   * that answers. Nothing was made.
   */
  | {
      readonly code: 'image-missing';
      readonly step: string;
      /** `repositoryUri:tag` */
      readonly image: string;
      readonly region: string;
      readonly why: 'no-build' | 'no-dockerfile' | 'no-builder' | 'no-engine';
      /** As builders call it: `linux/amd64`. */
      readonly platform: string;
      readonly directory?: string;
      /** What else a builder is told, without values. */
      readonly options?: readonly string[];
      /** Whether a builder can push it. The sandbox has no registry: there, an image is put through ECR's API. */
      readonly pushable: boolean;
      /** With `no-engine`: what was asked, and the last line of the answer if there was one in time. */
      readonly silent?: readonly { readonly name: string; readonly command: string; readonly said?: string }[];
    }
  /**
   * An image must be built, and no docker, podman or finch on PATH has an engine that answers. It is said before anything is
   * made.
   */
  | {
      readonly code: 'image-not-buildable';
      readonly step: string;
      readonly directory: string;
      /** What was asked, and the last line of the answer if there was one in time; empty where none is on PATH. */
      readonly silent: readonly { readonly name: string; readonly command: string; readonly said?: string }[];
    }
  /** The builder could not be started, or failed. */
  | {
      readonly code: 'image-not-built';
      readonly step: string;
      readonly image: string;
      readonly doing: 'log in' | 'build' | 'push';
      /** The builder's name and its arguments, without secrets. */
      readonly command: readonly string[];
      /** Null where it did not end by itself. */
      readonly exitCode: number | null;
      /** The last lines that it said. */
      readonly output: readonly string[];
    }
  /** A change that AWS cannot make in place and that is not safe to make by replacing. */
  | {
      readonly code: 'needs-replacement';
      readonly step: string;
      readonly resource: string;
      readonly changed: readonly string[];
      /** The member of the config that names it, where a second one can be made beside it under another name. */
      readonly nameFrom?: string;
      /** A sentence: what it can be changed to in place. */
      readonly instead?: string;
      /** Those of them that the config has as before: AWS shows another value than it was asked for. */
      readonly drift?: readonly Omit<Drift, 'changes'>[];
      readonly dependents: readonly string[];
    }
  /** The whole run's `--timeout` passed. `unfinished`: what was in flight and is recorded so. */
  | { readonly code: 'run-timeout'; readonly seconds: number; readonly unfinished: readonly string[] }
  | { readonly code: 'interrupted'; readonly unfinished: readonly string[] }
  /** The program is wrong. `stack` is set where details were asked for. */
  | { readonly code: 'bug'; readonly message: string; readonly stack?: string }
  | { readonly code: 'state-locked'; readonly path: string; readonly by: LockHolder; readonly ageSeconds: number }
  /** Another process has the sandbox's world. */
  | { readonly code: 'world-served'; readonly url: string; readonly pid: number }
  /** State made for another account, region, partition or endpoint. */
  | {
      readonly code: 'state-elsewhere';
      readonly path: string;
      readonly differs: 'account' | 'region' | 'partition' | 'endpoint' | 'stack';
      readonly recorded: string;
      readonly actual: string;
    }
  | { readonly code: 'state-unreadable'; readonly path: string; readonly why: string }
  /** Where a file of the program belongs (a state, a lock) there is something that is no plain file. It is left as it is. */
  | { readonly code: 'file-in-the-way'; readonly path: string; readonly is: FileKind; readonly to?: string }
  | { readonly code: 'state-newer'; readonly path: string; readonly version: unknown; readonly known: number }
  /** The state could not be written. What was created meanwhile is in the error's `step` and the run's event file. */
  | { readonly code: 'state-unwritable'; readonly path: string; readonly why: string }
  /** Somebody else has written the state, or taken it away, since it was read here. Theirs stands. A run was stopped. */
  | ({
      readonly code: 'state-changed';
      readonly path: string;
      /** It was taken away. */
      readonly isGone?: true;
      /** Who wrote it, as far as that is known. */
      readonly by?: StateWriter;
    } & LeftByRun)
  /**
   * Somebody else has taken the lock over, because it was not renewed in time, or has taken it away. The run was stopped.
   */
  | ({ readonly code: 'lock-lost'; readonly path: string; readonly by?: LockHolder } & LeftByRun)
  /** There is nothing that a service could be rolled back to, or not what was asked for. */
  | {
      readonly code: 'no-way-back';
      readonly service: string;
      /** The revision that was asked for, as it was written; absent where none was. */
      readonly revision?: string;
      /** What there is, the newest first. */
      readonly kept: readonly KeptRevision[];
    }
  /** It is kept, and tasks cannot run with it any more. Looked at before anything was changed. */
  | {
      readonly code: 'revision-unusable';
      readonly step: string;
      readonly service: string;
      readonly revision: number;
      /** Why not, each by itself. */
      readonly obstacles: readonly string[];
    }
  /** A service was rolled back, and its tasks do not work with that revision either. @see to ARN of the revision */
  | {
      readonly code: 'rollback-failed';
      readonly step: string;
      readonly resource: string;
      readonly to: string;
      readonly why: string;
    }
  /** `up` brings back nothing that was paused: `resume` does. @see since ISO 8601 */
  | { readonly code: 'stack-paused'; readonly stack: string; readonly since: string }
  /** The record's noun is not one this version knows. */
  | { readonly code: 'unknown-resource'; readonly step: string; readonly resource: string }
  /** The command prints what it was asked for, and that could not be written. */
  | { readonly code: 'output-unwritten'; readonly why: string }
  /** The person answered no. */
  | { readonly code: 'declined' }
  | { readonly code: 'no-region' }
  /** Neither the sandbox nor a rehearsal can be there: this version does not know the zones, and EC2 did not tell them. */
  | {
      readonly code: 'zones-unknown';
      readonly region: string;
      readonly known: readonly string[];
      /** Why EC2 did not tell, where it was asked. */
      readonly why?: string;
      /** Where the config says this region, if it does. */
      readonly at?: { readonly file: string; readonly line: number; readonly column: number };
    }
  | {
      readonly code: 'no-credentials';
      readonly message: string;
      /** There were some, and AWS did not take them. */
      readonly refused?: boolean;
      /** The region, where AWS refuses good credentials as well until the account has enabled it. */
      readonly optIn?: string;
      /** The command that signs in again, where the profile says how that is done. */
      readonly signIn?: string;
    }
  /** The account check failed: no network, no permission, wrong endpoint. */
  | { readonly code: 'no-cloud'; readonly message: string; readonly endpoint?: string }
  | { readonly code: 'bad-config'; readonly problems: readonly ConfigProblem[] }
  /** Something about the request, or about what it names, is wrong. */
  | {
      readonly code: 'bad-usage';
      readonly message: string;
      /** What to do about it, where the message does not say that itself. */
      readonly hint?: string;
      /** There is no config file here, which not every command needs. */
      readonly reason?: 'no-config';
      /** The command whose help says more; empty for that of all commands. */
      readonly help?: string;
      /** The options that the same command lacks, with their values, quoted for a shell. */
      readonly missing?: string;
    }
  | {
      readonly code: 'needs-yes';
      readonly command: 'up' | 'down' | 'pause' | 'resume' | 'rollback' | 'unlock' | 'state' | 'sweep';
      readonly what: string;
    };

/** A revision of a task definition that is kept, as far as the state tells of it. */
export interface KeptRevision {
  readonly revision: number;
  /** ISO 8601: since when it has worked. */
  readonly since?: string;
  /** What its containers run; empty where the state was lost and made anew. */
  readonly images: readonly string[];
}

/** A resource of the stack, and what of others keeps it from being deleted. */
export interface HeldResource {
  readonly step: string;
  readonly resource: string;
  readonly id: unknown;
  readonly heldBy: readonly Dependent[];
}

/** `special`: a FIFO, a socket, a device. */
export type FileKind = 'link' | 'directory' | 'special';

/** A stack that is there, and of which there is no state here. */
export interface UnrecordedStack {
  /** Absent where it was made before stacks had ids. */
  readonly id?: string;
  /** When it was begun: ISO 8601, from its id. */
  readonly since?: string;
  /** Who made it, where its tags say so. */
  readonly by?: string;
  readonly resources: readonly { readonly type: string; readonly arn: string }[];
}

/** Who wrote a state. */
export interface StateWriter {
  /** `ann@mill` */
  readonly who?: string;
  /** `provision up` */
  readonly command?: string;
  /** ISO 8601 */
  readonly at: string;
}

/** What a run leaves that was stopped because the state is somebody else's now. Absent where there was no run yet. */
export interface LeftByRun {
  /** What it has made, and the state as it stands neither has nor looks for. */
  readonly unrecorded?: readonly UnrecordedResource[];
  /** The version of the state that has all of that, or looks for it, where there is one that nobody has gone on from. */
  readonly version?: string;
}
export interface UnrecordedResource {
  readonly step: string;
  readonly resource: string;
  readonly id: unknown;
}

export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  readonly command: string;
  /** ISO 8601 */
  readonly since: string;
  /** Of a lock that is held only as long as it is renewed. */
  readonly leaseSeconds?: number;
}

/** One thing wrong in a config file. All of them are reported at once. */
export interface ConfigProblem {
  readonly file: string;
  /** From 1; absent where the whole file is meant. */
  readonly line?: number;
  readonly column?: number;
  /** e.g. `services.web.memory` */
  readonly path: string;
  readonly message: string;
  /** What to write instead: the nearest valid word, the allowed values, the way out. */
  readonly hint?: string;
  /** This machine lacks it: a variable that is not set, a file that is not there. The config itself may be right. */
  readonly isOfMachine?: true;
}

/** Throws a failure through code that cannot return it. It is never shown as a stack trace. */
export class FailureError extends Error {
  constructor(readonly failure: Failure) {
    super(failure.code);
    this.name = 'FailureError';
  }
}

/**
 * 0 done or in sync; 1 failed; 2 bad usage or config, nothing called; 3 difference; 4 locked or made elsewhere; 130
 * interrupted.
 */
export function exitCodeOf(failures: readonly Failure[]): number {
  const codes = failures.map(exitCode);
  return [130, 4, 2, 1].find((code) => codes.includes(code)) ?? 0;
}

function exitCode(failure: Failure): number {
  switch (failure.code) {
    case 'bad-config':
    case 'bad-usage':
    case 'no-way-back':
    case 'needs-yes':
    case 'no-region':
    case 'zones-unknown':
      return 2;
    case 'state-locked':
    case 'world-served':
    case 'state-elsewhere':
    case 'state-unreadable':
    case 'file-in-the-way':
    case 'state-newer':
    case 'stack-not-recorded':
    case 'state-exists':
    case 'several-stacks':
    case 'state-changed':
    case 'lock-lost':
      return 4;
    case 'task-stopped':
      return failure.by === 'interrupted' ? 130 : 1;
    case 'interrupted':
      return 130;
    default:
      return 1;
  }
}
