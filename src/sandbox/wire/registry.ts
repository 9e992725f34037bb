import type { Service, Wire } from '../service.js';
import { unreachable } from '../../unreachable.js';
import { awsJson } from './aws-json.js';
import { signingScope } from './credential-scope.js';
import { formOf } from './form.js';
import type { WireRequest } from './message.js';
import type { Protocol, WireOperation } from './protocol.js';
import { awsQuery, ec2Query } from './query.js';
import { assertBindings, restJson } from './rest-json.js';
import { follow, mostLiteralFirst, routeOf } from './route.js';
import { shapeOf, type Structure } from './schema.js';

/** A service as the wire sees it. */
export interface WireService {
  readonly service: Service;
  readonly protocol: Protocol;
  readonly operations: ReadonlyMap<string, WireOperation>;
  /** The modelled errors, by their names. */
  readonly errors: ReadonlyMap<string, Structure>;
}

/** What a request turned out to be. */
export type Recognised =
  | { readonly is: 'operation'; readonly of: WireService; readonly operation: WireOperation }
  /** A service the sandbox has, an operation it has not. `name` is method and path for REST services. */
  | { readonly is: 'not-implemented'; readonly of: WireService; readonly name: string }
  | { readonly is: 'stranger'; readonly why: string };

/** Everything that can be called, made from the registered services alone: no client is imported for its schemas. */
export class Registry {
  readonly #services: readonly WireService[];

  /** @throws Error where two services, or two operations of one, could not be told apart */
  constructor(services: readonly Service[]) {
    this.#services = services.map(wireService);
    assertDistinct(services.map(({ id }) => id));
    assertDistinct(services.map(({ wire }) => identity(wire)));
  }

  /** Whether there is such an operation, in that service or in any. */
  has(operation: string, service?: string): boolean {
    return this.#services.some((of) => (!service || of.service.id === service) && of.operations.has(operation));
  }

  /**
   * Which operation of which service a request is for. JSON services are told apart by the `X-Amz-Target` header,
   * query services by `Version`, REST services by the service that the request was signed for.
   */
  recognise(request: WireRequest): Recognised {
    const target = request.headers['x-amz-target'];
    if (target !== undefined) return this.#byTarget(target);
    if (isForm(request)) return this.#byVersion(formOf(request));
    return this.#byRoute(request);
  }

  #byTarget(target: string): Recognised {
    const dot = target.lastIndexOf('.');
    const [prefix, name] = [target.slice(0, Math.max(dot, 0)), target.slice(dot + 1)];
    const of = this.#find((wire) => 'targetPrefix' in wire && wire.targetPrefix === prefix);
    return of ? named(of, name) : this.#stranger(`X-Amz-Target ${target}`);
  }

  #byVersion(form: URLSearchParams): Recognised {
    const [version, action] = [form.get('Version'), form.get('Action')];
    const of = this.#find((wire) => 'version' in wire && wire.version === version);
    if (of && action) return named(of, action);
    return this.#stranger(`form parameters Version ${version ?? '(none)'}, Action ${action ?? '(none)'}`);
  }

  #byRoute(request: WireRequest): Recognised {
    const scope = signingScope(request);
    const of = this.#find((wire) => wire.protocol === 'restJson1' && wire.signingName === scope?.service);
    const line = `${request.method} ${request.path}`;
    const signed = `signed for ${scope?.service ?? 'no service'}`;
    if (!of) return this.#stranger(`${line}, ${signed}, without X-Amz-Target and form`);
    const operation = [...of.operations.values()].find(({ route }) => route && follow(route, request));
    return operation ? { is: 'operation', of, operation } : { is: 'not-implemented', of, name: line };
  }

  #find(where: (wire: Wire) => boolean): WireService | undefined {
    return this.#services.find(({ service }) => where(service.wire));
  }

  #stranger(looked: string): Recognised {
    const have = this.#services.map(({ service }) => service.id).join(', ');
    const why = `not a request to an AWS service that the sandbox has (${have}); it looked at: ${looked}`;
    return { is: 'stranger', why };
  }
}

const named = (of: WireService, name: string): Recognised => {
  const operation = of.operations.get(name);
  return operation ? { is: 'operation', of, operation } : { is: 'not-implemented', of, name };
};

const isForm = ({ headers, query }: WireRequest) =>
  (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded') || query.has('Action');

function wireService(service: Service): WireService {
  const rest = service.wire.protocol === 'restJson1';
  const operations = service.operations.map(({ schema, handle }): WireOperation => ({
    service,
    name: schema[2],
    input: shapeOf(schema[4]),
    output: shapeOf(schema[5]),
    route: rest ? routeOf(schema) : undefined,
    handle,
  }));
  if (rest) operations.forEach(assertBindings);
  assertDistinct(operations.map(({ name }) => `${service.id}:${name}`));
  operations.sort((a, b) => (a.route && b.route ? mostLiteralFirst(a.route, b.route) : 0));
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
    default:
      return unreachable(wire);
  }
}

/** What a service is recognised by. */
const identity = (wire: Wire): string =>
  'version' in wire ? wire.version : 'targetPrefix' in wire ? wire.targetPrefix : `signed for ${wire.signingName}`;

function assertDistinct(names: readonly string[]): void {
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new Error(`the sandbox has two of ${twice}`);
}
