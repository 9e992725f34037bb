import type { StepRecord } from '../../state/schema.js';
import { wantBeforehand } from '../beforehand.js';
import { edgesOf } from '../edges.js';
import type { Step } from '../step.js';

/** Something of a stack: what it is and shall be, whether it is there already or not. */
export interface Thing {
  readonly step: string;
  /** The noun. */
  readonly type: string;
  /** As AWS is asked for it. Which ids are in it does not matter, only how many. */
  readonly want: unknown;
  /** The steps it needs, by name. */
  readonly needs: readonly string[];
}

/** Those of a stack that is to be: what others will give has only a name yet. */
export const thingsOfSteps = (steps: readonly Step[]): Thing[] =>
  steps.map((step) => ({
    step: step.name,
    type: step.resource.type,
    needs: edgesOf(step).map(({ to }) => to.name),
    want: wantBeforehand(step),
  }));

/** Those of a stack that is there. What was asked for and has no id yet may not exist. */
export const thingsOfRecords = (records: ReadonlyMap<string, StepRecord>): Thing[] =>
  [...records].flatMap(([step, { type, want, needs, after = [], id }]) =>
    id === undefined ? [] : [{ step, type, want, needs: [...needs, ...after] }],
  );
