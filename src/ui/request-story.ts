import { displayName } from '../display-names.js';
import type { RequestStory } from '../explain/overview.js';
import type { Ending, Hop, HopKind } from '../hops.js';
import type { ExplainedHop } from '../path/missing.js';
import { unreachable } from '../unreachable.js';
import { jsonLine, printable } from './printable.js';
import { wrapped } from './prose.js';
import type { Colors } from './terminal.js';
import { padEnd, widest } from './text.js';
import { seenText } from './trace.js';

interface Look {
  readonly columns: number;
  readonly colors: Colors;
}

/** Whose part of the way a hop is. */
const parts: { readonly [Kind in HopKind]: string } = {
  name: 'name',
  'domain-name': 'HTTP API',
  api: 'HTTP API',
  stage: 'HTTP API',
  route: 'HTTP API',
  integration: 'HTTP API',
  'vpc-link': 'VPC link',
  'cloud-map-service': 'Cloud Map',
  'load-balancer': 'load balancer',
  listener: 'load balancer',
  'listener-rule': 'load balancer',
  'target-group': 'load balancer',
  'security-group': 'network',
  'network-acl': 'network',
  'route-table': 'network',
  'vpc-endpoint': 'network',
  'nat-gateway': 'network',
  'internet-gateway': 'network',
  'network-interface': 'network',
  task: 'task',
  container: 'task',
};

/** `GET /shop at a.example.com` */
export function requestText(story: RequestStory): string {
  const { method, path, host } = printable(story);
  return `${method} ${path}${host === undefined ? '' : ` at ${host}`}`;
}

/** A request in short: a paragraph for each part of the way. */
export function shortStoryLines(story: RequestStory, { columns, colors }: Look): string[] {
  const { hops, ending } = printable(story);
  const groups: { part: string; texts: string[] }[] = [];
  for (const hop of hops) {
    const text = shortText(hop);
    if (text === undefined) continue;
    const last = groups.at(-1);
    if (last?.part === parts[hop.at]) last.texts.push(text);
    else groups.push({ part: parts[hop.at], texts: [text] });
  }
  const width = widest(groups.map(({ part }) => part));
  return [
    ...groups.flatMap(({ part, texts }) =>
      wrapped(`  ${colors.cyan(padEnd(part, width))}  ${texts.join('; ')}`, columns, width + 2),
    ),
    ...wrapped(`  ${endingText(ending)}`, columns),
  ];
}

/** Of a hop what a story needs. A rule of a security group says by its name what it does. @returns undefined for what goes without saying */
function shortText(hop: Hop): string | undefined {
  const { at, id, why, rule } = hop;
  switch (at) {
    case 'security-group':
      return rule === undefined || isMadeUp(rule)
        ? `${id} ${why}`
        : `${rule} lets it ${/ out to /.test(why) ? 'out' : 'in'}`;
    case 'route-table':
    case 'network-interface':
      return undefined;
    case 'route':
      return `route ${rule ?? id}`;
    case 'listener-rule':
      return hopText(hop);
    case 'stage':
      return `stage ${id}`;
    case 'api':
    case 'vpc-link':
    case 'load-balancer':
      return isMadeUp(id) ? why : id;
    default:
      return hopText(hop);
  }
}

/** A request hop by hop, each with what the client would see without it. */
export function storyLines(story: RequestStory, { columns, colors }: Look): string[] {
  const { hops, ending, unnoticed } = printable(story);
  const lines = (hop: ExplainedHop, mark: string) => [
    ...wrapped(`${mark} ${displayName(hop.at)}: ${hopText(hop)}`, columns, 4),
    ...wrapped(`    ${missingText(hop.missing, ending)}`, columns, 0).map(colors.dim),
  ];
  return [
    ...wrapped(`${requestText(story)}, hop by hop, in a rehearsal: nothing was sent`, columns).map(colors.bold),
    ...hops.flatMap((hop, index) => lines(hop, padEnd(`${index + 1}.`, 3))),
    ...wrapped(endingText(ending), columns).map(colors.bold),
    ...(unnoticed.length > 0
      ? [
          '',
          ...wrapped('It also needs what nobody notices while it is there:', columns).map(colors.bold),
          ...unnoticed.flatMap((hop) => lines(hop, '-  ')),
        ]
      : []),
  ];
}

/** What was passed and why, by the names that steps have. An id that AWS has made up tells nothing, and is left out. */
function hopText({ at, id, why, rule }: Hop): string {
  const name = isMadeUp(id) ? '' : `${id} `;
  const by = rule === undefined || isMadeUp(rule) ? '' : ` (${at === 'listener-rule' ? `priority ${rule}` : rule})`;
  return `${name}${why}${by}`;
}

const isMadeUp = (id: string): boolean =>
  /[0-9a-f]{8}|^\$\{|^arn:/.test(id) || (/^[a-z0-9]{6,12}$/.test(id) && /\d/.test(id));

function endingText(ending: Ending): string {
  switch (ending.is) {
    case 'answered':
      return `Answered by ${answerers[ending.by]}${statusText(ending.status)}: ${ending.why}.`;
    case 'dropped':
      return `Dropped: ${ending.why}. The client sees ${seenText(ending.seen)}.`;
    default:
      return unreachable(ending);
  }
}

const answerers: { readonly [By in Extract<Ending, { is: 'answered' }>['by']]: string } = {
  ...{ task: 'a task', 'load-balancer': 'the load balancer', api: 'the API' },
  ...{ 'aws-service': 'a service of AWS', internet: 'a host on the internet' },
};
const statusText = (status: number | undefined): string => (status === undefined ? '' : ` with status ${status}`);

/** What is different for the client, as the model of the way tells it. */
function missingText(missing: Ending | undefined, ending: Ending): string {
  if (!missing) return 'It cannot be missing: AWS lets nobody delete it.';
  switch (missing.is) {
    case 'dropped':
      if (ending.is === 'dropped' && ending.why === missing.why)
        return 'If this were missing, it would end there all the same.';
      return `If this were missing, the client would see ${seenText(missing.seen)}: ${missing.why}.`;
    case 'answered':
      if (ending.is === 'answered' && ending.by === missing.by && ending.status === missing.status)
        return 'If this were missing, the client would notice nothing: something else lets it pass.';
      return `If this were missing, the client would see an answer of ${answerers[missing.by]}${statusText(missing.status)}: ${missing.why}.`;
    default:
      return unreachable(missing);
  }
}

/** The same as data. @param time ISO 8601 */
export const requestJson = (story: RequestStory, time: string): string =>
  jsonLine({ type: 'lesson', of: 'request', time, ...story });
