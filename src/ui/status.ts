import { counted, nounOf, shortId } from '../nouns.js';
import type { Drift, StatusReport, StatusRow, StatusState } from '../status.js';
import type { Colors } from './terminal.js';
import { fit, oneLine, padEnd, widest } from './text.js';

export interface StatusLook {
  readonly columns: number;
  readonly colors: Colors;
  readonly ellipsis?: string;
}

/**
 * What `provision status` prints: where, one line for each resource with its drift beneath, the counts last.
 * @returns lines; of the table none is wider than `columns`
 */
export function statusTable(report: StatusReport, { columns, colors, ellipsis = '…' }: StatusLook): string[] {
  const { rows } = report;
  const at = columnsOf(rows, columns);
  const cut = (text: string, width: number, position: 'end' | 'middle') =>
    padEnd(fit(text, width, ellipsis, position), width);
  const lines = rows.flatMap((row) => {
    const cells = [
      colorOf[row.state](colors)(padEnd(row.state, at.state)),
      cut(row.step, at.step, 'middle'),
      cut(nounOf(row.type), at.noun, 'end'),
      colors.dim(fit(oneLine(shortId(row.id) ?? ''), at.id, ellipsis, 'middle')),
    ];
    return [cells.join('  ').trimEnd(), ...beneath(row, columns, ellipsis)];
  });
  const where = [report.stack, `account ${report.account}`, report.region, report.endpoint].filter(Boolean).join('  ');
  return [fit(colors.bold(where), columns, ellipsis), '', ...lines, '', totals(rows, colors)];
}

/** The id gets what is left; where not all of it fits, the others give way. */
function columnsOf(rows: readonly StatusRow[], columns: number) {
  const state = widest(rows.map((row) => row.state));
  const all = [rows.map((row) => row.step), rows.map((row) => nounOf(row.type)), rows.map(({ id }) => shortId(id) ?? '')];
  const [steps = 0, nouns = 0, ids = 0] = all.map(widest);
  const fits = state + steps + nouns + ids + 6 <= columns;
  const step = fits ? steps : Math.min(steps, Math.floor(columns * 0.35));
  const noun = fits ? nouns : Math.min(nouns, Math.floor(columns * 0.2));
  return { state, step, noun, id: Math.max(0, columns - state - step - noun - 6) };
}

const colorOf: Readonly<Record<StatusState, (colors: Colors) => (text: string) => string>> = {
  ok: ({ green }) => green,
  pending: ({ cyan }) => cyan,
  deleting: ({ cyan }) => cyan,
  drifted: ({ yellow }) => yellow,
  unrecorded: ({ yellow }) => yellow,
  missing: ({ red }) => red,
  broken: ({ red }) => red,
};

function beneath({ detail, drift = [] }: StatusRow, columns: number, ellipsis: string): string[] {
  const lines = [...(detail ? [oneLine(detail)] : []), ...drift.map(driftLine)];
  return lines.map((line) => fit(`    ${line}`, columns, ellipsis));
}

/** `EnableDnsHostnames: recorded true, now false` */
const driftLine = ({ member, recorded, live }: Drift): string =>
  oneLine(`${member}: recorded ${shown(recorded)}, now ${shown(live)}`);
const shown = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));

function totals(rows: readonly StatusRow[], { green, yellow }: Colors): string {
  const count = (state: StatusState) => rows.filter((row) => row.state === state).length;
  if (rows.length === 0) return 'Nothing is recorded for this stack.';
  if (count('ok') === rows.length) return green(`In sync: ${counted(rows.length, 'resource')}.`);
  const states: readonly StatusState[] = ['ok', 'pending', 'deleting', 'drifted', 'missing', 'broken', 'unrecorded'];
  const counts = states.filter((state) => count(state) > 0).map((state) => `${count(state)} ${state}`);
  return yellow(`Not in sync: ${counts.join(', ')} of ${counted(rows.length, 'resource')}.`);
}

/**
 * The same for `--json`: a `step` event a line for each resource, its `state` being what was found.
 * @param time ISO 8601, when it was looked at
 */
export const statusJson = ({ rows }: StatusReport, time: string): string[] =>
  rows.map(({ step, type: resource, ...row }) => JSON.stringify({ type: 'step', time, step, resource, ...row }));
