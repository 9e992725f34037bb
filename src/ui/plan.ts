import { stringify } from 'yaml';
import { counted, displayName, shortId } from '../display-names.js';
import type { Plan, PlannedAction, PlannedCall, PlannedStep } from '../plan.js';
import { isChange, isItselfChanged } from '../plan.js';
import { unknownsIn, type Unknowns } from './changed-value.js';
import { changeLines } from './changes.js';
import { wrapped } from './prose.js';
import { addedText } from './status.js';
import type { Colors } from './terminal.js';
import { fit, oneLine, padEnd, widest } from './text.js';
import { jsonLine, printable } from './printable.js';

export interface PlanLook {
  readonly stack: string;
  /** The width of rows, which are cut; `Infinity` to cut none. */
  readonly columns: number;
  /** The width at which sentences and changes are broken. */
  readonly width: number;
  readonly colors: Colors;
  /** Whether each call is shown with its full input. */
  readonly hasCalls: boolean;
}

/** What `provision plan` prints: a block for each step with a change, then the counts. */
export function planText(planned: Plan, look: PlanLook): string[] {
  const plan = printable(planned);
  const shown = plan.steps.filter((step) => isChange(step) || step.added);
  const width = widest(shown.map(({ step }) => step));
  const unknowns = unknownsIn(plan.steps);
  const blocks = shown.flatMap((step) => blockOf(step, width, unknowns, look));
  return [...blocks, ...(blocks.length > 0 && !look.hasCalls ? [''] : []), ...totals(plan, look)];
}

const signs: Readonly<Record<PlannedAction, string>> = {
  create: '+',
  update: '~',
  replace: '±',
  delete: '-',
  refused: '!',
  unchanged: ' ',
  look: ' ',
};
const colorOf = (action: PlannedAction, colors: Colors): ((text: string) => string) =>
  ({
    create: colors.green,
    update: colors.yellow,
    replace: colors.yellow,
    delete: colors.red,
    refused: colors.red,
    unchanged: colors.dim,
    look: colors.dim,
  })[action];

function blockOf(step: PlannedStep, width: number, unknowns: Unknowns, look: PlanLook): string[] {
  const { colors, columns, width: most, hasCalls } = look;
  const color = colorOf(step.action, colors);
  const what = [displayName(step.resource), step.why ?? shortId(step.id)].filter(Boolean).join(': ');
  const head = `${color(`${signs[step.action]} ${padEnd(step.step, width)}`)}  ${colors.dim(oneLine(what))}`;
  const reason = step.fixed.length > 0 ? [`replaced: AWS cannot change ${step.fixed.join(', ')} in place`] : [];
  const leftover =
    isItselfChanged(step) || step.calls.length === 0
      ? []
      : ['it stays as it is; what an earlier run has left of it is deleted'];
  const added = [...(step.lacks === undefined ? [] : [oneLine(step.lacks)]), ...(step.added ?? []).map(addedText)];
  const beneath = [...reason, ...leftover, ...added].flatMap((line) => wrapped(`    ${line}`, most));
  const changes = changeLines(step.changes, 4, { width: most, colors, unknowns });
  const names = step.calls.length > 0 ? [colors.dim(fit(`    ${namesOf(step.calls)}`, columns))] : [];
  const calls = hasCalls ? [...step.calls.flatMap((call) => callBlock(call, colors)), ''] : names;
  return [fit(head, columns), ...beneath, ...changes, ...calls];
}

/** `ec2:CreateVpc, ec2:ModifyVpcAttribute ×2` */
function namesOf(calls: readonly PlannedCall[]): string {
  const counts = new Map<string, number>();
  for (const { service, operation } of calls)
    counts.set(`${service}:${operation}`, (counts.get(`${service}:${operation}`) ?? 0) + 1);
  return [...counts].map(([name, count]) => (count > 1 ? `${name} ×${count}` : name)).join(', ');
}

/** A call with its input as YAML, which is easier to read than JSON; `--json` has the input as it is sent. */
function callBlock({ service, operation, input }: PlannedCall, { bold, dim }: Colors): string[] {
  const text = stringify(readable(input), { lineWidth: 0 }).trimEnd();
  return [`    ${bold(`${service}:${operation}`)}`, ...text.split('\n').map((line) => dim(`      ${line}`))];
}

/** The input without its bytes, of which only the number is shown. */
function readable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(readable);
  if (value === null || typeof value !== 'object') return value;
  if (ArrayBuffer.isView(value)) return `(${value.byteLength} bytes)`;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, readable(member)]));
}

function totals({ steps, failures }: Plan, { stack, width, colors }: PlanLook): string[] {
  const count = (action: PlannedAction) => steps.filter((step) => step.action === action).length;
  const calls = steps.flatMap((step) => step.calls).length;
  if (!steps.some(isChange) && failures.length === 0)
    return wrapped(`${stack}: nothing to do, ${counted(count('unchanged'), 'resource')} as configured.`, width).map(
      colors.green,
    );
  const parts = (
    [
      ['create', 'to create'],
      ['update', 'to update'],
      ['replace', 'to replace'],
      ['delete', 'to delete'],
      ['refused', 'refused'],
      ['unchanged', 'unchanged'],
    ] as const
  ).flatMap(([action, words]) => (count(action) > 0 ? [`${count(action)} ${words}`] : []));
  return wrapped(`${colors.bold(`${stack}: ${parts.join(', ')}`)}; ${counted(calls, 'mutating call')}.`, width);
}

/**
 * The plan for `--json`: a `step` event for each step, then the `call` events that `up` would emit for it.
 * @param time ISO 8601
 */
export const planJson = ({ steps }: Plan, time: string): string[] =>
  steps.flatMap(({ step, resource, action, calls, ...rest }) => [
    jsonLine({ type: 'step', time, step, resource, state: 'planned', action, ...rest }),
    ...calls.map((call) => jsonLine({ type: 'call', time, ...call, durationMs: 0, planned: true })),
  ]);
