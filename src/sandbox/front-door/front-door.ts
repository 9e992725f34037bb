import type { Way } from '../../hops.js';
import type { Name } from '../../path/facts.js';
import { follow } from '../../path/follow.js';
import type { Request } from '../../path/request.js';
import type { Senders } from '../../aws/services.js';
import { contextOf } from '../context.js';
import type { Context, Service } from '../service.js';
import { plainTextResponse, type WireRequest, type WireResponse } from '../wire/message.js';
import type { Answerer } from '../processes/processes.js';
import type { World } from '../world.js';
import { writeApiAccess } from './api-access-log.js';
import { corsHeaders } from './cors.js';
import { directSenders } from './direct-senders.js';
import { factsOfRegion } from './facts-of-region.js';
import { addressHeader, hostAt, hostMeant, isOfFrontDoor, type Host } from './host.js';
import { responseTo, type Region } from './response.js';
import { addressesOf, hostnamesOf, waysInto, type WaysIn } from './ways-in.js';

interface Parts {
  readonly world: World;
  readonly services: readonly Service[];
  /** Lets time pass up to now. */
  advance(): void;
  /** The world is another one than what is saved. */
  changed(): void;
  /** What answers at a port of a container. */
  answererOf(taskArn: string, container: string, port: number): Promise<Answerer>;
}

/** What was answered, and the way that the request has gone; without one where its name leads nowhere. */
export interface Travelled {
  readonly response: WireResponse;
  readonly way?: Way | undefined;
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
  async answer(given: WireRequest): Promise<Travelled | undefined> {
    const { [addressHeader]: to, ...headers } = given.headers;
    const request = { ...given, headers };
    const { host: asked = '' } = headers;
    for (const region of this.#regions()) {
      const ways = await waysInto(this.#sendersIn(region));
      const host = to === undefined ? hostMeant(asked, hostnamesOf(ways)) : hostAt(to, asked, addressesOf(ways));
      if (!host) continue;
      this.#parts.advance();
      const senders = this.#sendersIn(region);
      const facts = await factsOfRegion(senders, { ...ways, names: [...namesLeading(host, ways), ...ways.names] });
      const isApi = ways.apis.some(({ name }) => name === host.name);
      const changing = () => {
        this.#parts.changed();
        return this.#contextIn(region);
      };
      const { answererOf } = this.#parts;
      return answered({ senders, facts, changing, answererOf }, requestAs(request, host, isApi), request);
    }
    if (to !== undefined || !isOfFrontDoor(asked)) return undefined;
    const why = `no API and no load balancer of the sandbox is called ${asked}: it is gone, or another stack has it`;
    return { response: plainTextResponse(404, why) };
  }

  #regions(): ReadonlySet<string> {
    const { world } = this.#parts;
    return new Set(['apigatewayv2/apis', 'elbv2/load-balancers'].flatMap((it) => world.regionsWith(it)));
  }

  #sendersIn(region: string): Senders {
    return directSenders(this.#parts.services, this.#contextIn(region));
  }

  #contextIn(region: string): Context {
    const { world, services } = this.#parts;
    return contextOf(world, services, region);
  }
}

/** What a client has gone by that has connected to another name than it asks for. */
const namesLeading = ({ name, address = name }: Host & { readonly address?: string }, { names }: WaysIn): Name[] =>
  address === name ? [] : [{ Name: name, Target: names.find((it) => it.Name === address)?.Target ?? address }];

/** The request as it would be made on AWS. */
function requestAs({ method, path, query, headers }: WireRequest, host: Host, isApi: boolean): Request {
  const isHttps = isApi || headers['x-forwarded-proto'] === 'https' || host.port === '443';
  const url = new URL(`${isHttps ? 'https' : 'http'}://${host.name}${host.port ? `:${host.port}` : ''}${path}`);
  url.search = query.toString();
  return { method, url, headers: { ...headers, host: host.name } };
}

async function answered(region: Region, request: Request, sent: WireRequest): Promise<Travelled> {
  const { facts } = region;
  const way = follow(request, facts);
  const api = facts.apis.find(({ ApiId }) => way.hops.some(({ at, id }) => at === 'api' && id === ApiId));
  const response = await responseTo(way, region, request, sent);
  if (api) writeApiAccess(region.changing(), { apiId: api.ApiId, way, sent, response });
  const isPreflight = way.ending.is === 'answered' && way.ending.by === 'api' && way.ending.status === 204;
  const cors = corsHeaders(api?.CorsConfiguration, sent.headers['origin'], isPreflight);
  return { way, response: { ...response, headers: { ...response.headers, ...cors } } };
}
