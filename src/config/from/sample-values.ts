import type { ConfigProblem } from '../../failure.js';
import { substitute, type Variables } from '../variables.js';
import { atPlaces, type PlaceOf } from './account-places.js';
import type { Member } from './draft.js';
import { sampleValues } from './open-variables.js';
import { candidatesFor, fitsPattern, hasPattern } from './sample-candidates.js';
import { requiredVariables } from './variables-in.js';

/** Members that the loader refuses, each with what it says. */
export type Refused = ReadonlyMap<Member, ConfigProblem>;

/**
 * Values of the variables of a config, with which it is checked. Which ones they really have, the environment says later: so a member
 * is right that is so with any of them.
 */
export class SampleValues {
  readonly #values: Map<string, string>;
  /** Variables with a value that was looked for. */
  readonly #settled = new Set<string>();
  /** For what no value was found, and of which variables. */
  readonly #without = new Map<Member, Set<string>>();

  /**
   * @param directory of the config: files that it names are looked for there
   * @param around those of the config that this one lies over
   */
  constructor(
    readonly directory: string,
    around?: SampleValues,
  ) {
    this.#values = new Map(around?.entries);
  }

  get entries(): readonly (readonly [string, string])[] {
    return [...this.#values];
  }

  /** The variables of these texts, with the values that they have by now. */
  of(texts: readonly string[]): { readonly [variable: string]: string } {
    const names = [...new Set(texts.flatMap(requiredVariables))].sort();
    for (const name of names) if (!this.#values.has(name)) this.#values.set(name, usualValue(name, texts));
    return Object.fromEntries(names.map((name) => [name, this.#values.get(name) ?? '']));
  }

  /**
   * Looks for a value with which fewer members are refused that have a variable. One is found once for each variable: a member that is
   * refused with it is refused.
   * @param refusedWith what is refused with these values; undefined where it is something that has nothing to do with them
   * @returns whether there was one: then all is to be checked anew
   */
  settle(refused: Refused, texts: readonly string[], refusedWith: (values: Variables) => Refused | undefined): boolean {
    for (const [member, problem] of refused)
      for (const name of new Set(textsOf(member).flatMap(requiredVariables))) {
        const without = this.#without.get(member) ?? new Set();
        if (this.#settled.has(name) || without.has(name)) continue;
        const found = this.#better(name, member, problem, { refused, texts, refusedWith });
        if (found === undefined) {
          this.#without.set(member, without.add(name));
          continue;
        }
        this.#settled.add(name);
        this.#values.set(name, found);
        return true;
      }
    return false;
  }

  #better(
    name: string,
    member: Member,
    problem: ConfigProblem,
    { refused, texts, refusedWith }: Search,
  ): string | undefined {
    const now = this.of(texts);
    const count = (of: Refused) => [...of.keys()].filter((it) => namesVariable(it, name)).length;
    let best = { value: undefined as string | undefined, left: count(refused) };
    let otherwiseRefused: string | undefined;
    for (const value of candidatesFor(member, problem, { texts, directory: this.directory }, name)) {
      const values = { ...now, [name]: value };
      const { value: whole } = member;
      if (typeof whole === 'string' && !fitsPattern(member, substitute(whole, values).text)) continue;
      const still = refusedWith(values);
      if (!still || count(still) > best.left) continue;
      const isOther = hasPattern(member) && still.has(member) && still.get(member)?.message !== problem.message;
      if (isOther) otherwiseRefused ??= value;
      if (still.has(member) || count(still) === best.left) continue;
      best = { value, left: count(still) };
      if (best.left === 0) break;
    }
    // One that is written as it must be counts, too: then the loader says what else is wrong.
    return best.value ?? otherwiseRefused;
  }
}

interface Search {
  readonly refused: Refused;
  readonly texts: readonly string[];
  readonly refusedWith: (values: Variables) => Refused | undefined;
}

const textsOf = ({ value }: Member): readonly string[] => textsIn(value);
const namesVariable = (member: Member, name: string): boolean =>
  textsOf(member).flatMap(requiredVariables).includes(name);

export const textsIn = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(textsIn)
      : [];

const ofPlaces: { readonly [Of in PlaceOf]: string } = { account: '123456789012', region: 'us-east-1' };

/** A value before anything is refused: that of its place in an ARN, and else 1. */
function usualValue(name: string, texts: readonly string[]): string {
  if (Object.hasOwn(sampleValues, name)) return sampleValues[name] ?? '1';
  const found: PlaceOf[] = [];
  for (const text of texts)
    atPlaces(text, (word, of) => {
      if (requiredVariables(word).includes(name)) found.push(of);
      return word;
    });
  return found[0] === undefined ? '1' : ofPlaces[found[0]];
}
