import { displayName, shortId } from '../display-names.js';
import type { TraceEvent } from '../events.js';
import type { Dropped, Hop } from '../hops.js';
import { printable } from './printable.js';
import { wrapped } from './prose.js';
import type { Colors } from './terminal.js';
import { padEnd, widest } from './text.js';

interface Look {
  readonly width: number;
  readonly colors: Colors;
  /** `false`: what to change is left to the reader to find. */
  readonly tellsRepair?: boolean;
}

/**
 * The way of a request as a person would tell it: a line for each hop, and where it ends. Where it is dropped, what the client sees,
 * and what to change.
 * @returns lines, at most `width` columns wide as far as ids allow
 */
export function traceLines(given: Omit<TraceEvent, 'time'>, look: Look): string[] {
  const { width, colors } = look;
  const { hops, ending, ...asked } = printable(given);
  const nouns = widest([...hops, ...(ending.is === 'dropped' ? [ending] : [])].map(({ at }) => displayName(at)));
  const line = (mark: string, { at, id, why }: Pick<Hop, 'at' | 'id' | 'why'>, rule?: string): string[] => {
    const by = rule === undefined ? '' : ` (${rule})`;
    return wrapped(`  ${mark} ${padEnd(displayName(at), nouns)}  ${idOf(id)} ${why}${by}`, width, nouns + 6);
  };
  return [
    ...wrapped(headingOf(asked), width).map(colors.bold),
    ...hops.flatMap((hop) => line(colors.green('✓'), hop, hop.rule)),
    ...(ending.is === 'dropped'
      ? [...line(colors.red('✗'), ending), '', ...droppedLines(ending, look)]
      : ['', ...wrapped(answeredText(ending), width).map(colors.green)]),
  ];
}

/** `GET https://…`, `GET http://…, from web`, `web → ecr.api` */
function headingOf({ method, url, from, to }: Pick<TraceEvent, 'method' | 'url' | 'from' | 'to'>): string {
  if (to !== undefined) return `${from ?? ''} → ${to}`;
  return `${method ?? ''} ${url ?? ''}${from === undefined ? '' : `, from ${from}`}`;
}

/** Of an ARN with names and ids in a row, the last one: `listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2`. */
const idOf = (id: string): string => {
  const short = shortId(id) ?? id;
  return short.split('/').length > 2 ? (short.split('/').at(-1) ?? short) : short;
};

function droppedLines({ seen, repair }: Dropped, { width, tellsRepair = true }: Look): string[] {
  const what = tellsRepair ? wrapped(`What to change: ${repair}.`, width) : [];
  return [...wrapped(`The client sees ${seenText(seen)}.`, width), ...what];
}

export function seenText(seen: Dropped['seen']): string {
  switch (seen) {
    case 'no-such-host':
      return 'that the name cannot be resolved';
    case 'timeout':
      return 'nothing, until it gives up waiting';
    case 'refused':
      return 'that the connection is refused';
    default:
      return `HTTP status ${seen}`;
  }
}

function answeredText(ending: Exclude<TraceEvent['ending'], Dropped>): string {
  if (ending.by === 'aws-service' || ending.by === 'internet') return `The way there is open: ${ending.why}.`;
  const who = { task: 'a task', 'load-balancer': 'the load balancer', api: 'the API' }[ending.by];
  const status = ending.status === undefined ? '' : ` with status ${ending.status}`;
  return `Answered by ${who}${status}: ${ending.why}.`;
}
