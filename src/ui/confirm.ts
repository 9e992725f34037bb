import { createInterface } from 'node:readline/promises';
import type { Action } from '../events.js';
import { counted } from '../display-names.js';
import type { Plan } from '../plan.js';
import { byNoun, lossesOf, type NamedResource } from './by-noun.js';
import type { Areas } from './plan-areas.js';
import { planBrief } from './plan-brief.js';
import { printable } from './printable.js';
import { proseWidth, wrapped } from './prose.js';
import type { Colors, Out } from './terminal.js';
import { oneLine } from './text.js';

/** What a command is about to do. */
export interface Proposal {
  readonly command: 'up' | 'down' | 'pause' | 'resume' | 'rollback';
  readonly stack: string;
  readonly account: string;
  readonly region: string;
  /** Absent for AWS's own endpoints. */
  readonly endpoint?: string;
  /** A plan is shown as it is; of anything else, what is done to which resources. */
  readonly what: { readonly plan: Plan; readonly areas: Areas } | { readonly changes: readonly ProposedChange[] };
  /** One line about what else will be done. */
  readonly note?: string;
  /** One sentence about the cost. */
  readonly cost?: string;
}

export interface ProposedChange extends NamedResource {
  readonly action: Action;
}

/** The proposal in lines: where, then what is done, then what it costs. */
export function proposalLines(proposed: Proposal, colors: Colors, width: number): string[] {
  const { command, stack, account, region, endpoint, note, cost } = printable({ ...proposed, what: undefined });
  const where = [`account ${account}`, region, endpoint].filter(Boolean).join(', ');
  const said = (text: string | undefined) => (text ? ['', ...wrapped(oneLine(text), width)] : []);
  return [
    ...wrapped(`${colors.bold(`${command} ${stack}`)} in ${where}`, width),
    ...('plan' in proposed.what
      ? ['', ...planBrief(proposed.what.plan, { stack, width, colors, areas: proposed.what.areas })]
      : changesByNoun(printable(proposed.what.changes), colors, width)),
    ...said(note),
    ...said(cost),
    '',
  ];
}

const futures: Readonly<Partial<Record<Action, string>>> = {
  create: 'create',
  update: 'change',
  replace: 'replace',
  delete: 'delete',
};

function changesByNoun(changes: readonly ProposedChange[], colors: Colors, width: number): string[] {
  const known = Object.keys(futures) as Action[];
  const actions = known.filter((action) => changes.some((change) => change.action === action));
  return actions.flatMap((action) => {
    const its = changes.filter((change) => change.action === action);
    const color = action === 'delete' || action === 'replace' ? colors.red : colors.green;
    const head = `${color(`will ${futures[action]}`)} ${counted(its.length, 'resource')}:`;
    return ['', ...wrapped(head, width), ...byNoun(its, { indent: 2, width })];
  });
}

/** The question names what nobody could restore. */
function questionFor({ what }: Proposal, width: number): string {
  const lost = lossesOf(printable('plan' in what ? what.plan.steps : what.changes));
  return `${wrapped(`${lost ? `This deletes ${lost}. ` : ''}Go ahead? [y/N]`, width, 0).join('\n')} `;
}

export type Answer = 'yes' | 'no' | 'interrupted';

export interface Asking {
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: Out;
  readonly colors: Colors;
}

/**
 * Shows the proposal and asks. Anything but `y` or `yes` means no: Enter, Ctrl-C and the end of input too.
 * Call only where there is a person: on a terminal and without `--json`.
 */
export async function confirm(proposal: Proposal, asking: Asking): Promise<Answer> {
  const width = proseWidth(asking.stdout);
  return ask(proposalLines(proposal, asking.colors, width), questionFor(proposal, width - 2), asking);
}

/** Shows lines and asks a question that is answered with yes or no, as `confirm` does. */
export async function ask(
  shown: readonly string[],
  question: string,
  { stdin, stdout }: Omit<Asking, 'colors'>,
): Promise<Answer> {
  stdout.write(shown.map((line) => `${line}\n`).join(''));
  const ending = new AbortController();
  const lines = createInterface({ input: stdin, output: stdout, terminal: stdout.isTTY === true });
  // Without a listener Ctrl-C would leave the question pending for ever, as the end of input does.
  let interrupted = false;
  lines
    .on('SIGINT', () => {
      interrupted = true;
      ending.abort();
    })
    .on('close', () => ending.abort());
  try {
    const answer = await lines.question(question, { signal: ending.signal });
    return /^y(es)?$/i.test(answer.trim()) ? 'yes' : 'no';
  } catch (error) {
    if (!ending.signal.aborted) throw error;
    stdout.write('\n');
    return interrupted ? 'interrupted' : 'no';
  } finally {
    lines.close();
  }
}
