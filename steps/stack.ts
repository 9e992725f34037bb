import type { Step } from '../src/step.js';

/** Where a stack will be: part of names that must be known beforehand. */
export interface Where {
  readonly account: string;
  readonly region: string;
  /** `aws`, `aws-cn`, `aws-us-gov` */
  readonly partition: string;
}

/** The tag of what is built for a service, where the config names none. */
export type TagOf = (service: string) => string | undefined;

/** What a user wants to know afterwards: from which step's output, and how. */
export interface Output {
  readonly step: Step;
  of(out: unknown): string;
  /** Of use only when this one is ready too: an API answers from its stage on. */
  readonly once: Step;
}
export const output = <Out>(step: Step<unknown, unknown, Out>, of: (out: Out) => string, once: Step = step): Output => ({
  step,
  of,
  once,
});

export interface Stack {
  /** In the order a person would build it: each comes after all that it needs. */
  readonly steps: readonly Step[];
  /** By name, e.g. `ApiUrl`. */
  readonly outputs: { readonly [name: string]: Output };
}
