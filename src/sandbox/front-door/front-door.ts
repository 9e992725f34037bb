import { all } from '../../all.js';
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
import { hostMeant, isOfFrontDoor } from './host.js';
import { standIn } from './stand-in.js';

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
  readonly #parts: { readonly world: World; readonly services: readonly Service[] };

  constructor(parts: { readonly world: World; readonly services: readonly Service[] }) {
    this.#parts = parts;
  }

  /**
   * @returns undefined where the host names nothing of the world, so the request may be for AWS
   */
  async answer(request: WireRequest): Promise<WireResponse | undefined> {
    const asked = request.headers['host'] ?? '';
    for (const region of await this.#regions()) {
      const host = hostMeant(asked, namesIn(region.facts));
      if (!host) continue;
      const isHttps = request.headers['x-forwarded-proto'] === 'https' || isOfApi(region.facts, host.name);
      const scheme = isHttps || host.port === '443' ? 'https' : 'http';
      const query = request.query.size > 0 ? `?${request.query.toString()}` : '';
      const url = new URL(`${scheme}://${host.name}${host.port ? `:${host.port}` : ''}${request.path}${query}`);
      const headers = { ...request.headers, host: host.name };
      return answered(region, { method: request.method, url, headers }, request);
    }
    return isOfFrontDoor(asked)
      ? plainTextResponse(
          404,
          `no API and no load balancer of the sandbox is called ${asked}: it is gone, or another stack has it`,
        )
      : undefined;
  }

  async #regions(): Promise<Region[]> {
    const { world, services } = this.#parts;
    const regions = new Set(['apigatewayv2/apis', 'elbv2/load-balancers'].flatMap((it) => world.regionsWith(it)));
    return all(
      [...regions].map(async (region) => {
        const senders = directSenders(services, contextOf(world, services, region));
        return { senders, facts: await factsOfRegion(senders) };
      }),
    );
  }
}

const namesIn = ({ apis, loadBalancers, names }: Facts): string[] => [
  ...apis.map(({ ApiEndpoint }) => new URL(ApiEndpoint).hostname),
  ...loadBalancers.map(({ DNSName }) => DNSName.toLowerCase()),
  ...names.map(({ Name }) => Name),
];
const isOfApi = ({ apis }: Facts, name: string): boolean =>
  apis.some(({ ApiEndpoint }) => new URL(ApiEndpoint).hostname === name);

async function answered({ senders, facts }: Region, request: Request, sent: WireRequest): Promise<WireResponse> {
  const way = follow(request, facts);
  const api = facts.apis.find(({ ApiId }) => way.hops.some(({ at, id }) => at === 'api' && id === ApiId));
  const response = await responseTo(way, { senders, facts }, request, sent);
  const isPreflight = way.ending.is === 'answered' && way.ending.by === 'api' && way.ending.status === 204;
  const cors = corsHeaders(api?.CorsConfiguration, sent.headers['origin'], isPreflight);
  return { ...response, headers: { ...response.headers, ...cors } };
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
