import type fc from 'fast-check';

/** The four inputs that come from others. */
export const targetNames = ['config', 'state', 'wire', 'answers'] as const;
export type TargetName = (typeof targetNames)[number];

/** One of the four, and how cases of it are made and tried. */
export interface Target<Case> {
  readonly name: TargetName;
  readonly properties: readonly Property<Case>[];
  /**
   * Makes what all cases start from. To be called before anything else, and once.
   * @param blueprints those that the cases may be about, where they are about blueprints; unless told, all of them
   */
  prepare(blueprints?: string[]): Promise<void>;
  /** Throws where the case is not handled as it must be. */
  holds(it: Case): Promise<void>;
}

/** A way to make cases. */
export interface Property<Case> {
  readonly title: string;
  /** Each is plain data, so that it can be kept in `found/`. Called after `prepare`. */
  cases(): fc.Arbitrary<Case>;
  /** Of all the cases of this target. */
  readonly share: number;
}
