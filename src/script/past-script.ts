import type { Event } from '../events.js';
import { capturesOf } from './captures.js';
import { withoutNotes } from './direction.js';
import { downLines } from './down-lines.js';
import { pastStory, type Recorded } from './past.js';
import { scriptOf } from './script.js';
import { upLines } from './up-lines.js';

/** A run that happened, as its file has it. */
export interface Past {
  readonly stack: string;
  readonly command: string;
  readonly region: string;
  readonly events: readonly Event[];
  /** What is recorded of the stack still. */
  readonly recorded: Recorded;
  /** The account, where that is recorded. */
  readonly account?: string | undefined;
}

/** A script that makes the calls of a run once more. */
export function pastScript({ stack, command, region, events, recorded, account }: Past): string {
  const story = pastStory({ stack, region, account: account ?? accountIn(events) }, events, recorded);
  const direction = withoutNotes(capturesOf(story));
  const isDown = command === 'down';
  const began = events[0]?.time ?? '';
  return scriptOf(story, {
    about: [
      `What \`provision ${command}\` of ${stack} called in ${region} on ${began.slice(0, 10)} at ${began.slice(11, 19)} UTC: each call that changed something, one after the other.`,
      `It needs bash, the AWS CLI and credentials. What that run has made itself is in variables; ids that were there before stand as they were${isDown ? '' : ', and so do those that the run does not tell of'}.`,
    ],
    setting: [],
    lines: isDown ? downLines(story, direction, 'by ids') : upLines(story, direction),
  });
}

/** It stands in every ARN. */
const accountIn = (events: readonly Event[]): string => /arn:aws[\w-]*:\w+:[\w-]*:(\d{12}):/.exec(JSON.stringify(events))?.[1] ?? '';
