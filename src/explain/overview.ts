import type { Estimate } from '../prices/estimate.js';
import type { Picture } from '../graph/picture.js';
import type { ExplainedWay } from '../path/missing.js';
import type { StackNarration } from './narration.js';

/** A stack on one screen: where everything is, how a request gets through it, what is slow, and what costs. */
export interface StackOverview {
  readonly stack: string;
  readonly region: string;
  readonly picture: Picture;
  /** Absent where nothing takes requests from the internet. */
  readonly request?: RequestStory | undefined;
  /** Seconds of AWS's time that it takes at least, as the rehearsal has measured it. */
  readonly seconds: { readonly up: number; readonly down: number };
  /** The longest first. */
  readonly slow: { readonly up: readonly SlowStep[]; readonly down: readonly SlowStep[] };
  readonly cost: Estimate;
  readonly counts: { readonly steps: number; readonly calls: number };
}

/** A request as it travels, with the names of steps in the place of ids. */
export interface RequestStory extends ExplainedWay {
  readonly method: string;
  /** Of the header `Host`, where a rule asks for another one than the URL has. */
  readonly host?: string | undefined;
  readonly path: string;
}

export interface SlowStep {
  readonly step: string;
  readonly noun: string;
  readonly seconds: number;
}

/** What takes at least this many seconds is slow. */
const slowFrom = 10;

/** The steps that take longest. @param most how many of them */
export const slowSteps = (steps: StackNarration['steps'] | StackNarration['removals'], most: number): SlowStep[] =>
  steps
    .flatMap(({ step, noun, seconds = 0 }) => (seconds >= slowFrom ? [{ step, noun, seconds }] : []))
    .toSorted((a, b) => b.seconds - a.seconds)
    .slice(0, most);
