import { variable, word } from './bash.js';
import { capturesOf } from './captures.js';
import { markersOf, type WriterOptions } from './writer-options.js';
import { downLines } from './down-lines.js';
import type { ImageSource } from './image-lines.js';
import { outputLines, scriptOf } from './script.js';
import type { Transcript } from './transcript.js';
import { upLines } from './up-lines.js';

/** The transcripts of a rehearsed lifecycle, and how its images are made. */
export interface LifecycleTranscripts {
  readonly up: Transcript;
  readonly down: Transcript;
  readonly images: ImageSource;
}

/** A script that makes the calls of `up`, one after the other, in an account that has nothing of the stack yet. */
export function upScript(transcripts: LifecycleTranscripts): string {
  const { up: transcript } = transcripts;
  const options = optionsFor(transcripts);
  const lines = upLines(transcript, options);
  const docker = lines.some((line) => line.includes('"$DOCKER"'));
  const { stack, region } = transcript;
  return scriptOf(transcript, {
    about: [
      `Brings up ${stack} in ${region}: the calls that \`provision up\` makes, one after the other, each with all that it says. What one answers and a later one needs goes into a variable.`,
      `It needs bash, the AWS CLI and credentials${docker ? ', and docker, or another program like it in DOCKER' : ''}. Nothing of the stack may be there yet. Each id is noted in ${idFileOf(stack)} the moment it is known (IDS=FILE for another one); \`provision script down\` writes the script that takes down what is noted there, also where this one broke off.`,
      'On the sandbox: `provision sandbox --port 4566`, then run this with AWS_ENDPOINT_URL=http://127.0.0.1:4566 and any credentials.',
    ],
    preamble: [
      `IDS=\${IDS:-${word(idFileOf(stack))}}`,
      'if [[ -e $IDS ]]; then',
      '  echo "$IDS is there: what is noted in it has to be taken down first" >&2',
      '  exit 1',
      'fi',
      ...(docker ? ['DOCKER=${DOCKER:-docker}'] : []),
    ],
    lines: [
      ...lines,
      `echo ${word(`${stack} is up. Its ids are in ${variable('IDS')}.`)}`,
      ...outputLines(transcript, options.captures),
    ],
  });
}

/** A script that deletes what the up script has written to its file of ids. */
export function downScript(transcripts: LifecycleTranscripts): string {
  const { stack, region } = transcripts.down;
  return scriptOf(transcripts.down, {
    about: [
      `Takes down ${stack} in ${region}: the calls that \`provision down\` makes, one after the other.`,
      `It needs bash, the AWS CLI and credentials, and the ids that the script that brought it up has noted in ${idFileOf(stack)} (IDS=FILE for another one). What is not noted was never made, and what is gone already is done: it may be run again.`,
    ],
    preamble: [
      `IDS=\${IDS:-${word(idFileOf(stack))}}`,
      'if [[ ! -e $IDS ]]; then',
      '  echo "there is no $IDS: nothing is noted to take down" >&2',
      '  exit 1',
      'fi',
      '# shellcheck source=/dev/null',
      'source "$IDS"',
    ],
    lines: [
      ...downLines(transcripts.down, optionsFor(transcripts), 'variables'),
      'rm "$IDS"',
      `echo ${word(`${stack} is gone.`)}`,
    ],
  });
}

/** The options for both scripts, which share the names of variables. */
function optionsFor({ up, down, images }: LifecycleTranscripts): WriterOptions {
  const captures = capturesOf(up, down);
  return { captures, markers: markersOf(up, captures), images };
}

const idFileOf = (stack: string): string => `${stack}.env`;
