import { counted, displayName, shortId } from '../display-names.js';
import type { Added, Drift, StatusReport, StatusRow, StatusState } from '../status.js';
import { changeLines } from './changes.js';
import { wrapped } from './prose.js';
import type { Colors } from './terminal.js';
import { fit, oneLine, padEnd, widest } from './text.js';
import { jsonLine, printable } from './printable.js';

export interface StatusLook {
  /** The width of the table, whose cells are cut; `Infinity` to cut none. */
  readonly columns: number;
  /** The width at which sentences are broken. */
  readonly width: number;
  readonly colors: Colors;
  readonly ellipsis?: string;
}

/**
 * What `provision status` prints: stack, account and region; one line for each resource with its drift beneath; the counts.
 * @returns lines: rows of the table at most `columns` wide, sentences at most `width`
 */
export function statusTable(found: StatusReport, { columns, width, colors, ellipsis = '…' }: StatusLook): string[] {
  const report = printable(found);
  const { rows } = report;
  const at = columnsOf(rows, columns);
  const cut = (text: string, room: number, position: 'end' | 'middle') =>
    padEnd(fit(text, room, ellipsis, position), room);
  const lines = rows.flatMap((row) => {
    const cells = [
      colorOf[row.state](colors)(padEnd(row.state, at.state)),
      cut(row.step, at.step, 'middle'),
      cut(displayName(row.type), at.noun, 'end'),
      colors.dim(fit(oneLine(shortId(row.id) ?? ''), at.id, ellipsis, 'middle')),
    ];
    return [cells.join('  ').trimEnd(), ...beneath(row, width, colors)];
  });
  const where = [report.stack, `account ${report.account}`, report.region, report.endpoint].filter(Boolean).join('  ');
  return [...wrapped(where, width).map(colors.bold), '', ...lines, '', ...totals(rows, width, colors)];
}

/** The widths of the columns. The id gets what is left; step and noun are cut if a row does not fit. */
function columnsOf(rows: readonly StatusRow[], columns: number) {
  const state = widest(rows.map((row) => row.state));
  const all = [
    rows.map((row) => row.step),
    rows.map((row) => displayName(row.type)),
    rows.map(({ id }) => shortId(id) ?? ''),
  ];
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
  paused: ({ dim }) => dim,
  drifted: ({ yellow }) => yellow,
  opened: ({ yellow }) => yellow,
  unrecorded: ({ yellow }) => yellow,
  missing: ({ red }) => red,
  broken: ({ red }) => red,
};

function beneath({ detail, drift = [], shown = [], added = [] }: StatusRow, width: number, colors: Colors): string[] {
  const said = (lines: readonly string[]) => lines.flatMap((line) => wrapped(`    ${line}`, width));
  const differing = (lead: string, them: readonly Drift[]) =>
    them.length === 0
      ? []
      : [
          ...said([lead]),
          ...changeLines(
            them.flatMap(({ changes }) => changes),
            6,
            { width, colors },
          ),
        ];
  return [
    ...said(detail ? [oneLine(detail)] : []),
    ...differing('as recorded → as it is now:', drift),
    ...differing('as asked for → as AWS shows it:', shown),
    ...said(added.map(addedText)),
  ];
}

/** `added by somebody: ingress tcp 22 from 0.0.0.0/0; up takes it away: …` */
export const addedText = ({ description, opens }: Added): string =>
  `added by somebody: ${oneLine(description)}; ${opens === undefined ? 'it opens nothing, so it stays' : `up takes it away: ${opens}`}`;

function totals(rows: readonly StatusRow[], width: number, { green, yellow }: Colors): string[] {
  const count = (state: StatusState) => rows.filter((row) => row.state === state).length;
  if (rows.length === 0) return ['Nothing is recorded for this stack.'];
  if (count('ok') === rows.length) return [green(`In sync: ${counted(rows.length, 'resource')}.`)];
  if (count('ok') + count('paused') === rows.length)
    return [green(`In sync: ${counted(count('ok'), 'resource')}, and ${count('paused')} paused.`)];
  const states: readonly StatusState[] = [
    'ok',
    'pending',
    'deleting',
    'drifted',
    'opened',
    'missing',
    'broken',
    'unrecorded',
    'paused',
  ];
  const counts = states.filter((state) => count(state) > 0).map((state) => `${count(state)} ${state}`);
  return wrapped(`Not in sync: ${counts.join(', ')} of ${counted(rows.length, 'resource')}.`, width).map(yellow);
}

/**
 * The report for `--json`: a `step` event for each resource, with the state that was found.
 * @param time ISO 8601, when the resources were read
 */
export const statusJson = ({ rows }: StatusReport, time: string): string[] =>
  rows.map(({ step, type: resource, ...row }) => jsonLine({ type: 'step', time, step, resource, ...row }));
