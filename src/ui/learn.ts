import type { Edit, Lab } from '../learn/lab.js';
import { shellWord } from '../shell-word.js';
import { wrapped } from './prose.js';
import type { Colors } from './terminal.js';
import { padEnd, widest } from './text.js';

/** What `provision learn` says of all labs, and of one besides its beginning and its checks. */

export interface LearnLook {
  readonly width: number;
  readonly colors: Colors;
}

interface Row extends Pick<Lab, 'name' | 'title' | 'topic' | 'difficulty'> {
  readonly begun?: string | undefined;
  readonly solved?: string | undefined;
}

/** The labs by topic, each with how far it is. */
export function listLines(rows: readonly Row[], current: string | undefined, { width, colors }: LearnLook): string[] {
  const names = widest(rows.map(({ name }) => name));
  const topics = [...new Set(rows.map(({ topic }) => topic))];
  const mark = ({ name, begun, solved }: Row) => {
    if (solved !== undefined) return colors.green('✓');
    return name === current || begun !== undefined ? colors.yellow('…') : ' ';
  };
  const done = rows.filter(({ solved }) => solved !== undefined).length;
  return [
    ...topics.flatMap((topic) => [
      colors.bold(topic),
      ...rows
        .filter((it) => it.topic === topic)
        .flatMap((it) =>
          wrapped(`  ${mark(it)} ${padEnd(it.name, names)}  ${it.title} (${it.difficulty})`, width, names + 4),
        ),
    ]),
    '',
    ...wrapped(`${done} of ${rows.length} done. Begin one: provision learn start ${rows[0]?.name ?? ''}`, width),
  ];
}

/** One hint, and how many there are. */
export function hintLines(
  { text, number, of }: { readonly text: string; readonly number: number; readonly of: number },
  { width, colors }: LearnLook,
): string[] {
  const next =
    number < of
      ? 'provision learn hint has the next one.'
      : 'That was the last one. provision learn reveal shows ways to repair it.';
  return [colors.bold(`Hint ${number} of ${of}`), ...wrapped(text, width, 0), '', ...wrapped(next, width)];
}

export interface Revealed {
  readonly lab: Lab;
  readonly directory: string;
  readonly repairs: readonly {
    readonly says: string;
    readonly edits?: readonly Edit[];
    readonly commands: readonly (readonly string[])[];
  }[];
}

/** All repairs that the lab knows, as they would be typed. There are others. */
export function revealLines({ lab, directory, repairs }: Revealed, { width, colors }: LearnLook): string[] {
  return [
    ...wrapped(`${lab.name}: ways to repair it. Each one is enough, and there are others.`, width).map(colors.bold),
    ...repairs.flatMap(({ says, edits, commands }, at) => [
      '',
      ...wrapped(`${at + 1}. ${says}.`, width, 3),
      ...(edits ?? []).flatMap((it) => editLines(it)),
      ...(edits ? [`   cd ${shellWord(directory)} && provision up --sandbox`] : []),
      ...commands.flatMap((lines) => lines.map((line) => `   ${line}`)),
    ]),
    '',
    ...wrapped(
      'The aws commands need the world served: provision sandbox, in the directory of the lab. Then, in their shell:',
      width,
    ),
    '  export AWS_ACCESS_KEY_ID=sandbox AWS_SECRET_ACCESS_KEY=sandbox AWS_DEFAULT_REGION=us-east-1',
    '  export AWS_ENDPOINT_URL=http://127.0.0.1:4566',
  ];
}

const editLines = ({ from, to }: Edit): string[] => [
  '   provision.yaml:',
  ...from.split('\n').map((line) => `   - ${line}`),
  ...to.split('\n').map((line) => `   + ${line}`),
];
