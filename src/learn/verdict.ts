import { displayName, shortId } from '../display-names.js';
import type { RequestEvent } from '../events.js';
import type { Way } from '../hops.js';
import type { Exposure } from './exposure.js';
import type { LabRequest } from './lab.js';
import type { ServiceState } from './services.js';

/** A request of a lab: what came back, and the way that it takes. */
export interface Asked {
  readonly request: LabRequest;
  readonly url: string;
  readonly answer: RequestEvent['answer'];
  readonly way: Way;
}
/** What was looked at. */
export interface Seen {
  readonly asked: readonly Asked[];
  readonly services: readonly ServiceState[];
  /** What is open now and was not when the lab began. */
  readonly opened: readonly Exposure[];
  /** What the lab asked to keep, and was given up. */
  readonly givenUp?: string | undefined;
}
/** `hidden`: requests are answered, and what is wrong is not put right. */
export interface Verdict {
  readonly is: 'solved' | 'hidden' | 'broken';
  /** Why it does not count, in sentences. */
  readonly why: readonly string[];
  /** Whether it may become better without any change: tasks that start, targets whose health is not known yet. */
  readonly mayChange: boolean;
}

/** Judges by what there is alone, whoever has done what. */
export function verdictOn({ asked, services, opened, givenUp }: Seen): Verdict {
  const dropped = asked.flatMap(brokenText);
  const stopped = services.flatMap(unsteadyText);
  const hidden = [
    ...asked.flatMap(besideText),
    ...opened.map(({ says }) => says),
    ...(givenUp === undefined ? [] : [givenUp]),
  ];
  const why = [...dropped, ...hidden, ...stopped];
  if (why.length === 0) return { is: 'solved', why, mayChange: false };
  if (dropped.length === 0 && hidden.length > 0) return { is: 'hidden', why: hidden, mayChange: false };
  return { is: 'broken', why, mayChange: mayChange(asked, services) };
}

const say = ({ request: { method, path, origin } }: Asked): string =>
  `${method} ${path}${origin === undefined ? '' : ` from a page of ${origin}`}`;

/** It is dropped, or a browser does not hand the answer to the page. */
function brokenText(it: Asked): string[] {
  const { ending } = it.way;
  if (ending.is === 'dropped')
    return [`${say(it)} is dropped at the ${displayName(ending.at)} ${shortId(ending.id)}: ${ending.why}.`];
  const { origin, service } = it.request;
  if (origin !== undefined && !allowsOrigin(it.answer, origin))
    return [`${say(it)}: the answer does not allow that origin, so the browser keeps it from the page.`];
  const by = taskOf(it.way);
  if (by !== undefined && by !== service) return [`${say(it)} is answered by ${by}, and is meant for ${service}.`];
  return [];
}

/** The container that it comes to; they are called as their services. */
const taskOf = ({ hops, ending }: Way): string | undefined =>
  ending.is === 'answered' && ending.by === 'task' ? hops.findLast(({ at }) => at === 'container')?.id : undefined;

const allowsOrigin = (answer: Asked['answer'], origin: string): boolean =>
  answer.is === 'answered' &&
  answer.headers.some(([name, value]) => name === 'access-control-allow-origin' && (value === '*' || value === origin));

/** A preflight request is the API's to answer; all others are for a task. */
function besideText(it: Asked): string[] {
  const { ending } = it.way;
  if (ending.is === 'dropped' || it.request.origin !== undefined || taskOf(it.way) !== undefined) return [];
  return [
    `${say(it)} is answered (${ending.why}), but by no task of ${it.request.service}: what it should reach is as broken as before.`,
  ];
}

const unsteadyText = ({ name, desired, running, isSteady, why }: ServiceState): string[] =>
  isSteady
    ? []
    : [
        `The service ${name} has ${running} of ${desired} tasks running.${why === undefined ? '' : ` ECS says: ${why}`}`,
      ];

/** At these the way may open by itself, once tasks run and are known. */
const thatChange: readonly string[] = [
  'cloud-map-service',
  'target-group',
  'network-interface',
  'task',
  'container',
  'vpc-link',
  'load-balancer',
];

function mayChange(asked: readonly Asked[], services: readonly ServiceState[]): boolean {
  const endings = asked.map(({ way }) => way.ending);
  const isStuck = endings.some((it) => it.is === 'dropped' && !thatChange.includes(it.at));
  const isWaiting = endings.some((it) => it.is === 'dropped') || services.some((it) => !it.isSteady && it.desired > 0);
  return isWaiting && !isStuck;
}
