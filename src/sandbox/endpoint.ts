import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { isMutating } from '../operation.js';
import { Calls } from './calls.js';
import { contextOf, letPass } from './context.js';
import { errorOf, Faults, type Fault } from './faults.js';
import type { Guard } from './guard.js';
import { AwsError, type Service } from './service.js';
import { Unsaved } from './unsaved.js';
import { signingScope } from './wire/credential-scope.js';
import { Malformed, plain, UnknownParameter, type WireRequest, type WireResponse } from './wire/message.js';
import { missingMembers } from './wire/missing.js';
import type { WireOperation } from './wire/protocol.js';
import { Registry, type WireService } from './wire/registry.js';
import type { World } from './world.js';

export interface EndpointParts {
  readonly services: readonly Service[];
  readonly world: World;
  /** What the sandbox's clock reads, ms since the epoch: as far as the world's time passes before each request. */
  tick(): number;
  /** Resolves once the world, as it was when called, survives the process. */
  save(): Promise<void>;
  /** Refuses what the caller is not allowed; nobody is asked without one. */
  readonly guard?: Guard;
  /** Waits out a fault's delay, in real ms. */
  sleep?(ms: number): Promise<unknown>;
  /** Told of what is thrown that is not an AWS error; the caller gets its message without the stack. */
  onBug?(error: unknown): void;
}

/**
 * The sandbox's front: a request in, a response out, whatever way they travel. Requests are handled one at a time
 * as far as they touch the world; faults that delay one do not hold up others.
 */
export class Endpoint {
  readonly faults: Faults;
  readonly calls = new Calls();
  readonly #parts: EndpointParts;
  readonly #registry: Registry;
  readonly #unsaved: Unsaved;

  constructor(parts: EndpointParts) {
    this.#parts = parts;
    this.#registry = new Registry(parts.services);
    this.#unsaved = new Unsaved(() => parts.save());
    this.faults = new Faults((operation, service) => this.#registry.has(operation, service));
  }

  get services(): readonly string[] {
    return this.#parts.services.map(({ id }) => id);
  }

  /** What the sandbox's clock reads. */
  get now(): Date {
    return new Date(this.#parts.tick());
  }

  /**
   * Never rejects. What the request changed is saved before the response is there.
   * @returns undefined where a fault loses the answer: the connection is to be closed without one
   */
  async handle(request: WireRequest): Promise<WireResponse | undefined> {
    const it = this.#registry.recognise(request);
    if (it.is === 'stranger') return plain(404, it.why);
    const { of } = it;
    const requestId = randomUUID();
    if (it.is === 'not-implemented') {
      return this.#finish(of, it.name, refusal(of, notImplemented(of, it.name), requestId));
    }
    const { operation } = it;
    const fault = this.faults.take(of.service.id, operation.name);
    if (fault?.delayMs) await (this.#parts.sleep ?? sleep)(fault.delayMs);
    const answer = await this.#saved(this.#attempt({ of, operation, request, requestId, fault }), of, requestId);
    const response = this.#finish(of, operation.name, answer);
    return fault?.after && fault.error === undefined ? undefined : response;
  }

  /** Forgets everything but the time, faults and calls included. */
  async reset(): Promise<void> {
    this.#parts.world.clear();
    this.faults.clear();
    this.calls.clear();
    this.#unsaved.changed();
    await this.#unsaved.settled();
  }

  /** Everything that touches the world, in one go. */
  #attempt({ of, operation, request, requestId, fault }: Attempt): Answer {
    const error = fault && errorOf(fault);
    try {
      this.#letPass();
      if (error && !fault.after) throw error;
      const input = inputOf(of, operation, request);
      const context = contextOf(this.#parts.world, regionOf(request));
      this.#parts.guard?.check({ service: of.service.id, operation: operation.name, input, context });
      if (isMutating(operation.name)) this.#unsaved.changed();
      const output = operation.handle(input, context);
      const response = of.protocol.answer(operation, { ...output }, requestId);
      if (error) throw error;
      return { response, error: null };
    } catch (thrown) {
      return refusal(of, this.#awsError(of, thrown), requestId);
    }
  }

  #letPass(): void {
    const { world, services } = this.#parts;
    try {
      if (letPass(world, services, this.#parts.tick())) this.#unsaved.changed();
    } catch (error) {
      this.#unsaved.changed();
      throw error;
    }
  }

  async #saved(answer: Answer, of: WireService, requestId: string): Promise<Answer> {
    try {
      await this.#unsaved.settled();
      return answer;
    } catch (error) {
      return refusal(of, this.#awsError(of, error), requestId);
    }
  }

  #awsError(of: WireService, thrown: unknown): AwsError {
    if (thrown instanceof AwsError) return thrown;
    if (thrown instanceof Malformed) return new AwsError(of.protocol.malformed, thrown.message, { status: 400 });
    if (thrown instanceof UnknownParameter) return new AwsError('UnknownParameter', thrown.message, { status: 400 });
    this.#parts.onBug?.(thrown);
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return new AwsError('InternalFailure', `the sandbox failed: ${message}`, { status: 500 });
  }

  #finish(of: WireService, operation: string, { response, error }: Answer): WireResponse {
    const time = new Date(this.#parts.world.time).toISOString();
    this.calls.add({ service: of.service.id, operation, status: response.status, error, time });
    return response;
  }
}

interface Attempt {
  readonly of: WireService;
  readonly operation: WireOperation;
  readonly request: WireRequest;
  readonly requestId: string;
  readonly fault: Fault | undefined;
}
interface Answer {
  readonly response: WireResponse;
  readonly error: string | null;
}

/** @throws AwsError, Malformed, UnknownParameter */
function inputOf(of: WireService, operation: WireOperation, request: WireRequest): object {
  const input = of.protocol.read(operation, request);
  const missing = missingMembers(operation.input, input);
  if (missing.length) throw of.protocol.missing(missing, of.service.id);
  return input;
}

function refusal(of: WireService, { code, message, status, members }: AwsError, requestId: string): Answer {
  const response = of.protocol.refuse({ code, message, status, members, shape: of.errors.get(code) }, requestId);
  return { response, error: code };
}

/** 501, which no SDK repeats. */
const notImplemented = ({ service }: WireService, name: string) =>
  new AwsError('NotImplemented', `the sandbox does not have ${service.id}:${name} yet; nothing was changed`, {
    status: 501,
  });

const regionOf = (request: WireRequest) => signingScope(request)?.region ?? 'us-east-1';
