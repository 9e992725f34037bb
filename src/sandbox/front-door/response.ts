import type { Senders } from '../../aws/services.js';
import type { Dropped, Way } from '../../hops.js';
import type { Facts } from '../../path/facts.js';
import { locationOf } from '../../path/redirect.js';
import type { Request } from '../../path/request.js';
import type { Context } from '../service.js';
import { containerPrinted } from '../services/ecs/task/container-output.js';
import { plainTextResponse, type WireRequest, type WireResponse } from '../wire/message.js';
import { accessLine } from './access-line.js';
import { ofApi, ofBalancer } from './aws-answers.js';
import { passOn } from '../processes/pass-on.js';
import type { Answerer } from '../processes/processes.js';
import { standIn, type Arrived } from './stand-in.js';

/** A region of the world, and what requests meet in it. */
export interface Region {
  readonly senders: Senders;
  readonly facts: Facts;
  /** At the present moment, for what is written into the world. */
  changing(): Context;
  /** What answers at a port of a container. */
  answererOf(taskArn: string, container: string, port: number): Promise<Answerer>;
}

/** What a client gets at the end of the way of its request. */
export async function responseTo(way: Way, region: Region, request: Request, sent: WireRequest): Promise<WireResponse> {
  const { hops, ending } = way;
  if (ending.is === 'dropped') return droppedResponse(way, ending);
  if (ending.by === 'task') {
    const container = hops.findLast(({ at }) => at === 'container')?.id;
    if (container !== undefined) {
      const arrived = { taskArn: ending.id, container, at: ending.address ?? '' };
      return (await ofRunning(way, region, { arrived, request, sent })) ?? ofStandIn(region, arrived, sent);
    }
    return plainTextResponse(
      501,
      `the request has arrived at ${ending.id}, and the sandbox does not know what listens there`,
    );
  }
  if (ending.by === 'api')
    return ending.status === undefined
      ? plainTextResponse(501, `the integration leads out of the sandbox: ${ending.why}`)
      : { status: ending.status, headers: {}, body: '' };
  const rules = region.facts.loadBalancers.flatMap(({ listeners }) => listeners.flatMap((it) => it.rules));
  const action = rules.find(({ RuleArn }) => RuleArn === ending.id)?.Actions[0];
  const status = ending.status ?? 200;
  if (action?.Type === 'redirect') {
    const page = ofBalancer(status);
    return { ...page, headers: { ...page.headers, location: locationOf(action.Location, request) } };
  }
  const type = action?.ContentType ?? 'text/plain';
  return {
    status,
    headers: { server: 'awselb/2.0', 'content-type': `${type}; charset=utf-8` },
    body: action?.MessageBody ?? '',
  };
}

/** A request that has come to a container, as it was sent and as AWS would have it. */
interface Coming {
  readonly arrived: Arrived;
  readonly request: Request;
  readonly sent: WireRequest;
}

/**
 * What runs on this machine in the place of a container answers.
 * @returns undefined where a stand-in answers
 */
async function ofRunning({ hops }: Way, region: Region, coming: Coming): Promise<WireResponse | undefined> {
  const { taskArn, container } = coming.arrived;
  const answerer = await region.answererOf(taskArn, container, Number(coming.arrived.at.split(':').at(-1)));
  if (answerer.is === 'stand-in') return undefined;
  const by = hops.some(({ at }) => at === 'listener') ? asBalancer : asApi;
  const answer =
    answerer.is === 'silent'
      ? 'broken'
      : await passOn(coming.sent, { ...by.passing(coming.request), port: answerer.port });
  const { headers, ...response } = typeof answer === 'string' ? by[answer]() : answer;
  const told = { 'x-sandbox-task': taskArn, 'x-sandbox-answered-by': answerer.by };
  return {
    ...response,
    headers: { ...headers, ...told, ...(answerer.is === 'silent' && { 'x-sandbox-why': answerer.why }) },
  };
}

/** From where all requests of the sandbox come. */
const client = '127.0.0.1';

/**
 * How a load balancer passes requests on; the timeout is its default.
 * Sources: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html,
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
 */
const asBalancer = {
  broken: () => ofBalancer(502),
  late: () => ofBalancer(504),
  passing: ({ url }: Request) => ({
    timeoutMs: 60_000,
    headers: {
      ...{ host: url.host, 'x-forwarded-for': client, 'x-forwarded-proto': url.protocol.slice(0, -1) },
      'x-forwarded-port': url.port || (url.protocol === 'https:' ? '443' : '80'),
    },
  }),
};
/**
 * How an HTTP API does. That it adds `Forwarded`, and its statuses, are believed.
 * Source of its timeout: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
 */
const asApi = {
  broken: () => ofApi(502),
  late: () => ofApi(503),
  passing: ({ url }: Request) => ({
    timeoutMs: 30_000,
    headers: { host: url.host, forwarded: `for=${client};host=${url.host};proto=https` },
  }),
};

async function ofStandIn({ senders, changing }: Region, arrived: Arrived, sent: WireRequest): Promise<WireResponse> {
  const { taskArn, container } = arrived;
  const response = await standIn(senders, arrived, sent);
  const context = changing();
  containerPrinted(context, { taskArn, container, lines: [accessLine(sent, response, context.now)] });
  return response;
}

/** What AWS answers where it answers anything; else what the client would see, in words. */
function droppedResponse({ hops }: Way, { at, id, why, seen, repair }: Dropped): WireResponse {
  const last = hops.findLast((it) => it.at === 'api' || it.at === 'listener');
  const of = typeof seen === 'number' ? (last?.at === 'listener' ? ofBalancer(seen) : ofApi(seen)) : undefined;
  const response =
    of ??
    plainTextResponse(
      504,
      [
        `On AWS nothing answers here: ${whatIsSeen[String(seen)] ?? seen}.`,
        `${at} ${id}: ${why}`,
        `To change: ${repair}`,
      ].join('\n'),
    );
  return {
    ...response,
    headers: { ...response.headers, 'x-sandbox-dropped-at': `${at} ${id}`, 'x-sandbox-why': headerText(why) },
  };
}

const whatIsSeen: { readonly [seen: string]: string } = {
  'no-such-host': 'the name leads nowhere',
  timeout: 'a client waits until it gives up',
  refused: 'the connection is refused',
};

/** Headers take no letters beyond ASCII, and no line ends. */
const headerText = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?');
