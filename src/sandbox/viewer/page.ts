import type { Senders } from '../../aws/services.js';
import type { WireResponse } from '../wire/message.js';

/** A region of the world, and clients that look at it. What they ask is no call of anybody's. */
export interface ViewedRegion {
  readonly region: string;
  readonly senders: Senders;
}

export interface PageRun {
  /** As plain JSON. While nothing happens in the run, it is equal. */
  readonly shown: object;
  /** It goes on, and more of it may be known though no call is made. */
  readonly isUnderWay: boolean;
}

/**
 * A page to look at the world by. Whoever serves the sandbox gives it: the sandbox knows neither how things are drawn nor what is
 * taught of an operation.
 */
export interface Page {
  /** The document, with the headers that it has to be served with. */
  document(): Promise<WireResponse>;
  /** What there is in the regions, as plain JSON. Equal worlds give equal data. */
  topology(regions: readonly ViewedRegion[]): Promise<object>;
  /** The last run of a command on the world, or the one under way; undefined where none is known. */
  lastRun(): Promise<PageRun | undefined>;
  /** What is taught of an operation, `ec2:CreateVpc`; undefined where nothing is. */
  lesson(operation: string): Promise<object | undefined>;
}
