import type { Failure } from '../failure.js';
import { unreachable } from '../unreachable.js';
import {
  badConfig,
  badUsage,
  declined,
  needsYes,
  noCloud,
  noCredentials,
  noRegion,
  zonesUnknown,
} from './failure/start.js';
import { deletionHeld } from './failure/deletion.js';
import { stackPaused } from './failure/paused.js';
import { noWayBack, revisionUnusable, rollbackFailed } from './failure/rollback.js';
import { imageMissing, imageNotBuildable, imageNotBuilt } from './failure/image.js';
import { bug, interrupted, outputUnwritten, runTimeout } from './failure/run.js';
import {
  fileInTheWay,
  nothingToRecover,
  severalStacks,
  stackNotRecorded,
  stateExists,
  lockLost,
  stateChanged,
  stateElsewhere,
  stateLocked,
  stateNewer,
  stateUnreadable,
  stateUnwritable,
  unknownResource,
  worldServed,
} from './failure/state.js';
import { quotaExceeded } from './failure/quota.js';
import { isOwnFinding, stepRejected } from './failure/rejected.js';
import { nameTaken, needsReplacement, stepBroken, stepTimeout, stepUnclear } from './failure/step.js';
import { execRefused, taskFailed, taskStopped } from './failure/task.js';
import type { Line, Words } from './failure/words.js';
import { wrapped, wrappedCommand } from './prose.js';
import type { Run } from './run.js';
import { mapTexts } from '../redact.js';
import { printable, printableLine } from './printable.js';

export type { Words };

/**
 * A failure as text for a person. All wording of failures is here and in `failure/`.
 * @param run the run in which it happened, if known. The next command repeats its command and options.
 */
export const wordsFor = (failure: Failure, run?: Run): Words => {
  const words = mapTexts(wordsOf(failure, run), (text) => printableLine(text));
  return 'step' in failure && rehearsing.has(run?.command ?? '') ? asRehearsed(words) : words;
};

/** Commands whose steps run in an AWS in memory alone. */
const rehearsing: ReadonlySet<string> = new Set(['plan', 'explain', 'script', 'policy']);

/** A failure that would come: nothing is recorded of it, and nothing is to be deleted. */
function asRehearsed({ title, lines, ...more }: Words): Words {
  const isOfRun = (line: Line): boolean =>
    typeof line === 'string' && /^Everything finished so far|, then run again\.$/.test(line);
  return {
    ...more,
    title: `In the rehearsal: ${title}`,
    lines: [
      ...lines.filter((it) => !isOfRun(it)),
      'So it would be in `up`. Nothing was changed, and nothing is recorded of it.',
    ],
  };
}

function wordsOf(failure: Failure, run?: Run): Words {
  switch (failure.code) {
    case 'step-rejected':
      return stepRejected(failure, run);
    case 'step-unclear':
      return stepUnclear(failure, run);
    case 'step-broken':
      return stepBroken(failure, run);
    case 'deletion-held':
      return deletionHeld(failure, run);
    case 'task-failed':
      return taskFailed(failure);
    case 'task-stopped':
      return taskStopped(failure);
    case 'exec-refused':
      return execRefused(failure, run);
    case 'step-timeout':
      return stepTimeout(failure, run);
    case 'name-taken':
      return nameTaken(failure, run);
    case 'quota-exceeded':
      return quotaExceeded(failure, run);
    case 'stack-not-recorded':
      return stackNotRecorded(failure, run);
    case 'image-not-buildable':
      return imageNotBuildable(failure, run);
    case 'image-missing':
      return imageMissing(failure, run);
    case 'image-not-built':
      return imageNotBuilt(failure, run);
    case 'needs-replacement':
      return needsReplacement(failure, run);
    case 'run-timeout':
      return runTimeout(failure, run);
    case 'bug':
      return bug(failure);
    case 'interrupted':
      return interrupted(failure, run);
    case 'state-locked':
      return stateLocked(failure, run);
    case 'world-served':
      return worldServed(failure);
    case 'state-elsewhere':
      return stateElsewhere(failure, run);
    case 'state-exists':
      return stateExists(failure, run);
    case 'several-stacks':
      return severalStacks(failure, run);
    case 'nothing-to-recover':
      return nothingToRecover(failure);
    case 'state-unreadable':
      return stateUnreadable(failure);
    case 'file-in-the-way':
      return fileInTheWay(failure);
    case 'state-unwritable':
      return stateUnwritable(failure, run);
    case 'state-newer':
      return stateNewer(failure);
    case 'state-changed':
      return stateChanged(failure, run);
    case 'lock-lost':
      return lockLost(failure, run);
    case 'no-way-back':
      return noWayBack(failure, run);
    case 'revision-unusable':
      return revisionUnusable(failure, run);
    case 'rollback-failed':
      return rollbackFailed(failure);
    case 'stack-paused':
      return stackPaused(failure, run);
    case 'unknown-resource':
      return unknownResource(failure);
    case 'output-unwritten':
      return outputUnwritten(failure);
    case 'declined':
      return declined();
    case 'no-region':
      return noRegion();
    case 'zones-unknown':
      return zonesUnknown(failure);
    case 'no-credentials':
      return noCredentials(failure);
    case 'no-cloud':
      return noCloud(failure);
    case 'bad-config':
      return badConfig(failure);
    case 'bad-usage':
      return badUsage(failure, run);
    case 'needs-yes':
      return needsYes(failure, run);
    default:
      return unreachable(failure);
  }
}

/**
 * A failure as text without colours: the title, the indented lines, the next command.
 * @param width columns at which lines are broken between words; absent: they are not broken
 */
export function textOf(failure: Failure, run?: Run, width = Infinity): string {
  const { title, lines, next } = wordsFor(failure, run);
  return [
    ...wrapped(title, width),
    ...lines.flatMap((line) => indented(line, width)),
    ...(next ? wrappedCommand(next, width, '  Next: ') : []),
  ].join('\n');
}

/** The same without the next command: for a program, whose next step is a call. */
export function messageOf(failure: Failure, run?: Run): string {
  const { title, lines } = wordsFor(failure, run);
  return [title, ...lines.flatMap((line) => indented(line, Infinity))].join('\n');
}

/** The reason in a few words, for the line of the failed step: AWS's error code, or the state that was seen last. */
export function briefly(failure: Failure): string {
  switch (failure.code) {
    case 'step-rejected':
      return printable(isOwnFinding(failure) ? failure.message : failure.aws);
    case 'step-unclear':
      return printable(failure.aws);
    case 'step-broken':
      return printable(failure.why);
    case 'step-timeout':
      return printable(failure.lastSeen);
    default:
      return wordsFor(failure).title.replace(/^[a-z0-9-]+: /, '');
  }
}

/** One line under a failure's title, broken at the width. */
export const indented = (line: Line, width: number): string[] =>
  typeof line === 'string' ? wrapped(`  ${line}`, width) : wrappedCommand(line.command, width, '    ');
