/** What a script tells: a stack's calls in an order in which each finds what it needs. */
export interface Story {
  readonly stack: string;
  readonly region: string;
  /** As it stands in the calls. */
  readonly account: string;
  readonly scenes: readonly Scene[];
  /** What to say at the end, by name. */
  readonly outputs: { readonly [name: string]: string };
}

/** A step's part: its calls, and what has to have come to its end before. */
export interface Scene {
  readonly step: string;
  /** The noun. */
  readonly noun: string;
  /** One line for people. */
  readonly why?: string;
  readonly deletes: boolean;
  readonly after: readonly string[];
  /** Those that were answered well, oldest first. */
  readonly calls: readonly Call[];
  /** Said while it went on, for people. */
  readonly notes?: readonly string[];
  /** Something sensitive was not told of, and is from the record, if that has it. */
  readonly isFilled?: boolean;
  /** Input as recorded. */
  readonly want?: unknown;
  /** What the step is called by AWS and what it gives to others: the names that its values go by. */
  readonly gives: unknown;
}

export interface Call {
  readonly service: string;
  readonly operation: string;
  readonly input: object;
  /** Absent where it is not known. */
  readonly output?: object;
}
