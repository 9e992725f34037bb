import { kebab } from './cli-names.js';
import { stringsIn } from '../rehearsal/leaves.js';
import type { Scene } from './story.js';

/** What is bash's own, the CLI's, or the script's. */
const taken = /^(AWS_|BASH|_|ACCOUNT$|ANSWER$|IDS$|ERROR$|DOCKER$|SECONDS$|PATH$|HOME$|IFS$|UID$|EUID$|PPID$|PWD$|RANDOM$|LINENO$|OPTIND$)/;

/** `execution-role` → `EXECUTION_ROLE` */
const upperSnake = (name: string): string => {
  const upper = kebab(name).replaceAll(/[^A-Za-z0-9]+/g, '_').toUpperCase();
  return taken.test(upper) || /^\d/.test(upper) ? `MY_${upper}` : upper;
};

/** Zones are numbered: they have no member of their own. */
function zoneOf({ noun, step, gives }: Scene, value: string): string | undefined {
  const at = noun === 'availability-zones' ? stringsIn(gives).find(([, text]) => text === value)?.[0].at(-1) : undefined;
  return at === undefined ? undefined : upperSnake(`${step.replace(/(availability-)?zones$/, 'zone')}-${Number(at) + 1}`);
}

/** Gives out names of variables, each once. */
export class Names {
  readonly #given: Set<string>;

  /** @param given those that are taken already */
  constructor(given: readonly string[] = []) {
    this.#given = new Set(given);
  }

  /**
   * The step, and what of it: `VPC_ID`, `EXECUTION_ROLE_ARN`; where that is given out already, the member's whole name.
   * @param path where AWS says it
   */
  of(scene: Scene, path: readonly string[], value: string): string {
    const zone = zoneOf(scene, value);
    if (zone !== undefined) return this.#unique(zone);
    const told = stringsIn(scene.gives).find(([, text]) => text === value)?.[0] ?? [];
    const member = [told, path].map((keys) => keys.findLast((key) => !/^\d*$/.test(key))).find((key) => key !== undefined) ?? 'id';
    const words = kebab(member === 'NAMESPACE' ? 'id' : member).split('-');
    const short = upperSnake(`${scene.step}-${words.at(-1)}`);
    // An operation has an id of its own, which is not that of what it makes; and a DNS name is not what it is called.
    const isOther = words.includes('operation') || words.includes('dns');
    return this.#unique(this.#given.has(short) || isOther ? upperSnake(`${scene.step}-${words.join('-')}`) : short);
  }

  /** That a step has made what nothing but its name is known of. */
  made = (step: string): string => this.#unique(upperSnake(`${step}-made`));

  #unique(name: string): string {
    let free = name;
    for (let n = 2; this.#given.has(free); n++) free = `${name}_${n}`;
    this.#given.add(free);
    return free;
  }
}
