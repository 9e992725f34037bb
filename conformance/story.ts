import type { Checks } from './checks.js';
import type { Given } from './given.js';
import type { Maker } from './maker.js';

/** What a probe works with. */
export interface Story extends Maker {
  readonly check: Checks;
  /** What several probes share: a VPC, a cluster, … It is made when it is first asked for. */
  readonly given: Given;
}
