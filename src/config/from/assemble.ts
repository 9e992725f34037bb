import { loadSource } from '../load.js';
import { FailureError, type ConfigProblem } from '../../failure.js';
import { memberSchema } from '../json-schema.js';
import type { Path } from '../member-path.js';
import { pathText } from '../problem-messages.js';
import type { Config } from '../schema.js';
import { substitute, type Variables } from '../variables.js';
import { readDocument } from '../yaml-document.js';
import { configText } from './config-text.js';
import type { Data, Destination } from './destination.js';
import type { Draft, Member } from './draft.js';
import { frameOf, type Chosen } from './frame.js';
import { fitsPattern } from './sample-candidates.js';
import { SampleValues, textsIn } from './sample-values.js';
import { requiredVariables, variableIn } from './variables-in.js';

/** A config that was made, and loads. */
export interface Assembled {
  readonly text: string;
  readonly config: Config;
  /** What the files do not say, and a config needs. */
  readonly chosen: readonly Chosen[];
  /** Variables of the environment that have to be set for it. */
  readonly variables: readonly string[];
  /** Values of these with which it is right, as one of many. */
  readonly samples: SampleValues;
}

/**
 * Puts the members together. What the loader refuses is taken out and left, with what the loader says of it, until it loads: so the
 * rules of a config are those of the loader alone.
 * @returns undefined where no service is left
 */
export function assemble(draft: Draft, destination: Destination): Assembled | undefined {
  const samples = new SampleValues(destination.directory);
  for (;;) {
    const { data, placed } = dataOf(draft.members);
    const { chosen } = frameOf(data, draft, destination.stack);
    if (Object.keys({ ...(data['services'] as object), ...(data['jobs'] as object) }).length === 0) return undefined;
    const text = configText({ data, draft, ...destination });
    const texts = textsIn(data);
    const values = samples.of(texts);
    const read = problemsOf(text, values, destination);
    if ('config' in read) return { text, config: read.config, chosen, variables: Object.keys(values), samples };
    const refused = refusedBy(read.problems, placed, text);
    if (refused.size === 0) {
      const culprit = causeOf(read.problems, placed, (data) => {
        frameOf(data, draft, destination.stack);
        const again = problemsOf(configText({ data, draft, ...destination }), values, destination);
        return 'config' in again ? [] : again.problems;
      });
      if (!culprit) throw new FailureError({ code: 'bad-config', problems: read.problems });
      refused.set(culprit, read.problems[0] ?? noReason);
    }
    const refusedWith = (other: Variables) => {
      const again = problemsOf(text, other, destination);
      return refusedBy('config' in again ? [] : again.problems, placed, text);
    };
    if (samples.settle(refused, texts, refusedWith)) continue;
    for (const [member, problem] of refused) leave(member, problem, draft, values);
  }
}

function problemsOf(text: string, variables: Variables, { file, directory }: Destination) {
  try {
    return loadSource({ files: [{ file, text, base: directory }], variables });
  } catch (error) {
    if (error instanceof FailureError && error.failure.code === 'bad-config')
      return { problems: error.failure.problems };
    throw error;
  }
}

/** The member without which the first problem would not be there: it is at what the config says. */
export function causeOf(
  [first]: readonly ConfigProblem[],
  placed: readonly Placed[],
  problemsOfData: (data: Data) => readonly ConfigProblem[],
): Member | undefined {
  const members = placed.map(({ member }) => member);
  const isCause = (member: Member): boolean => {
    const rest = problemsOfData(dataOf(members.filter((it) => it !== member)).data);
    return rest.every((it) => it.path !== first?.path || it.message !== first.message);
  };
  return members.find(isCause) ?? members.at(-1);
}

export const noReason: ConfigProblem = { file: '', path: '', message: 'it does not go with the rest' };

/** A member, and where it stands in the config. */
export interface Placed {
  readonly member: Member;
  readonly path: Path;
}

export function dataOf(members: readonly Member[]): { data: Data; placed: readonly Placed[] } {
  const data: Data = {};
  const placed = members.map((member): Placed => {
    const list = member.isEntry ? (valueAt(data, member.to) as unknown[] | undefined) : undefined;
    const path = member.isEntry ? [...member.to, list?.length ?? 0] : member.to;
    put(data, path, member.value);
    return { member, path };
  });
  return { data: sorted(data, []) as Data, placed };
}

const valueAt = (data: unknown, path: Path): unknown =>
  path.reduce<unknown>((value, segment) => (value as { [segment: string]: unknown } | undefined)?.[segment], data);

function put(data: Data, path: Path, value: unknown): void {
  let map: Data = data;
  for (const [i, segment] of path.slice(0, -1).entries()) {
    if (typeof map[segment] !== 'object') define(map, segment, typeof path[i + 1] === 'number' ? [] : {});
    map = map[segment] as Data;
  }
  const last = path.at(-1) ?? '';
  const isMore = isPlainMap(value) && isPlainMap(map[last]);
  define(map, last, isMore ? { ...(map[last] as object), ...value } : value);
}

const isPlainMap = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A name may be `__proto__`. */
const define = (map: object, name: string | number, value: unknown): void => {
  Object.defineProperty(map, name, { value, enumerable: true, configurable: true, writable: true });
};

/** Members in the order in which the schema has them. */
function sorted(value: unknown, path: Path): unknown {
  if (!isPlainMap(value)) return value;
  const order = Object.keys(memberSchema(path)?.properties ?? {});
  const entries = Object.entries(value).map(([name, inside]) => [name, sorted(inside, [...path, name])] as const);
  const result = {};
  for (const [name, inside] of entries.sort(([a], [b]) => order.indexOf(a) - order.indexOf(b)))
    define(result, name, inside);
  return result;
}

/** The members that the problems are about, each with its problem. A problem of several members takes the last one. */
export function refusedBy(problems: readonly ConfigProblem[], placed: readonly Placed[], text: string) {
  const document = readDocument(text);
  const refused = new Map<Member, ConfigProblem>();
  for (const problem of problems) {
    const inside = placed.filter(({ path }) => isAround(pathText(path), problem.path));
    const longest = inside.toSorted((a, b) => a.path.length - b.path.length).at(-1);
    const beneath = placed.filter(({ path }) => isAround(problem.path, pathText(path)));
    const there = beneath.find(({ path }) =>
      [document.find(path), document.findName(path)].some(
        (it) => it?.line === problem.line && it?.column === problem.column,
      ),
    );
    const found =
      longest ?? there ?? beneath.find(({ path }) => path.includes('envFile')) ?? nearby(problem.path, placed);
    if (found && ![...refused.keys()].some((it) => it === found.member)) refused.set(found.member, problem);
  }
  return refused;
}

/** The last member of the nearest map around a path that has one: what is missing in a map is missed beside what is there. */
function nearby(path: string, placed: readonly Placed[]): Placed | undefined {
  const found = placed.findLast((it) => isAround(path, pathText(it.path)));
  const around = path.replace(/(?:\.[^.[\]]*|\[[^\]]*\])$/, '');
  return found ?? (around === path || around === '' ? undefined : nearby(around, placed));
}

const isAround = (outer: string, inner: string): boolean =>
  inner === outer || outer === '' || inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`);

/**
 * Takes a member out of the config, and says why.
 * @param values of variables with which it was refused: what the loader says of these is not said
 */
export function leave(member: Member, { message, hint }: ConfigProblem, draft: Draft, values: Variables): void {
  draft.members.splice(draft.members.indexOf(member), 1);
  const texts = textsIn(member.value);
  const [name] = texts.flatMap(requiredVariables);
  const isOfVariable = texts.some((text) => {
    const { text: checked } = substitute(text, values);
    const isSaid = [text, checked].some((it) => message.includes(it));
    return checked !== text && (isSaid || (variableIn(text) !== undefined && !fitsPattern(member, checked)));
  });
  const reason =
    name !== undefined && isOfVariable
      ? { because: `${name} is not set, and it has no default that fits`, instead: 'write the value, or a default' }
      : { because: message, instead: hint ?? 'write it by hand' };
  for (const from of member.from) draft.left.push({ from, ...reason });
}
