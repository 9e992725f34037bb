import { variable, word } from './bash.js';
import { capturesOf } from './captures.js';
import { keysOf, type Direction } from './direction.js';
import { downLines } from './down-lines.js';
import type { ImagesBy } from './image-lines.js';
import { outputLines, scriptOf } from './script.js';
import type { Story } from './story.js';
import { upLines } from './up-lines.js';

/** A stack's life, as rehearsed, and how its images are made. */
export interface Life {
  readonly up: Story;
  readonly down: Story;
  readonly images: ImagesBy;
}

/** A script that makes the calls of `up`, one after the other, in an account that has nothing of the stack yet. */
export function upScript(life: Life): string {
  const { up: story } = life;
  const direction = directionOf(life);
  const lines = upLines(story, direction);
  const docker = lines.some((line) => line.includes('"$DOCKER"'));
  const { stack, region } = story;
  return scriptOf(story, {
    about: [
      `Brings up ${stack} in ${region}: the calls that \`provision up\` makes, one after the other, each with all that it says. What one answers and a later one needs goes into a variable.`,
      `It needs bash, the AWS CLI and credentials${docker ? ', and docker, or another program like it in DOCKER' : ''}. Nothing of the stack may be there yet. Each id is noted in ${idsOf(stack)} the moment it is known (IDS=FILE for another one); \`provision script down\` writes the script that takes down what is noted there, also where this one broke off.`,
      'On the sandbox: `provision sandbox --port 4566`, then run this with AWS_ENDPOINT_URL=http://127.0.0.1:4566 and any credentials.',
    ],
    setting: [
      `IDS=\${IDS:-${word(idsOf(stack))}}`,
      'if [[ -e $IDS ]]; then',
      '  echo "$IDS is there: what is noted in it has to be taken down first" >&2',
      '  exit 1',
      'fi',
      ...(docker ? ['DOCKER=${DOCKER:-docker}'] : []),
    ],
    lines: [...lines, `echo ${word(`${stack} is up. Its ids are in ${variable('IDS')}.`)}`, ...outputLines(story, direction.captures)],
  });
}

/** A script that takes down what the other one has noted. */
export function downScript(life: Life): string {
  const { stack, region } = life.down;
  return scriptOf(life.down, {
    about: [
      `Takes down ${stack} in ${region}: the calls that \`provision down\` makes, one after the other.`,
      `It needs bash, the AWS CLI and credentials, and the ids that the script that brought it up has noted in ${idsOf(stack)} (IDS=FILE for another one). What is not noted was never made, and what is gone already is done: it may be run again.`,
    ],
    setting: [
      `IDS=\${IDS:-${word(idsOf(stack))}}`,
      'if [[ ! -e $IDS ]]; then',
      '  echo "there is no $IDS: nothing is noted to take down" >&2',
      '  exit 1',
      'fi',
      '# shellcheck source=/dev/null',
      'source "$IDS"',
    ],
    lines: [...downLines(life.down, directionOf(life), 'by variables'), 'rm "$IDS"', `echo ${word(`${stack} is gone.`)}`],
  });
}

/** The same for both scripts: they share the names of variables. */
function directionOf({ up, down, images }: Life): Direction {
  const captures = capturesOf(up, down);
  return { captures, keys: keysOf(up, captures), images };
}

const idsOf = (stack: string): string => `${stack}.env`;
