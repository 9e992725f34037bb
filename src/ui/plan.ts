import { stringify } from 'yaml';
import type { Plan, PlannedCall, PlannedStep } from '../plan.js';
import { isChange } from '../plan.js';
import { unknownsIn } from './changed-value.js';
import { partsOfPlan, type Areas } from './plan-areas.js';
import { beneathStep, stepHead, type StepLook } from './plan-step.js';
import { planTotals } from './plan-totals.js';
import type { Colors } from './terminal.js';
import { fit, widest } from './text.js';
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
  /** By noun: the part that it is shown in. */
  readonly areas: Areas;
}

/** What `provision plan` prints: a block for each step with a change, in parts where there are many, then the counts. */
export function planText(planned: Plan, look: PlanLook): string[] {
  const plan = printable(planned);
  const shown = plan.steps.filter((step) => isChange(step) || step.added || step.note !== undefined);
  const stepLook = { ...look, unknowns: unknownsIn(plan.steps) };
  const nameWidth = widest(shown.map(({ step }) => step));
  const blocks = partsOfPlan(shown, look.areas).flatMap(({ title, steps }, at) => [
    ...(title === undefined ? [] : [...(at > 0 && !look.hasCalls ? [''] : []), look.colors.bold(title)]),
    ...steps.flatMap((step) => blockOf(step, nameWidth, stepLook)),
  ]);
  return [...blocks, ...(blocks.length > 0 && !look.hasCalls ? [''] : []), ...planTotals(plan, look)];
}

function blockOf(step: PlannedStep, nameWidth: number, look: StepLook & Pick<PlanLook, 'hasCalls'>): string[] {
  const { colors, columns, hasCalls } = look;
  const names = step.calls.length > 0 ? [colors.dim(fit(`    ${namesOf(step.calls)}`, columns))] : [];
  const calls = hasCalls ? [...step.calls.flatMap((call) => callBlock(call, colors)), ''] : names;
  return [stepHead(step, nameWidth, look), ...beneathStep(step, look), ...calls];
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

/**
 * The plan for `--json`: a `step` event for each step, then the `call` events that `up` would emit for it.
 * @param time ISO 8601
 */
export const planJson = ({ steps }: Plan, time: string): string[] =>
  steps.flatMap(({ step, resource, action, calls, ...rest }) => [
    jsonLine({ type: 'step', time, step, resource, state: 'planned', action, ...rest }),
    ...calls.map((call) => jsonLine({ type: 'call', time, ...call, durationMs: 0, planned: true })),
  ]);
