import type { Event } from '../events.js';
import type { Resource } from '../step.js';
import { capturesOf } from './captures.js';
import { withoutIdFile } from './writer-options.js';
import { downLines } from './down-lines.js';
import { transcriptOfRun, type RecordedSteps } from './run-transcript.js';
import { scriptOf } from './script.js';
import { upLines } from './up-lines.js';

/** A run that happened, as its file has it. */
export interface PastRun {
  readonly stack: string;
  readonly command: string;
  readonly region: string;
  readonly events: readonly Event[];
  /** What is recorded of the stack still. */
  readonly recorded: RecordedSteps;
  /** The account, where that is recorded. */
  readonly account?: string | undefined;
  /** By noun. */
  readonly resources: ReadonlyMap<string, Resource>;
}

/** A script that makes the calls of a run once more. */
export function pastRunScript({ stack, command, region, events, recorded, account, resources }: PastRun): string {
  const transcript = transcriptOfRun(
    { stack, region, account: account ?? accountIn(events), stackId: stackIdIn(events) },
    events,
    recorded,
    resources,
  );
  const options = withoutIdFile(capturesOf(transcript));
  const isDown = command === 'down';
  const began = events[0]?.time ?? '';
  return scriptOf(transcript, {
    about: [
      `What \`provision ${command}\` of ${stack} called in ${region} on ${began.slice(0, 10)} at ${began.slice(11, 19)} UTC: each call that changed something, one after the other.`,
      `It needs bash, the AWS CLI and credentials. What that run has made itself is in variables; ids that were there before stand as they were${isDown ? '' : ', and so do those that the run does not tell of'}.`,
    ],
    preamble: [],
    lines: isDown ? downLines(transcript, options, 'records') : upLines(transcript, options),
  });
}

/** It stands in every ARN. */
const accountIn = (events: readonly Event[]): string =>
  /arn:aws[\w-]*:\w+:[\w-]*:(\d{12}):/.exec(JSON.stringify(events))?.[1] ?? '';

/** It is a tag of most of what a run makes; services spell tags differently. Empty where nothing was made. */
const stackIdIn = (events: readonly Event[]): string =>
  /provision:id\W+(?:value\W+)?([0-9a-f]{16})\b/i.exec(JSON.stringify(events))?.[1] ?? '';
