import { createInterface } from 'node:readline/promises';
import type { Action } from '../events.js';
import { counted, idText, displayName } from '../display-names.js';
import { printable } from './printable.js';
import { proseWidth, wrapped } from './prose.js';
import type { Colors, Out } from './terminal.js';
import { listed, oneLine } from './text.js';

/** What a command is about to do. */
export interface Proposal {
  readonly command: 'up' | 'down' | 'pause' | 'resume';
  readonly stack: string;
  readonly account: string;
  readonly region: string;
  /** Absent for AWS's own endpoints. */
  readonly endpoint?: string;
  readonly changes: readonly Change[];
  /** One line about what else will be done. */
  readonly note?: string;
  /** One sentence about the cost. */
  readonly cost?: string;
}

export interface Change {
  readonly action: Action;
  /** The noun. */
  readonly resource: string;
  /** Its id in AWS, if it exists. */
  readonly id?: unknown;
}

/** The proposal in lines: where, then what is done to how many of each noun, then what it costs. */
export function proposalLines(proposed: Proposal, colors: Colors, width: number): string[] {
  const { command, stack, account, region, endpoint, changes, note, cost } = printable(proposed);
  const where = [`account ${account}`, region, endpoint].filter(Boolean).join(', ');
  const known = Object.keys(futures) as Action[];
  const actions = known.filter((action) => changes.some((change) => change.action === action));
  const lines = [
    `${colors.bold(`${command} ${stack}`)} in ${where}`,
    ...actions.flatMap((action) => {
      const its = changes.filter((change) => change.action === action);
      const loud = action === 'delete' || action === 'replace' ? colors.red : colors.green;
      return ['', `${loud(`will ${futures[action]}`)} ${counted(its.length, 'resource')}:`, ...groups(its)];
    }),
    ...(note ? ['', oneLine(note)] : []),
    ...(cost ? ['', oneLine(cost)] : []),
    '',
  ];
  return lines.flatMap((line) => wrapped(line, width));
}

const futures: Readonly<Partial<Record<Action, string>>> = {
  create: 'create',
  update: 'change',
  replace: 'replace',
  delete: 'delete',
};

/** `  2 subnets`, in the order in which each noun first comes up. */
function groups(changes: readonly Change[]): string[] {
  const counts = new Map<string, number>();
  for (const { resource } of changes) counts.set(resource, (counts.get(resource) ?? 0) + 1);
  const width = Math.max(...[...counts.values()].map((count) => String(count).length));
  return [...counts].map(([resource, count]) => {
    const what = `${' '.repeat(width - String(count).length)}${counted(count, displayName(resource))}`;
    const lost = losses(changes.filter((change) => change.resource === resource));
    return `  ${what}${lost ? `, with ${lost}` : ''}`;
  });
}

/** Content that people have put into a resource and that is deleted with it. */
const contents: Readonly<Record<string, string>> = { 'ecr-repository': 'all images in' };

/** `all images in shop/web, shop/api`; undefined where nothing of value is deleted. */
function losses(changes: readonly Change[]): string | undefined {
  const lost = changes.filter(({ action, resource }) => action === 'delete' && Object.hasOwn(contents, resource));
  const [first] = lost;
  if (!first) return undefined;
  const names = lost.flatMap(({ id }) => (id === undefined ? [] : [oneLine(idText(id) ?? '')]));
  return `${contents[first.resource]} ${names.length > 0 ? listed(names, lost.length) : 'it'}`;
}

/** The question names what nobody could restore. */
function questionFor({ changes }: Proposal, width: number): string {
  const lost = losses(changes);
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
