import type { Picture } from '../graph/picture.js';
import type { Way } from '../hops.js';
import type { Timeline } from '../timeline/timeline.js';

/** What the page is given, as plain JSON. The code in the browser has these types, too. */
export type PageData = Live | Recorded;

/** The page asks the sandbox that serves it. */
export interface Live {
  readonly kind: 'live';
}

/** The page has all in it: nothing is asked. */
export interface Recorded {
  readonly kind: 'recorded';
  readonly title: string;
  /** Where the stack is and since when, in sentences. */
  readonly facts: readonly string[];
  readonly topology: Topology;
  readonly run?: RecordedRun | undefined;
  readonly lessons: { readonly [operation: string]: ShownLesson };
  readonly cost: ShownCost;
}

export interface Topology {
  readonly regions: readonly Drawn[];
}

/** A picture, as data and drawn. */
export interface Drawn {
  readonly region: string;
  readonly picture: Picture;
  readonly svg: string;
  /** What requests may be sent to. */
  readonly entries: readonly Entry[];
}

export interface Entry {
  readonly name: string;
  /** `https://abc123.execute-api.us-east-1.amazonaws.com` */
  readonly url: string;
}

export interface ShownCall {
  readonly number: number;
  readonly service: string;
  readonly operation: string;
  readonly mutating: boolean;
  /** The HTTP status; absent in a recorded run, which has the error alone. */
  readonly status?: number | undefined;
  readonly error: string | null;
  /** ISO 8601 */
  readonly time: string;
  readonly by?: string | undefined;
  readonly input?: unknown;
}

/** The same as in `src/lessons`. */
export interface ShownLesson {
  readonly does: string;
  readonly behind?: string;
  readonly undo?: string;
  readonly cost?: string;
  readonly mistakes?: readonly string[];
  readonly link: string;
}

/** The answer to `GET /_sandbox/view`. */
export interface ViewAnswer {
  readonly version: string;
  readonly topology: Topology;
  readonly calls: readonly ShownCall[];
  /** Another process serves the world now: its calls are counted from 1 again. */
  readonly isOtherProcess: boolean;
  /** Which `run` there is. */
  readonly runVersion: string;
  /** Absent where it was seen before, and where none is known. */
  readonly run?: ShownRun | undefined;
}

/** The answer to `POST /_sandbox/request`. */
export interface RequestAnswer {
  readonly way?: Way | undefined;
  readonly response: {
    readonly status: number;
    readonly headers: { readonly [name: string]: string };
    readonly body: string;
  };
}

/** When what was done in a run of a command. */
export interface ShownRun {
  readonly timeline: Timeline;
  /** What became of it, in a sentence. */
  readonly end: string;
}

/** A run of a command, as its file tells it. */
export interface RecordedRun extends ShownRun {
  readonly calls: readonly ShownCall[];
}

export interface ShownCost {
  /** What it has cost, and costs, in a sentence. */
  readonly sentence: string;
  readonly lines: readonly ShownCostLine[];
  /** What the figures are based on. */
  readonly basis: string;
}
export interface ShownCostLine {
  readonly item: string;
  readonly quantity: string;
  readonly perHour: string;
  readonly perMonth: string;
}
