import type { Service, Wire } from '../service.js';
import { unreachable } from '../../unreachable.js';
import { awsJson } from './aws-json.js';
import { signingScope } from './credential-scope.js';
import { formOf } from './form.js';
import type { WireRequest } from './message.js';
import type { Protocol, WireOperation } from './protocol.js';
import { awsQuery, ec2Query } from './query.js';
import { assertBindings, restJson } from './rest-json.js';
import { isFor, requirements, restXml } from './rest-xml.js';
import { matchRoute, mostLiteralFirst, routeOf } from './route.js';
import { shapeOf, type Structure } from '../../sdk-schema.js';
import { unknownService, type UnknownService } from './unknown-service.js';

/** A service as the wire sees it. */
export interface WireService {
  readonly service: Service;
  readonly protocol: Protocol;
  readonly operations: ReadonlyMap<string, WireOperation>;
  /** The modelled errors, by their names. */
  readonly errors: ReadonlyMap<string, Structure>;
}

/** What the registry has recognised a request as. */
export type Recognised =
  | { readonly is: 'operation'; readonly of: WireService; readonly operation: WireOperation }
  /**
   * An operation that the sandbox does not have, of a service that it has. For REST services `name` is method and path.
   */
  | { readonly is: 'not-implemented'; readonly of: WireService; readonly name: string }
  /** A service that the sandbox does not have. `looked` names the header or parameter that was looked at. */
  | { readonly is: 'unknown-service'; readonly of: UnknownService; readonly looked: string }
  /** A request that no AWS client sends. */
  | { readonly is: 'stranger'; readonly why: string };

/** Everything that can be called, made from the registered services alone: no client is imported for its schemas. */
export class Registry {
  readonly #services: readonly Service[];

  /** @throws Error where two services could not be told apart */
  constructor(services: readonly Service[]) {
    this.#services = services;
    assertDistinct(services.map(({ id }) => id));
    assertDistinct(services.map(({ wire }) => identity(wire)));
  }

  /** Whether there is such an operation, in that service or in any. */
  has(operation: string, service?: string): boolean {
    return this.#services.some((it) => (!service || it.id === service) && wireService(it).operations.has(operation));
  }

  /**
   * Which operation of which service a request is for. JSON services are told apart by the `X-Amz-Target` header,
   * query services by `Version`, REST services by the service that the request was signed for.
   */
  recognise(request: WireRequest): Recognised {
    const target = request.headers['x-amz-target'];
    if (target !== undefined) return this.#byTarget(target, request);
    if (isForm(request)) return this.#byVersion(formOf(request), request);
    return this.#byRoute(request);
  }

  /** A service by its id. */
  service(id: string): WireService | undefined {
    const service = this.#services.find((it) => it.id === id);
    return service && wireService(service);
  }

  #byTarget(target: string, request: WireRequest): Recognised {
    const dot = target.lastIndexOf('.');
    const [prefix, name] = [target.slice(0, Math.max(dot, 0)), target.slice(dot + 1)];
    const of = this.#find((wire) => 'targetPrefix' in wire && wire.targetPrefix === prefix);
    return of ? named(of, name) : unknown(request, `X-Amz-Target ${target}`);
  }

  #byVersion(form: URLSearchParams, request: WireRequest): Recognised {
    const [version, action] = [form.get('Version'), form.get('Action')];
    const of = this.#find((wire) => 'version' in wire && wire.version === version);
    if (of && action) return named(of, action);
    return unknown(request, `form parameters Version ${version ?? '(none)'}, Action ${action ?? '(none)'}`);
  }

  #byRoute(request: WireRequest): Recognised {
    const scope = signingScope(request);
    const of = this.#find((wire) => isRest(wire) && wire.signingName === scope?.service);
    const line = `${request.method} ${request.path}`;
    const signed = `signed for ${scope?.service ?? 'no service'}`;
    if (!of) return unknown(request, `${line}, ${signed}, without X-Amz-Target and form`);
    const isAsked = (it: WireOperation) =>
      of.service.wire.protocol === 'restXml' ? isFor(it, request) : it.route && matchRoute(it.route, request);
    const operation = [...of.operations.values()].find(isAsked);
    return operation ? { is: 'operation', of, operation } : { is: 'not-implemented', of, name: line };
  }

  #find(where: (wire: Wire) => boolean): WireService | undefined {
    const service = this.#services.find(({ wire }) => where(wire));
    return service && wireService(service);
  }
}

function unknown(request: WireRequest, looked: string): Recognised {
  const of = unknownService(request);
  return of ? { is: 'unknown-service', of, looked } : { is: 'stranger', why: `not a request to AWS: ${looked}` };
}

const named = (of: WireService, name: string): Recognised => {
  const operation = of.operations.get(name);
  return operation ? { is: 'operation', of, operation } : { is: 'not-implemented', of, name };
};

const isForm = ({ headers, query }: WireRequest) =>
  (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded') || query.has('Action');

const read = new WeakMap<Service, WireService>();

/**
 * What a service's schemas say is read once, when it is first called: a plan opens several endpoints, and most commands call few
 * services.
 * @throws Error where two operations of it could not be told apart
 */
function wireService(service: Service): WireService {
  let of = read.get(service);
  if (!of) read.set(service, (of = readService(service)));
  return of;
}

function readService(service: Service): WireService {
  const rest = isRest(service.wire);
  const operations = service.operations.map(({ schema, handle }): WireOperation => ({
    service,
    name: schema[2],
    // Of a hundred operations few are called.
    get input() {
      return shapeOf(schema[4]);
    },
    get output() {
      return shapeOf(schema[5]);
    },
    route: rest ? routeOf(schema) : undefined,
    handle,
  }));
  if (service.wire.protocol === 'restJson1') operations.forEach(assertBindings);
  assertDistinct(operations.map(({ name }) => `${service.id}:${name}`));
  operations.sort((a, b) =>
    a.route && b.route ? mostLiteralFirst(a.route, b.route) || requirements(b) - requirements(a) : 0,
  );
  const errors = service.errors.map(shapeOf).filter((shape): shape is Structure => shape.kind === 'structure');
  return {
    service,
    protocol: protocolOf(service.wire),
    operations: new Map(operations.map((operation) => [operation.name, operation])),
    errors: new Map(errors.map((shape) => [shape.name, shape])),
  };
}

function protocolOf(wire: Wire): Protocol {
  switch (wire.protocol) {
    case 'ec2Query':
      return ec2Query(wire.xmlns);
    case 'awsQuery':
      return awsQuery(wire.xmlns);
    case 'awsJson1_0':
      return awsJson('1.0');
    case 'awsJson1_1':
      return awsJson('1.1');
    case 'restJson1':
      return restJson;
    case 'restXml':
      return restXml(wire.signingName, wire.xmlns);
    default:
      return unreachable(wire);
  }
}

const isRest = ({ protocol }: Wire): boolean => protocol === 'restJson1' || protocol === 'restXml';

/** What a service is recognised by. */
const identity = (wire: Wire): string =>
  'version' in wire ? wire.version : 'targetPrefix' in wire ? wire.targetPrefix : `signed for ${wire.signingName}`;

function assertDistinct(names: readonly string[]): void {
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new Error(`the sandbox has two of ${twice}`);
}
