import type { Failure } from '../failure.js';
import { unreachable } from '../unreachable.js';
import { badConfig, badUsage, declined, needsYes, noCloud, noCredentials, noRegion, zonesUnknown } from './failure/start.js';
import { imageMissing, imageNotBuilt } from './failure/image.js';
import { bug, interrupted, runTimeout } from './failure/run.js';
import {
  stateElsewhere, stateLocked, stateNewer, stateUnreadable, stateUnwritable, unknownResource, worldServed,
} from './failure/state.js';
import { isOwnFinding, stepRejected } from './failure/rejected.js';
import { nameTaken, needsReplacement, stepBroken, stepTimeout, stepUnclear } from './failure/step.js';
import type { Words } from './failure/words.js';
import type { Run } from './run.js';
import { wrapped } from './text.js';

export type { Words };

/**
 * A failure as a person reads it. Together with `failure/`, the only place with wording for failures.
 * @param run the run it happened in, where known: its command and options are what the next command repeats
 */
export function wordsFor(failure: Failure, run?: Run): Words {
  switch (failure.code) {
    case 'step-rejected': return stepRejected(failure, run);
    case 'step-unclear': return stepUnclear(failure, run);
    case 'step-broken': return stepBroken(failure, run);
    case 'step-timeout': return stepTimeout(failure, run);
    case 'name-taken': return nameTaken(failure, run);
    case 'image-missing': return imageMissing(failure, run);
    case 'image-not-built': return imageNotBuilt(failure, run);
    case 'needs-replacement': return needsReplacement(failure, run);
    case 'run-timeout': return runTimeout(failure, run);
    case 'bug': return bug(failure);
    case 'interrupted': return interrupted(failure, run);
    case 'state-locked': return stateLocked(failure);
    case 'world-served': return worldServed(failure);
    case 'state-elsewhere': return stateElsewhere(failure, run);
    case 'state-unreadable': return stateUnreadable(failure);
    case 'state-unwritable': return stateUnwritable(failure, run);
    case 'state-newer': return stateNewer(failure);
    case 'unknown-resource': return unknownResource(failure);
    case 'declined': return declined();
    case 'no-region': return noRegion();
    case 'zones-unknown': return zonesUnknown(failure);
    case 'no-credentials': return noCredentials(failure);
    case 'no-cloud': return noCloud(failure);
    case 'bad-config': return badConfig(failure);
    case 'bad-usage': return badUsage(failure);
    case 'needs-yes': return needsYes(failure, run);
    default: return unreachable(failure);
  }
}

/**
 * The same as text, without colours: the title, the lines beneath it indented, the next command last.
 * @param width columns to break at, between words; not broken where absent
 */
export function textOf(failure: Failure, run?: Run, width = Infinity): string {
  const { title, lines, next } = wordsFor(failure, run);
  const beneath = [...lines, ...(next ? [`Next: ${next}`] : [])];
  return [...wrapped(title, width), ...beneath.flatMap((line) => indented(line, width))].join('\n');
}

/** The reason alone, for the failed step's own line: AWS's code, or what was seen. */
export function briefly(failure: Failure): string {
  switch (failure.code) {
    case 'step-rejected': return isOwnFinding(failure) ? failure.message : failure.aws;
    case 'step-unclear': return failure.aws;
    case 'step-broken': return failure.why;
    case 'step-timeout': return failure.lastSeen;
    default: return wordsFor(failure).title.replace(/^[a-z0-9-]+: /, '');
  }
}

/** One line of a failure's words under its title; what does not fit goes on beneath it. */
export const indented = (line: string, width: number): string[] => {
  const [, indent = '', text = ''] = /^(\s*)(.*)$/.exec(line) ?? [];
  return wrapped(text, width - indent.length - 2).map((part) => `  ${indent}${part}`);
};
