import { kebab } from './cli-names.js';
import { stringsIn } from '../rehearsal/json-strings.js';
import type { TranscriptEntry } from './transcript.js';

/** Names that bash, the CLI or the script itself uses. */
const taken =
  /^(AWS_|BASH|_|ACCOUNT$|STACK_ID$|ANSWER$|IDS$|ERROR$|DOCKER$|SECONDS$|PATH$|HOME$|IFS$|UID$|EUID$|PPID$|PWD$|RANDOM$|LINENO$|OPTIND$)/;

/** `execution-role` → `EXECUTION_ROLE` */
const upperSnake = (name: string): string => {
  const upper = kebab(name)
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase();
  return taken.test(upper) || /^\d/.test(upper) ? `MY_${upper}` : upper;
};

/** Zones are numbered: they have no member of their own. */
function zoneOf({ noun, step, gives }: TranscriptEntry, value: string): string | undefined {
  const at =
    noun === 'availability-zones'
      ? stringsIn(gives)
          .find(([, text]) => text === value)?.[0]
          .at(-1)
      : undefined;
  return at === undefined
    ? undefined
    : upperSnake(`${step.replace(/(availability-)?zones$/, 'zone')}-${Number(at) + 1}`);
}

/** Gives out names for variables, each name once. */
export class VariableNames {
  readonly #given: Set<string>;

  /** @param given those that are taken already */
  constructor(given: readonly string[] = []) {
    this.#given = new Set(given);
  }

  /**
   * The step, and what of it: `VPC_ID`, `EXECUTION_ROLE_ARN`; where that is given out already, the member's whole name.
   * @param path where AWS says it
   */
  nameFor(entry: TranscriptEntry, path: readonly string[], value: string): string {
    const zone = zoneOf(entry, value);
    if (zone !== undefined) return this.#unique(zone);
    const givenPath = stringsIn(entry.gives).find(([, text]) => text === value)?.[0] ?? [];
    const member =
      [givenPath, path].map((keys) => keys.findLast((key) => !/^\d*$/.test(key))).find((key) => key !== undefined) ??
      'id';
    const words = kebab(member === 'NAMESPACE' ? 'id' : member).split('-');
    const short = upperSnake(`${entry.step}-${words.at(-1)}`);
    // An operation has an id of its own, which is not that of what it makes; and a DNS name is not what it is called.
    const isOther = words.includes('operation') || words.includes('dns');
    return this.#unique(this.#given.has(short) || isOther ? upperSnake(`${entry.step}-${words.join('-')}`) : short);
  }

  /** The name of a variable that says that a step has created something without an id. */
  madeNameFor = (step: string): string => this.#unique(upperSnake(`${step}-made`));

  #unique(name: string): string {
    let free = name;
    for (let n = 2; this.#given.has(free); n++) free = `${name}_${n}`;
    this.#given.add(free);
    return free;
  }
}
