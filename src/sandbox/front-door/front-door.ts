import type { Dropped, Way } from '../../hops.js';
import type { Facts } from '../../path/facts.js';
import { follow } from '../../path/follow.js';
import { locationOf } from '../../path/redirect.js';
import type { Request } from '../../path/request.js';
import type { Senders } from '../../aws/services.js';
import { contextOf } from '../context.js';
import type { Service } from '../service.js';
import { plainTextResponse, type WireRequest, type WireResponse } from '../wire/message.js';
import type { World } from '../world.js';
import { ofApi, ofBalancer } from './aws-answers.js';
import { corsHeaders } from './cors.js';
import { directSenders } from './direct-senders.js';
import { factsOfRegion } from './facts-of-region.js';
import { hostMeant, isOfFrontDoor, type Host } from './host.js';
import { standIn } from './stand-in.js';
import { hostnamesOf, waysInto } from './ways-in.js';

interface Parts {
  readonly world: World;
  readonly services: readonly Service[];
  /** Lets time pass up to now. */
  advance(): void;
}

/** What was answered, and the way that the request has gone; without one where its name leads nowhere. */
export interface Travelled {
  readonly response: WireResponse;
  readonly way?: Way | undefined;
}

/** A region of the world, and what requests meet in it. */
interface Region {
  readonly senders: Senders;
  readonly facts: Facts;
}

/**
 * Takes the requests that are not for AWS but for what runs on it: to the names of APIs and load balancers of the world, as AWS
 * gives them or under `localhost`, and to names of the stack's own. It answers what AWS would: the way of a request is that of
 * `provision trace`.
 */
export class FrontDoor {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Time passes for a request that is for something of the world, and for no other.
   * @returns undefined where the host names nothing of the world, so the request may be for AWS
   */
  async answer(request: WireRequest): Promise<Travelled | undefined> {
    const asked = request.headers['host'] ?? '';
    for (const region of this.#regions()) {
      const ways = await waysInto(this.#sendersIn(region));
      const host = hostMeant(asked, hostnamesOf(ways));
      if (!host) continue;
      this.#parts.advance();
      const senders = this.#sendersIn(region);
      const facts = await factsOfRegion(senders, ways);
      const isApi = ways.apis.some(({ name }) => name === host.name);
      return answered({ senders, facts }, requestAs(request, host, isApi), request);
    }
    if (!isOfFrontDoor(asked)) return undefined;
    const why = `no API and no load balancer of the sandbox is called ${asked}: it is gone, or another stack has it`;
    return { response: plainTextResponse(404, why) };
  }

  #regions(): ReadonlySet<string> {
    const { world } = this.#parts;
    return new Set(['apigatewayv2/apis', 'elbv2/load-balancers'].flatMap((it) => world.regionsWith(it)));
  }

  #sendersIn(region: string): Senders {
    const { world, services } = this.#parts;
    return directSenders(services, contextOf(world, services, region));
  }
}

/** The request as it would be made on AWS. */
function requestAs({ method, path, query, headers }: WireRequest, host: Host, isApi: boolean): Request {
  const isHttps = isApi || headers['x-forwarded-proto'] === 'https' || host.port === '443';
  const url = new URL(`${isHttps ? 'https' : 'http'}://${host.name}${host.port ? `:${host.port}` : ''}${path}`);
  url.search = query.toString();
  return { method, url, headers: { ...headers, host: host.name } };
}

async function answered({ senders, facts }: Region, request: Request, sent: WireRequest): Promise<Travelled> {
  const way = follow(request, facts);
  const api = facts.apis.find(({ ApiId }) => way.hops.some(({ at, id }) => at === 'api' && id === ApiId));
  const response = await responseTo(way, { senders, facts }, request, sent);
  const isPreflight = way.ending.is === 'answered' && way.ending.by === 'api' && way.ending.status === 204;
  const cors = corsHeaders(api?.CorsConfiguration, sent.headers['origin'], isPreflight);
  return { way, response: { ...response, headers: { ...response.headers, ...cors } } };
}

async function responseTo(
  way: Way,
  { senders, facts }: Region,
  request: Request,
  sent: WireRequest,
): Promise<WireResponse> {
  const { hops, ending } = way;
  if (ending.is === 'dropped') return droppedResponse(way, ending);
  if (ending.by === 'task') {
    const container = hops.findLast(({ at }) => at === 'container')?.id;
    if (container !== undefined)
      return standIn(senders, { taskArn: ending.id, container, at: ending.address ?? '' }, sent);
    return plainTextResponse(
      501,
      `the request has arrived at ${ending.id}, and the sandbox does not know what listens there`,
    );
  }
  if (ending.by === 'api')
    return ending.status === undefined
      ? plainTextResponse(501, `the integration leads out of the sandbox: ${ending.why}`)
      : { status: ending.status, headers: {}, body: '' };
  const rules = facts.loadBalancers.flatMap(({ listeners }) => listeners.flatMap((it) => it.rules));
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
