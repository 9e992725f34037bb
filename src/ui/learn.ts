import type { Exposure } from '../learn/exposure.js';
import type { Edit, Lab } from '../learn/lab.js';
import type { LabProgress } from '../learn/progress.js';
import type { ServiceState } from '../learn/services.js';
import type { Asked, Seen, Verdict } from '../learn/verdict.js';
import type { Estimate } from '../prices/estimate.js';
import { shellWord } from '../shell-word.js';
import { rough, whole } from './money.js';
import { printable } from './printable.js';
import { wrapped } from './prose.js';
import { answerText } from './request.js';
import type { Colors } from './terminal.js';
import { padEnd, widest } from './text.js';
import { seenText, traceLines } from './trace.js';

/** What `provision learn` says. */

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

export interface Started {
  readonly lab: Lab;
  readonly directory: string;
  readonly asked: readonly Asked[];
  readonly services: readonly ServiceState[];
}

/** The story, what a client sees, and how to work. */
export function startLines({ lab, directory, asked, services }: Started, look: LearnLook): string[] {
  const { width, colors } = look;
  return [
    ...wrapped(`${lab.name}: ${lab.title} (${lab.topic}, ${lab.difficulty})`, width).map(colors.bold),
    '',
    ...wrapped(lab.story, width, 0),
    '',
    colors.bold('What a client sees'),
    ...asked.flatMap((it) => symptomLines(it, look)),
    ...services.filter(({ isSteady }) => !isSteady).flatMap((it) => serviceLines(it, look)),
    '',
    colors.bold('What you have'),
    ...workLines(directory, asked[0], look),
    '',
    ...wrapped('Repair it, then: provision learn check. Where you are stuck: provision learn hint.', width),
  ];
}

/** As the client sees it: what only the sandbox says of the reason is left out. */
export function symptomLines({ request, url, answer, way }: Asked, { width, colors }: LearnLook): string[] {
  const { ending } = way;
  const { method } = request;
  const origin = request.origin === undefined ? [] : [`  Origin: ${request.origin}`];
  const title = [...wrapped(`${method} ${url}`, width - 2).map((line) => `  ${line}`), ...origin];
  if (ending.is === 'dropped' && typeof ending.seen !== 'number')
    return [...title, `  ${colors.red(`The client sees ${seenText(ending.seen)}.`)}`];
  if (answer.is === 'unanswered') return [...title, `  ${colors.red(answer.why)}`];
  const headers = answer.headers.filter(([name]) => /^(content-type|access-control-|location|server)/i.test(name));
  const shown = answerText({ type: 'request', method, url, answer: { ...answer, headers } }, { width, colors });
  const [, ...rest] = shown.trimEnd().split('\n');
  return [...title, ...rest.filter((line) => line !== '').map((line) => `  ${line}`)];
}

function serviceLines({ name, desired, running, why }: ServiceState, { width, colors }: LearnLook): string[] {
  const said = why === undefined ? '' : ` ECS says: ${printable(why)}`;
  return wrapped(`  ECS runs ${running} of ${desired} tasks of ${name}.${said}`, width).map(colors.red);
}

function workLines(directory: string, asked: Asked | undefined, { width }: LearnLook): string[] {
  const port = 4566;
  const local = asked && localUrl(asked.url, port);
  const rows = [
    [`cd ${shellWord(directory)}`, 'the world of this lab alone; nothing of it is on AWS, and nothing costs anything'],
    [`provision request ${asked?.request.path ?? '/'} --sandbox`, 'ask again; where it fails, this tells the hop as well, and what to change'],
    ['provision up --sandbox', 'bring the stack to what provision.yaml says, which you may change'],
    ['provision sandbox', `serve the world on port ${port}, in another terminal; then:`],
    [`aws --endpoint-url http://127.0.0.1:${port} ecs list-tasks --cluster shop`, ''],
    [`curl -i ${local ?? ''}`, ''],
  ] as const;
  return rows.flatMap(([command, says]) => [
    `  ${command}`,
    ...(says === '' ? [] : wrapped(`      # ${says}`, width, 2)),
  ]);
}

/** Under `localhost`, as the sandbox answers it without DNS. */
function localUrl(url: string, port: number): string {
  const { hostname, pathname } = new URL(url);
  const [first = '', second] = hostname.split('.');
  const kind = second === 'execute-api' ? 'execute-api' : 'elb';
  return `http://${first}.${kind}.localhost:${port}${pathname}`;
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

export interface Checked {
  readonly lab: Lab;
  readonly seen: Seen & { readonly opened: readonly Exposure[] };
  readonly verdict: Verdict;
  readonly cost: Estimate;
  readonly progress: LabProgress;
}

/** Whether the lab is solved: if so, what there is to learn; else where requests stop. */
export function checkLines(checked: Checked, look: LearnLook): string[] {
  const { lab, seen, verdict } = checked;
  const { width, colors } = look;
  const why = verdict.why.flatMap((it) => wrapped(`  - ${printable(it)}`, width));
  switch (verdict.is) {
    case 'solved':
      return [...seen.asked.flatMap((it) => wayLines(it, look)), '', ...solvedLines(checked, look)];
    case 'hidden':
      return [
        ...wrapped(`${lab.name} is not solved: requests are answered, but what is wrong is only hidden.`, width).map(
          colors.yellow,
        ),
        ...why,
        '',
        ...wrapped('Take that back and repair the cause. provision learn reset begins again.', width),
      ];
    case 'broken':
      return [
        ...seen.asked.flatMap((it) => wayLines(it, look)),
        '',
        ...wrapped(`${lab.name} is not solved.`, width).map(colors.red),
        ...why,
        '',
        ...wrapped('provision learn hint says where to look.', width),
      ];
  }
}

/** The hops, without what to change: that is the learner's to find. */
function wayLines({ request, url, way }: Asked, { width, colors }: LearnLook): string[] {
  const lines = traceLines({ type: 'trace', method: request.method, url, ...way }, { width, colors });
  return lines.filter((line) => !line.startsWith('What to change:'));
}

function solvedLines({ lab, cost, progress }: Checked, { width, colors }: LearnLook): string[] {
  const { hints, checks, isRevealed = false } = progress;
  const used = `${hints} of ${lab.hints.length} hints, ${checks} ${checks === 1 ? 'check' : 'checks'}${isRevealed ? ', and the repairs were revealed' : ''}`;
  return [
    ...wrapped(`${lab.name} is solved. (${used}.)`, width).map(colors.green),
    '',
    ...wrapped(lab.lesson, width, 0),
    '',
    ...wrapped(costText(cost), width, 0),
    '',
    ...lab.explain.flatMap((noun) => wrapped(`More: provision explain ${noun}`, width)),
    ...lab.sources,
  ];
}

const hoursOfWeekend = 60;

/** AWS bills what exists. */
function costText({ perHour, perMonth, lines }: Estimate): string {
  const dearest = lines.toSorted((a, b) => b.perHour - a.perHour)[0];
  const most = dearest ? `, most of it for: ${dearest.item}` : '';
  return (
    `On AWS this stack is billed about ${rough(perHour)} an hour (${whole(perMonth)} a month${most}), whether requests arrive or not. ` +
    `Broken over a weekend of ${hoursOfWeekend} hours, it would have cost ${rough(perHour * hoursOfWeekend)} and served nobody.`
  );
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
      'The aws commands need the world served (provision sandbox, in the directory of the lab) and AWS_ENDPOINT_URL=http://127.0.0.1:4566.',
      width,
    ),
  ];
}

const editLines = ({ from, to }: Edit): string[] => [
  '   provision.yaml:',
  ...from.split('\n').map((line) => `   - ${line}`),
  ...to.split('\n').map((line) => `   + ${line}`),
];
