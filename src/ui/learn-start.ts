import type { Lab } from '../learn/lab.js';
import type { ServiceState } from '../learn/services.js';
import type { Asked } from '../learn/verdict.js';
import { shellWord } from '../shell-word.js';
import type { LearnLook } from './learn.js';
import { printable } from './printable.js';
import { wrapped } from './prose.js';
import { answerText } from './request.js';
import { seenText } from './trace.js';

/** How a lab begins. */

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
    [
      `provision request ${asked?.request.path ?? '/'} --sandbox`,
      'ask again; where it fails, this tells the hop as well, and what to change',
    ],
    ['provision up --sandbox', 'bring the stack to what provision.yaml says, which you may change'],
    ['provision sandbox --sandbox-speed instant', `serve the world on port ${port}, in another terminal; then:`],
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
