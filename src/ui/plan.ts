import { stringify } from 'yaml';
import { counted, nounOf, shortId } from '../nouns.js';
import type { Change, Plan, PlannedAction, PlannedCall, PlannedStep } from '../plan.js';
import { isChange } from '../plan.js';
import type { Colors } from './terminal.js';
import { fit, oneLine, padEnd, widest } from './text.js';

export interface PlanLook {
  readonly stack: string;
  readonly columns: number;
  readonly colors: Colors;
  /** Every call with its full input. */
  readonly hasCalls: boolean;
}

/** What `provision plan` prints: one block for each step that something is done for, and what it comes to. */
export function planText(plan: Plan, look: PlanLook): string[] {
  const shown = plan.steps.filter(isChange);
  const width = widest(shown.map(({ step }) => step));
  const blocks = shown.flatMap((step) => blockOf(step, width, look));
  return [...blocks, ...(blocks.length > 0 && !look.hasCalls ? [''] : []), totals(plan, look)];
}

const signs: Readonly<Record<PlannedAction, string>> = {
  create: '+', update: '~', replace: '±', delete: '-', refused: '!', unchanged: ' ', look: ' ',
};
const colorOf = (action: PlannedAction, colors: Colors): ((text: string) => string) =>
  ({ create: colors.green, update: colors.yellow, replace: colors.yellow, delete: colors.red, refused: colors.red, unchanged: colors.dim, look: colors.dim })[action];

function blockOf(step: PlannedStep, width: number, look: PlanLook): string[] {
  const { colors, columns, hasCalls } = look;
  const color = colorOf(step.action, colors);
  const what = [nounOf(step.resource), step.why ?? shortId(step.id)].filter(Boolean).join(': ');
  const head = `${color(`${signs[step.action]} ${padEnd(step.step, width)}`)}  ${colors.dim(oneLine(what))}`;
  const reason = step.fixed.length > 0 ? [`made anew: AWS cannot change ${step.fixed.join(', ')} in place`] : [];
  const beneath = [...reason, ...step.changes.map(changeText)].map((line) => `    ${line}`);
  const names = step.calls.length > 0 ? [colors.dim(fit(`    ${namesOf(step.calls)}`, columns))] : [];
  const calls = hasCalls ? [...step.calls.flatMap((call) => callBlock(call, colors)), ''] : names;
  return [fit(head, columns), ...beneath.map((line) => fit(line, columns)), ...calls];
}

/** `ec2:CreateVpc, ec2:ModifyVpcAttribute ×2` */
function namesOf(calls: readonly PlannedCall[]): string {
  const counts = new Map<string, number>();
  for (const { service, operation } of calls) counts.set(`${service}:${operation}`, (counts.get(`${service}:${operation}`) ?? 0) + 1);
  return [...counts].map(([name, count]) => (count > 1 ? `${name} ×${count}` : name)).join(', ');
}

/** `containers.0.image: "a:1" → "a:2"` */
const changeText = ({ path, from, to }: Change): string => oneLine(`${path}: ${shown(from)} → ${shown(to)}`);
const shown = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));

/** The input in YAML, which has fewer signs to look past; `--json` has it as it is sent. */
function callBlock({ service, operation, input }: PlannedCall, { bold, dim }: Colors): string[] {
  const text = stringify(readable(input), { lineWidth: 0 }).trimEnd();
  return [`    ${bold(`${service}:${operation}`)}`, ...text.split('\n').map((line) => dim(`      ${line}`))];
}

/** Bytes are counted, not shown. */
function readable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(readable);
  if (value === null || typeof value !== 'object') return value;
  if (ArrayBuffer.isView(value)) return `(${value.byteLength} bytes)`;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, readable(member)]));
}

function totals({ steps, failures }: Plan, { stack, colors }: PlanLook): string {
  const count = (action: PlannedAction) => steps.filter((step) => step.action === action).length;
  const calls = steps.flatMap((step) => step.calls).length;
  if (!steps.some(isChange) && failures.length === 0)
    return colors.green(`${stack}: nothing to do, ${counted(count('unchanged'), 'resource')} as wanted.`);
  const parts = ([['create', 'to create'], ['update', 'to update'], ['replace', 'to replace'], ['delete', 'to delete'], ['refused', 'refused'], ['unchanged', 'unchanged']] as const)
    .flatMap(([action, words]) => (count(action) > 0 ? [`${count(action)} ${words}`] : []));
  return `${colors.bold(`${stack}: ${parts.join(', ')}`)}; ${counted(calls, 'mutating call')}.`;
}

/**
 * The same for `--json`: a `step` event for each step, then the `call` events that `up` would emit for it.
 * @param time ISO 8601
 */
export const planJson = ({ steps }: Plan, time: string): string[] =>
  steps.flatMap(({ step, resource, action, calls, ...rest }) => [
    JSON.stringify({ type: 'step', time, step, resource, state: 'planned', action, ...rest }),
    ...calls.map((call) => JSON.stringify({ type: 'call', time, ...call, durationMs: 0, planned: true })),
  ]);
