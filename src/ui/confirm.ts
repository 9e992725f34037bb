import { createInterface } from 'node:readline/promises';
import type { Action } from '../events.js';
import { counted, idText, nounOf } from '../nouns.js';
import type { Colors, Out } from './terminal.js';
import { listed, oneLine } from './text.js';

/** What `up` or `down` is about to do. */
export interface Proposal {
  readonly command: 'up' | 'down';
  readonly stack: string;
  readonly account: string;
  readonly region: string;
  /** Absent for AWS's own endpoints. */
  readonly endpoint?: string;
  readonly changes: readonly Change[];
  /** What else will be done, in a line. */
  readonly note?: string;
  /** What it costs, in a sentence. */
  readonly cost?: string;
}

export interface Change {
  readonly action: Action;
  /** The noun. */
  readonly resource: string;
  /** What AWS calls it, where it is there. */
  readonly id?: unknown;
}

/** The proposal in lines: where, then what is done to how many of each noun, then what it costs. */
export function proposalLines(proposal: Proposal, colors: Colors): string[] {
  const { command, stack, account, region, endpoint, changes, note, cost } = proposal;
  const where = [`account ${account}`, region, endpoint].filter(Boolean).join(', ');
  const known = Object.keys(futures) as Action[];
  const actions = known.filter((action) => changes.some((change) => change.action === action));
  return [
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
}

const futures: Readonly<Partial<Record<Action, string>>> = {
  create: 'create', update: 'change', replace: 'replace', delete: 'delete',
};

/** `  2 subnets`, in the order in which each noun first comes up. */
function groups(changes: readonly Change[]): string[] {
  const counts = new Map<string, number>();
  for (const { resource } of changes) counts.set(resource, (counts.get(resource) ?? 0) + 1);
  const width = Math.max(...[...counts.values()].map((count) => String(count).length));
  return [...counts].map(([resource, count]) => {
    const what = `${' '.repeat(width - String(count).length)}${counted(count, nounOf(resource))}`;
    const lost = losses(changes.filter((change) => change.resource === resource));
    return `  ${what}${lost ? `, with ${lost}` : ''}`;
  });
}

/** What people have put into a thing, and what goes with it. */
const contents: Readonly<Record<string, string>> = { 'ecr-repository': 'all images in' };

/** `all images in shop/web, shop/api`; undefined where nothing of value is deleted. */
function losses(changes: readonly Change[]): string | undefined {
  const lost = changes.filter(({ action, resource }) => action === 'delete' && contents[resource]);
  const [first] = lost;
  if (!first) return undefined;
  const names = lost.flatMap(({ id }) => (id === undefined ? [] : [oneLine(idText(id) ?? '')]));
  return `${contents[first.resource]} ${names.length > 0 ? listed(names, lost.length) : 'it'}`;
}

/** The question itself says what nobody could bring back. */
function questionFor({ changes }: Proposal): string {
  const lost = losses(changes);
  return `${lost ? `This deletes ${lost}. ` : ''}Go ahead? [y/N] `;
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
export async function confirm(proposal: Proposal, { stdin, stdout, colors }: Asking): Promise<Answer> {
  stdout.write(proposalLines(proposal, colors).map((line) => `${line}\n`).join(''));
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
    const answer = await lines.question(questionFor(proposal), { signal: ending.signal });
    return /^y(es)?$/i.test(answer.trim()) ? 'yes' : 'no';
  } catch (error) {
    if (!ending.signal.aborted) throw error;
    stdout.write('\n');
    return interrupted ? 'interrupted' : 'no';
  } finally {
    lines.close();
  }
}
