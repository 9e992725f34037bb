import type { Senders } from '../src/aws/services.js';
import type { Clock } from '../src/clock.js';

/** The tag that everything bears which a run makes; its value is the run's id. */
export const conformanceTag = 'provision:conformance';

/** What makes things in the cloud that is probed. What it makes is taken away again. */
export interface Maker extends Senders {
  readonly clock: Clock;
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  /** The tag of this run. */
  readonly tags: { readonly [key: string]: string };
  /** The same as AWS's lists have it. */
  readonly tagList: { Key: string; Value: string }[];
  /** A name that nobody else has, at most 32 characters long. @param what at most 12 characters: `cluster` */
  name(what: string): string;
  /** A random token, for what is to be asked for twice. */
  token(): string;
}
