import type { Holder, Verb } from './step.js';

/**
 * How things end badly, as data. Wording lives in `ui/failure.ts` alone; its switch is exhaustive, so a new
 * failure without words does not compile.
 */
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
      readonly heldBy?: readonly Holder[];
    }
  /** The answer to a create was lost, and nothing of it is to be seen. The intent is recorded: the next run looks again. */
  | {
      readonly code: 'step-unclear';
      readonly step: string;
      readonly resource: string;
      readonly aws: string;
      readonly message: string;
    }
  /** AWS took the call and the resource then failed. `update`: it had been in service before. */
  | {
      readonly code: 'step-broken';
      readonly step: string;
      readonly resource: string;
      readonly verb: 'create' | 'update' | 'delete';
      readonly why: string;
    }
  /** The deadline of a step passed. */
  | {
      readonly code: 'step-timeout';
      readonly step: string;
      readonly resource: string;
      readonly verb: 'create' | 'update' | 'delete';
      readonly lastSeen: string;
      readonly seconds: number;
    }
  /** The name belongs to something this stack did not make. */
  | {
      readonly code: 'name-taken';
      readonly step: string;
      readonly resource: string;
      readonly id: unknown;
      /** The stack it belongs to, where its tags say so. */
      readonly owner?: string;
    }
  /**
   * An image that tasks shall run is not in its repository, and cannot be put there: the config names no directory to
   * build it from, there is no Dockerfile in it, or no docker, podman or finch on PATH. Nothing was made.
   */
  | {
      readonly code: 'image-missing';
      readonly step: string;
      /** `repositoryUri:tag` */
      readonly image: string;
      readonly region: string;
      readonly why: 'no-build' | 'no-dockerfile' | 'no-builder';
      /** As builders call it: `linux/amd64`. */
      readonly platform: string;
      readonly directory?: string;
      /** Whether anybody could push it: the sandbox has no registry. */
      readonly pushable: boolean;
    }
  /** The builder could not be started, or said no. */
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
      readonly dependents: readonly string[];
    }
  /** The whole run's `--timeout` passed. `unfinished`: what was in flight and is recorded so. */
  | { readonly code: 'run-timeout'; readonly seconds: number; readonly unfinished: readonly string[] }
  | { readonly code: 'interrupted'; readonly unfinished: readonly string[] }
  /** Something that must not happen: the program is wrong. `stack` where more was asked for. */
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
  | { readonly code: 'state-newer'; readonly path: string; readonly version: unknown; readonly known: number }
  /** The state could not be written. What was created meanwhile is in the error's `step` and the run's event file. */
  | { readonly code: 'state-unwritable'; readonly path: string; readonly why: string }
  /** The record's noun is not one this version knows. */
  | { readonly code: 'unknown-resource'; readonly step: string; readonly resource: string }
  /** The person said no. */
  | { readonly code: 'declined' }
  | { readonly code: 'no-region' }
  /** Neither the sandbox nor a rehearsal can be there: the zones of the region are not known to this version. */
  | { readonly code: 'zones-unknown'; readonly region: string; readonly known: readonly string[] }
  /** `refused`: there were some, and AWS did not take them. */
  | { readonly code: 'no-credentials'; readonly message: string; readonly refused?: boolean }
  /** The account check failed: no network, no permission, wrong endpoint. */
  | { readonly code: 'no-cloud'; readonly message: string; readonly endpoint?: string }
  | { readonly code: 'bad-config'; readonly problems: readonly ConfigProblem[] }
  /** `reason`: there is no config file here, which not every command needs. */
  | { readonly code: 'bad-usage'; readonly message: string; readonly hint?: string; readonly reason?: 'no-config' }
  | { readonly code: 'needs-yes'; readonly command: 'up' | 'down'; readonly what: string };

export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  readonly command: string;
  /** ISO 8601 */
  readonly since: string;
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
}

/** Carries a failure through code that has no other way to end. Never shown as a stack trace. */
export class FailureError extends Error {
  constructor(readonly failure: Failure) {
    super(failure.code);
    this.name = 'FailureError';
  }
}

/** 0 done or in sync; 1 failed; 2 bad usage or config, nothing called; 3 difference; 4 locked or made elsewhere; 130 interrupted. */
export function exitCodeOf(failures: readonly Failure[]): number {
  const codes = failures.map(exitCode);
  return [130, 4, 2, 1].find((code) => codes.includes(code)) ?? 0;
}

function exitCode({ code }: Failure): number {
  switch (code) {
    case 'bad-config':
    case 'bad-usage':
    case 'needs-yes':
    case 'no-region':
    case 'zones-unknown':
      return 2;
    case 'state-locked':
    case 'world-served':
    case 'state-elsewhere':
    case 'state-unreadable':
    case 'state-newer':
      return 4;
    case 'interrupted':
      return 130;
    default:
      return 1;
  }
}
