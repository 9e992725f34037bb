import { word } from './bash.js';
import type { Captures } from './captures.js';
import { withoutIdFile } from './writer-options.js';
import { downLines } from './down-lines.js';
import { scriptOf } from './script.js';
import type { Transcript } from './transcript.js';

const nothing: Captures = { all: [], substitute: (text) => text, of: () => [] };

/**
 * A script that takes down a stack that is recorded: its ids are in it.
 * @param statePath where they were found
 */
export function recordedDownScript(transcript: Transcript, statePath: string): string {
  const { stack, region, account } = transcript;
  return scriptOf(transcript, {
    about: [
      `Takes down ${stack} in ${region}: the calls that \`provision down\` makes, one after the other, with the ids that are recorded in ${statePath}.`,
      'It needs bash, the AWS CLI and credentials. What is gone already is done: it may be run again. The record is not changed; `provision down` finds that nothing is left.',
    ],
    preamble: [],
    lines: [
      `if [[ $(aws sts get-caller-identity --query Account --output text) != ${account} ]]; then`,
      `  echo ${word(`these are not the credentials of ${account}`)} >&2`,
      '  exit 1',
      'fi',
      '',
      ...downLines(transcript, withoutIdFile(nothing), 'records'),
      `echo ${word(`${stack} is gone.`)}`,
    ],
  });
}
