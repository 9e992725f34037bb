import type { Change } from './changes.js';
import { memberOf } from './list-rules.js';
import { partsOf } from './member-path.js';
import type { Plan } from './plan.js';
import type { Drift, StatusRow } from './status.js';

/**
 * The values of environment variables, which people and their CI show around with a plan. They are shown only where that is
 * asked for; their names always are. What a secret says is never known here, only its ARN.
 */

/** What stands in the place of a value that is not shown. */
export const hiddenValue = '***';

/** The member of a container, or of what is overridden of one, that has its variables; and that of the arguments of a build. */
const isOfVariables = (member: string): boolean => member === 'environment' || member === 'buildArgs';

/**
 * What variables of this machine have given to the config, as `--token=hunter2`, with what is written there: `--token=${TOKEN}`.
 */
export type GivenTexts = ReadonlyMap<string, string>;

/** The members of a container that reach its program, and what looks at it, as they are. */
const textMembers = ['command', 'entryPoint', 'dockerLabels', 'healthCheck'];

/** What an option of a log driver says, other than those of awslogs, may be the key of a service that takes lines. */
const logMember = 'logConfiguration';
const isShownOption = (name: string): boolean => /^(?:awslogs-.*|mode|max-buffer-size)$/.test(name);

/** The same data, of which no variable has its value. @param given what variables of this machine have given to the config */
export const withoutVariables = <T>(value: T, given: GivenTexts = new Map()): T => asWritten(hidden(value), given) as T;

function hidden(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || value instanceof Date) return value;
  if (Array.isArray(value)) return value.map(hidden);
  return Object.fromEntries(
    Object.entries(value).map(([member, it]) => [
      member,
      isOfVariables(member) ? variablesIn(it) : member === logMember ? logsIn(it) : hidden(it),
    ]),
  );
}

/** A list of names and values, or a map of them. Of anything else nothing is shown. */
function variablesIn(value: unknown): unknown {
  if (Array.isArray(value))
    return value.map((it) => (typeof memberOf(it, 'name') === 'string' ? { ...it, value: hiddenValue } : hiddenValue));
  if (typeof value !== 'object' || value === null) return hiddenValue;
  return Object.fromEntries(Object.keys(value).map((name) => [name, hiddenValue]));
}

function logsIn(value: unknown): unknown {
  const options = memberOf(value, 'options');
  return options === undefined ? hidden(value) : { ...(hidden(value) as object), options: optionsIn(options) };
}

function optionsIn(options: unknown): unknown {
  if (typeof options !== 'object' || options === null) return hiddenValue;
  return Object.fromEntries(
    Object.entries(options).map(([name, it]) => [name, isShownOption(name) ? (it as unknown) : hiddenValue]),
  );
}

/** What of a log configuration is shown, by the rest of the path to it. */
function partOfLogs(value: unknown, [member, name]: readonly (string | undefined)[]): unknown {
  if (value === undefined || (member !== undefined && member !== 'options')) return value;
  if (member === undefined) return logsIn(value);
  return name === undefined ? optionsIn(value) : isShownOption(name) ? value : hiddenValue;
}

/**
 * The same change; of a variable of the environment only what was done to it, and what a variable of this machine gives as it is
 * written. What such a text is changed from, or to, was given so as well: it is not shown at all.
 */
export function changeWithoutVariables({ path, from, to }: Change, given: GivenTexts = new Map()): Change {
  const parts = partsOf(path);
  const logs = parts.indexOf(logMember);
  if (logs >= 0) {
    const rest = parts.slice(logs + 1);
    return { path, from: partOfLogs(from, rest), to: partOfLogs(to, rest) };
  }
  const at = parts.findIndex(isOfVariables);
  if (at < 0) {
    const isText = parts.some((it) => textMembers.includes(it));
    const [before, after] = [withoutVariables(from), withoutVariables(to)].map((it) => asWritten(it, given, isText));
    return { path, from: hiddenBeside(before, after, given), to: hiddenBeside(after, before, given) };
  }
  const instead = (value: unknown) =>
    value === undefined ? undefined : at === parts.length - 1 ? variablesIn(value) : hiddenValue;
  return { path, from: instead(from), to: instead(to) };
}

/** The same where it is not known what variables have given: nothing that reaches a program is shown. */
export function changeWithoutTexts(change: Change): Change {
  const isText = partsOf(change.path).some((it) => textMembers.includes(it));
  const { path, from, to } = changeWithoutVariables(change);
  const instead = (value: unknown) => (value === undefined ? undefined : hiddenValue);
  return isText ? { path, from: instead(from), to: instead(to) } : { path, from, to };
}

/** The same data, with what is written in the config in the place of what variables of this machine give there. */
function asWritten(value: unknown, given: GivenTexts, isText = false): unknown {
  if (given.size === 0) return value;
  if (typeof value === 'string') return (isText && given.get(value)) || value;
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || value instanceof Date) return value;
  if (Array.isArray(value)) return value.map((it) => asWritten(it, given, isText));
  return Object.fromEntries(
    Object.entries(value).map(([name, it]) => [name, asWritten(it, given, isText || textMembers.includes(name))]),
  );
}

/** Of a text or a list, what the other side has not, where that has something that a variable gives. */
function hiddenBeside(value: unknown, other: unknown, given: GivenTexts): unknown {
  const written = new Set(given.values());
  const others = [other].flat();
  if (!others.some((it) => typeof it === 'string' && written.has(it))) return value;
  const shown = (it: unknown) => (typeof it !== 'string' || others.includes(it) || written.has(it) ? it : hiddenValue);
  return Array.isArray(value) ? value.map(shown) : shown(value);
}

/** The same plan: no variable has its value, neither in what differs nor in a call. */
export const planWithoutVariables = (plan: Plan, given: GivenTexts = new Map()): Plan => ({
  ...plan,
  steps: plan.steps.map((step) => ({
    ...step,
    changes: step.changes.map((it) => changeWithoutVariables(it, given)),
    calls: step.calls.map((call) => ({ ...call, input: withoutVariables(call.input, given) })),
  })),
});

/** The same row of `status`. */
export const rowWithoutVariables = ({ drift, shown, ...row }: StatusRow): StatusRow => ({
  ...row,
  ...(drift && { drift: drift.map(driftWithoutVariables) }),
  ...(shown && { shown: shown.map(driftWithoutVariables) }),
});

function driftWithoutVariables({ member, recorded, live, changes }: Drift): Drift {
  const { from, to } = changeWithoutVariables({ path: member, from: recorded, to: live });
  return { member, recorded: from, live: to, changes: changes.map((it) => changeWithoutVariables(it)) };
}
