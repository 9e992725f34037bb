import { isWithin, type Path } from '../member-path.js';
import { plainText } from '../../plain-text.js';
import { isSamePlace, type Reason, type Target } from './draft.js';
import { isMap, nameOf, partsOf, rootOf, within, type Value } from './source.js';
import { putContainerOver, putTaskOver } from './task-definition.js';

/**
 * `taskdef_overrides` of a manifest: rules that say which values go where in the task definition that Copilot makes.
 * Source: https://aws.github.io/copilot-cli/docs/developing/overrides/taskdef-overrides/
 */
export interface Overrides {
  /** A task definition that has nothing but what the rules say. */
  readonly task: Value;
  readonly rules: readonly Rule[];
  readonly refused: readonly { readonly rule: Value; readonly reason: Reason }[];
}

/** A rule, and where its value is in the task definition. */
interface Rule {
  readonly rule: Value;
  readonly at: Path;
}

/** @param containers how many the task has: the one of the service is the first, and the others follow by their names */
export function overridesIn(rules: Value, containers: number): Overrides {
  const data = { containerDefinitions: Array.from({ length: containers }, (): Members => ({})) };
  const read = partsOf(rules).map((rule) => ({ rule, at: placed(data, rule) }));
  for (const { logConfiguration: logs } of data.containerDefinitions)
    if (isMap(logs)) Object.assign(logs, { logDriver: 'awslogs', ...logs });
  return {
    task: rootOf({ ...rules.source, format: 'task-definition', data, rewrites: new Map() }),
    rules: read.flatMap(({ rule, at }) => ('because' in at ? [] : [{ rule, at }])),
    refused: read.flatMap(({ rule, at }) => ('because' in at ? [{ rule, reason: at }] : [])),
  };
}

/** What is done to a value of the manifest that a rule gives another one. */
export const overridden = 'taskdef_overrides says another value';

/** What the rules say counts instead of what the manifest says elsewhere. */
export function putOverrides({ task, rules, refused }: Overrides, names: readonly string[], target: Target): void {
  const { draft } = target;
  for (const { rule, reason } of refused) target.leave(rule, reason);
  if (rules.length === 0) return;
  const before = [...draft.members];
  const containers = partsOf(within(task, 'containerDefinitions'));
  const called = new Map(names.map((name, i) => [name, i === 0 ? String(target.path[1]) : name]));
  putTaskOver(task, target.from(0));
  for (const [i, container] of containers.entries()) {
    const name = i === 0 ? undefined : names[i];
    putContainerOver(container, name === undefined ? target : target.in('containers', name), called);
  }
  const added = draft.members.filter((it) => !before.includes(it));
  for (const old of before) if (added.some((it) => isSamePlace(it, old))) draft.replace(old, overridden);
  const carried = rulesOf(task, rules, [...added.flatMap(({ from }) => from), ...draft.held.map(({ from }) => from)]);
  for (const rule of carried) target.hold(within(rule, 'path'));
  draft.relocate(task.source, (value) => rules.flatMap((it) => ofRule(value, it, carried.has(it.rule))));
}

/** The rules of which something is in the config, or holds. */
const rulesOf = ({ source }: Value, rules: readonly Rule[], from: readonly Value[]): ReadonlySet<Value> =>
  new Set(
    rules
      .filter(({ at }) => from.some((it) => it.source === source && (isWithin(it.path, at) || isWithin(at, it.path))))
      .map(({ rule }) => rule),
  );

/** The part of a rule that a value of the task definition is from: all of it where nothing of the rule has a place. */
function ofRule(value: Value, { rule, at }: Rule, isCarried: boolean): Value[] {
  if (isWithin(at, value.path)) return [isCarried ? within(rule, 'value') : rule];
  if (!isWithin(value.path, at)) return [];
  return [isCarried ? value.path.slice(at.length).reduce<Value>(asWritten, within(rule, 'value')) : rule];
}

/** A member of a value as CloudFormation writes it: `SoftLimit`. */
const asWritten = (whole: Value, segment: string | number): Value =>
  partsOf(whole).find((it) => nameOf(it) === String(segment) || lowered(nameOf(it)) === segment) ??
  within(whole, segment);

interface Members {
  [member: string]: unknown;
}

/** Puts the value of a rule where its path leads. @returns that path as ECS has it, or why there is none */
function placed(data: Members, rule: Value): Path | Reason {
  const segments = plainText(within(rule, 'path').value ?? '')
    .split('.')
    .map((it) => /^([\w-]+)(?:\[(\d+|-)\])?$/.exec(it));
  const path: (string | number)[] = [];
  let inside: Members = data;
  for (const [i, segment] of segments.entries()) {
    if (!segment) return unread;
    const [, written = '', index] = segment;
    const name = hasOwnNames(path) ? written : lowered(written);
    const isLast = i === segments.length - 1;
    path.push(name);
    if (index === undefined) {
      if (isLast) inside[name] = asEcsHas(within(rule, 'value').value, path);
      else inside = mapIn(inside, name);
      continue;
    }
    const list = listIn(inside, name);
    const at = index === '-' ? list.length : madeByCopilot.includes(name) ? list.length - 1 : Number(index);
    if (at < 0) return ofCopilot;
    if (at > list.length || (name === 'containerDefinitions' && at === list.length)) return unread;
    path.push(at);
    if (isLast) list[at] = asEcsHas(within(rule, 'value').value, path);
    else inside = list[at] = isMap(list[at]) ? { ...list[at] } : {};
  }
  return path;
}

function mapIn(whole: Members, name: string): Members {
  const found = whole[name];
  return (whole[name] = isMap(found) ? { ...found } : {}) as Members;
}
function listIn(whole: Members, name: string): unknown[] {
  const found = whole[name];
  return (whole[name] = Array.isArray(found) ? [...(found as unknown[])] : []) as unknown[];
}

/** Copilot has entries in these that no manifest numbers, so a number is taken for that of the entry that a rule has added. */
const madeByCopilot = ['portMappings', 'environment', 'secrets', 'mountPoints', 'volumes', 'dependsOn'];

/** Maps whose names are those of the user, or of a driver. */
const hasOwnNames = (path: Path): boolean =>
  ['options', 'dockerLabels', 'driverOpts', 'labels'].includes(String(path.at(-1)));

/** CloudFormation begins the names of members with a capital letter, and ECS does not. */
const lowered = (name: string): string => `${name.slice(0, 1).toLowerCase()}${name.slice(1)}`;

function asEcsHas(value: unknown, path: Path): unknown {
  if (Array.isArray(value)) return value.map((it, i) => asEcsHas(it, [...path, i]));
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([written, it]) => {
      const name = hasOwnNames(path) ? written : lowered(written);
      return [name, asEcsHas(it, [...path, name])];
    }),
  );
}

const unread = {
  because: 'its path leads to no part of a task definition that is known here',
  instead: 'write what it changes into the config',
};
const ofCopilot = {
  because: 'it changes an entry of a list that Copilot makes, and the manifest does not say which one that is',
  instead: 'write what the entry is to be into the config',
};
