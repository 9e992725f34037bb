import type { Shape } from './shape.js';
import type { Path } from './member-path.js';
import type { ValidPart } from './valid-part.js';

/** What a rule finds: members that are right each by itself, and wrong together. */
export interface Finding {
  /** The members concerned. The problem is shown at the first of them that the file has. */
  readonly at: readonly [Path, ...Path[]];
  readonly message: string;
  readonly hint?: string;
  /** Where the other half of a conflict is. */
  readonly other?: Path;
  /** The members that it follows from; `at` unless given. If one of them is wrong by itself, it is not reported. */
  readonly restsOn?: readonly Path[];
}
/** A rule between members. It gets the config without what is wrong by itself. */
export type Rule = (config: ValidPart<Shape>) => Finding[];
