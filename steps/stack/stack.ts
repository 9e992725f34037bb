import type { Step } from '../../src/step.js';
import type { EcsTask } from '../ecs/ecs-task/resource.js';

/** Gives a tag made of what the image of a service is built from; undefined where nothing is built. */
export type TagOf = (service: string) => string | undefined;

/** A value that is shown to the user at the end, computed from the output of a step. */
export interface Output {
  readonly step: Step;
  of(out: unknown): string;
  /** Another step that must be ready before the value is useful: an API answers only with its stage. */
  readonly once: Step;
}
export const output = <Out>(
  step: Step<unknown, unknown, Out>,
  of: (out: Out) => string,
  once: Step = step,
): Output => ({
  step,
  of,
  once,
});

export interface Stack {
  /** In an order in which a person would build them: each after all that it needs. */
  readonly steps: readonly Step[];
  /** By name, e.g. `ApiUrl`. */
  readonly outputs: { readonly [name: string]: Output };
}

/** All of a config. */
export interface WholeStack extends Stack {
  /**
   * By the name of a service or a job: a task of it that is run by hand. These are no steps of the stack: `up` runs none of
   * them, and no state has them.
   */
  readonly runs: { readonly [name: string]: EcsTask };
}
