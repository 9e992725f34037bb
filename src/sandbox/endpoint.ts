import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { realClock } from '../clock.js';
import { isMutating } from '../is-mutating.js';
import { Calls, type Call } from './calls.js';
import { contextOf, advanceWorld } from './context.js';
import { directSenders } from './front-door/direct-senders.js';
import { FrontDoor, type Travelled } from './front-door/front-door.js';
import { delaysIn, resetDelays, setDelays } from './delays.js';
import { bodiless, inputOf, notImplemented, refusal, type Answer, type Called, type UnknownCall } from './answer.js';
import { errorOf, Faults, type Fault } from './faults.js';
import type { Guard } from './guard.js';
import { quotasIn, resetQuotas, setQuotas } from './quotas.js';
import { sessionGuard } from './iam-policy/guards.js';
import { AwsError, type Context, type Service } from './service.js';
import { isMonitoring, setMonitoring } from './services/ec2/guardduty/runtime-monitoring.js';
import type { ProcessEvent } from './processes/program.js';
import type { Processes } from './processes/processes.js';
import { runningContainers } from './processes/running-containers.js';
import { containerPrinted } from './services/ecs/task/container-output.js';
import { listensNowhere } from './services/ecs/task/listening.js';
import { containerExited } from './services/ecs/task/task-end.js';
import { programsIn, resetPrograms, setPrograms } from './services/ecs/task/task-programs.js';
import { delegationsIn, resetDelegations, setDelegations } from './services/route53/dns.js';
import { saySpotRoom, spotRoom } from './services/ecs/capacity/spot.js';
import { allLoads, sayLoads, sayNoLoad } from './services/ecs/service/load.js';
import { requireTimelySignature } from './signing-time.js';
import { SaveTracker } from './save-tracker.js';
import { settingsOf, type Settings, type SettingsInWorld } from './settings.js';
import { signingScope } from './wire/credential-scope.js';
import {
  MalformedRequest,
  plainTextResponse,
  UnknownParameter,
  type WireRequest,
  type WireResponse,
} from './wire/message.js';
import type { WireOperation } from './wire/protocol.js';
import { Changes } from './viewer/changes.js';
import type { Page } from './viewer/page.js';
import { RecentCalls, type Asked } from './viewer/recent-calls.js';
import { View } from './viewer/view.js';
import { Registry, type WireService } from './wire/registry.js';
import type { World } from './world.js';
import { plainText } from '../plain-text.js';

export interface EndpointParts {
  readonly services: readonly Service[];
  readonly world: World;
  /** The present real time, ms since the epoch. It is read at each request. */
  realTime(): number;
  /** How many times faster than real time AWS's time goes: 1 by default, `Infinity` for `instant`. */
  readonly speed?: number;
  /** Resolves once the world, as it was when called, survives the process. */
  save(): Promise<void>;
  /** Refuses requests that the caller is not allowed to make. Without a guard, every request of the account's user is allowed. */
  readonly guard?: Guard;
  /** Called with each call when it is answered. */
  onCall?(call: Call): void;
  /** What runs in the place of containers; without it, stand-ins answer. */
  readonly processes?: Pick<Processes, 'keep' | 'answererOf'>;
  /** Waits out a fault's delay, in real ms. */
  sleep?(ms: number): Promise<unknown>;
  /** What to look at the world by; absent where nobody shall. */
  readonly page?: Page;
  /** Called with every thrown error that is not an AWS error. The client gets its message without the stack. */
  onBug?(error: unknown): void;
}

/**
 * Takes requests and gives responses, for HTTP and in-process clients alike. Requests change the world one at a time. A
 * fault that delays one request does not delay the others.
 */
export class Endpoint {
  readonly faults: Faults;
  readonly calls: Calls;
  readonly #door: FrontDoor;
  readonly #parts: EndpointParts;
  readonly #registry: Registry;
  readonly #unsaved: SaveTracker;
  readonly #guard: Guard;
  readonly #changes = new Changes();
  readonly #recent = new RecentCalls();
  /** To look at the world; undefined where there is no page to do it by. */
  readonly view: View | undefined;
  /** ms that AWS's clock is ahead of this machine's. */
  #ahead = 0;

  constructor(parts: EndpointParts) {
    this.#parts = parts;
    this.#guard = sessionGuard(parts.guard);
    this.#door = new FrontDoor({
      ...parts,
      advance: () => this.#advanceWorld(),
      changed: () => this.#unsaved.markChanged(),
      answererOf: async (taskArn, container) => {
        this.#keepProcesses();
        return (await parts.processes?.answererOf(taskArn, container)) ?? { is: 'stand-in' };
      },
    });
    this.calls = new Calls(parts.onCall);
    this.#registry = new Registry(parts.services);
    this.#unsaved = new SaveTracker(() => parts.save());
    this.faults = new Faults((operation, service) => this.#registry.has(operation, service));
    const { page } = parts;
    this.view = page && this.#viewBy(page);
  }

  /** The page to look at the world by. */
  get page(): Page | undefined {
    return this.#parts.page;
  }

  /** Answers all who wait for a change. */
  endViews(): void {
    this.#changes.close();
  }

  #viewBy(page: Page): View {
    const { world, services, speed = 1 } = this.#parts;
    const pace = speed === Infinity ? 1 : speed;
    return new View({
      ...{ page, changes: this.#changes, calls: this.#recent },
      regions: () => [...new Set(viewedTables.flatMap((table) => world.regionsWith(table)))].toSorted(),
      sendersIn: (region) => directSenders(services, contextOf(world, services, region)),
      advance: async () => {
        this.#advanceWorld();
        await this.#unsaved.saved();
      },
      untilNext: () => Math.max(0, (world.nextDue()?.at ?? Infinity) - world.elapsed) / pace,
    });
  }

  get services(): readonly string[] {
    return this.#parts.services.map(({ id }) => id);
  }

  /** The end of the message for a service that the sandbox does not have. */
  get #present(): string {
    return `it has ${this.services.join(', ')}`;
  }

  /** What clients are shown as the time. */
  get now(): Date {
    return new Date(this.#parts.realTime());
  }

  /** The time that signatures are held against. It is this machine's, because clients sign by that. */
  get signingTime(): Date {
    return new Date(realClock.now() + this.#ahead);
  }

  /** Lets AWS's clock differ from this machine's, as where a machine's clock goes wrong. @param seconds that AWS is ahead */
  setClock(seconds: number): void {
    this.#ahead = seconds * 1000;
  }

  /**
   * Never rejects. What the request changed is saved before the response is there.
   * @returns undefined where a fault loses the answer: the caller must then close the connection without an answer
   */
  async handle(request: WireRequest): Promise<WireResponse | undefined> {
    const it = this.#registry.recognise(request);
    if (it.is === 'stranger') return plainTextResponse(404, `${it.why}; ${this.#present}`);
    const requestId = randomUUID();
    if (it.is === 'unknown-service') return this.#refuseUnknown(it, request, requestId);
    const { of } = it;
    if (it.is === 'not-implemented') {
      const called = { service: of.service.id, operation: it.name, request };
      return this.#finish(called, refusal(of, notImplemented(of, it.name), requestId));
    }
    const { operation } = it;
    const fault = this.faults.take(of.service.id, operation.name);
    if (fault?.delayMs) await (this.#parts.sleep ?? sleep)(fault.delayMs);
    const attempt = this.#attempt({ of, operation, request, requestId, fault });
    this.#keepProcesses();
    const answer = await this.#saved(attempt, of, requestId);
    const called = { service: of.service.id, operation: operation.name, request };
    const response = this.#finish(called, request.method === 'HEAD' ? bodiless(answer, this.now) : answer);
    return fault?.after && fault.error === undefined ? undefined : response;
  }

  /**
   * Answers a request to what runs on AWS, and not to AWS.
   * @returns undefined where its host names nothing of the world
   */
  async request(request: WireRequest): Promise<WireResponse | undefined> {
    const answer = (await this.travel(request))?.response;
    return answer && request.method === 'HEAD' ? { ...answer, body: '' } : answer;
  }

  /** What runs in the place of a container has printed something, or has ended: its log and its task know of it. */
  async happened(event: ProcessEvent): Promise<void> {
    this.#advanceWorld();
    const { world, services } = this.#parts;
    const { region, taskArn, name: container } = event.container;
    const context = contextOf(world, services, region);
    if (event.is === 'exited') containerExited(context, { taskArn, container, exitCode: event.code });
    else {
      const lines = event.is === 'printed' ? event.lines : [`[sandbox] ${event.text}`];
      containerPrinted(context, { taskArn, container, lines });
    }
    if (event.is === 'silent') listensNowhere(context, { taskArn, ports: event.container.ports });
    this.#unsaved.markChanged();
    this.#keepProcesses();
    await this.#unsaved.saved();
  }

  #keepProcesses(): void {
    const { processes } = this.#parts;
    if (processes) processes.keep(this.#contexts('ecs/tasks').flatMap(runningContainers));
  }

  /**
   * The same, with the way that the request has gone.
   * @returns undefined where its host names nothing of the world
   */
  async travel(request: WireRequest): Promise<Travelled | undefined> {
    const travelled = await this.#door.answer(request);
    await this.#unsaved.saved();
    return travelled;
  }

  #refuseUnknown({ of, looked }: UnknownCall, request: WireRequest, requestId: string): WireResponse {
    const { service, operation, protocol } = of;
    const why = `the sandbox does not have ${service}:${operation} (${looked}); nothing was changed; ${this.#present}`;
    const error = new AwsError('NotImplemented', why, { status: 501 });
    const called = { service, operation, request };
    return this.#finish(called, refusal({ protocol, errors: new Map() }, error, requestId));
  }

  /** Whether GuardDuty watches tasks in the account. @see `services/ec2/guardduty` */
  get runtimeMonitoring(): boolean {
    return isMonitoring(this.#parts.world);
  }
  async setRuntimeMonitoring(on: boolean): Promise<void> {
    setMonitoring(this.#parts.world, on);
    this.#changed();
    await this.#unsaved.saved();
  }

  /** How long the parts of AWS take to know of each other's changes. */
  readonly delays: Settings = this.#kept({ all: delaysIn, set: setDelays, reset: resetDelays });
  /** How much of everything the account may have. */
  readonly quotas: Settings = this.#kept({ all: quotasIn, set: setQuotas, reset: resetQuotas });
  /** Which hosted zones the registrar leads to: all but those that are said not to be. */
  readonly delegations: Settings = this.#kept({ all: delegationsIn, set: setDelegations, reset: resetDelegations });
  /** What the programs in one-off tasks do. */
  readonly programs: Settings = this.#kept({ all: programsIn, set: setPrograms, reset: resetPrograms });

  #kept(values: SettingsInWorld): Settings {
    return settingsOf(
      () => this.#parts,
      values,
      () => this.#changed(),
    );
  }

  /** What the tasks of services have to do. @see `services/ecs/service/load.ts` */
  readonly load = this.#ofServices({ all: allLoads, set: sayLoads, reset: sayNoLoad });

  /** Whether Fargate Spot has room for tasks. @see `services/ecs/capacity/spot.ts` */
  readonly spot = this.#ofServices({
    all: spotRoom,
    set: saySpotRoom,
    reset: (contexts) => saySpotRoom(contexts, { hasRoom: true }),
  });

  /** What somebody says of ECS services, in all regions that have some. It is kept with the world. */
  #ofServices({ all, set, reset }: OfServices): Settings {
    const changed = () => {
      this.#advanceWorld();
      this.#changed();
      return this.#contexts('ecs/services');
    };
    return {
      all: () => all(this.#contexts('ecs/services')),
      set: (values) => set(changed(), values),
      reset: () => void reset(changed()),
    };
  }

  /** One for each region that has a table. */
  #contexts(table: string): Context[] {
    const { world, services } = this.#parts;
    return world.regionsWith(table).map((region) => contextOf(world, services, region));
  }

  /** Forgets everything but the time, faults and calls included. */
  async reset(): Promise<void> {
    this.#parts.world.clear();
    this.faults.clear();
    this.calls.clear();
    this.#recent.clear();
    this.setClock(0);
    this.#changed();
    await this.#unsaved.saved();
  }

  /** Does everything that touches the world, without an `await` in between. */
  #attempt({ of, operation, request, requestId, fault }: Attempt): Answer {
    const error = fault && errorOf(fault);
    let asked: Asked | undefined;
    try {
      this.#advanceWorld();
      if (error && !fault.after) throw error;
      // Clients sign by this machine's clock, so there is something to find only where AWS's is set to another time.
      if (this.#ahead !== 0) requireTimelySignature(request, of.service.wire, this.signingTime);
      const input = inputOf(of, operation, request);
      asked = { operation, input };
      const { region = 'us-east-1', accessKeyId } = signingScope(request) ?? {};
      const context = contextOf(this.#parts.world, this.#parts.services, region, accessKeyId);
      const { id: service, wire } = of.service;
      this.#guard.check({ service, protocol: wire.protocol, operation: operation.name, input, context });
      if (isMutating(operation.name)) this.#unsaved.markChanged();
      const output = operation.handle(input, context);
      const response = of.protocol.answer(operation, { ...output }, requestId);
      if (error) throw error;
      return { response, error: null, asked };
    } catch (thrown) {
      return { ...refusal(of, this.#awsError(of, thrown), requestId), asked };
    }
  }

  #advanceWorld(): void {
    const { world, services, speed } = this.#parts;
    try {
      if (advanceWorld(world, services, this.#parts.realTime(), speed)) this.#changed();
    } catch (error) {
      this.#changed();
      throw error;
    }
  }

  #changed(): void {
    this.#unsaved.markChanged();
    this.#changes.note();
  }

  async #saved(answer: Answer, of: WireService, requestId: string): Promise<Answer> {
    try {
      await this.#unsaved.saved();
      return answer;
    } catch (error) {
      return refusal(of, this.#awsError(of, error), requestId);
    }
  }

  #awsError(of: WireService, thrown: unknown): AwsError {
    if (thrown instanceof AwsError) return thrown;
    if (thrown instanceof MalformedRequest) return new AwsError(of.protocol.malformed, thrown.message, { status: 400 });
    if (thrown instanceof UnknownParameter) return new AwsError('UnknownParameter', thrown.message, { status: 400 });
    this.#parts.onBug?.(thrown);
    const message = thrown instanceof Error ? thrown.message : plainText(thrown);
    return new AwsError('InternalFailure', `the sandbox failed: ${message}`, { status: 500 });
  }

  #finish({ service, operation, request }: Called, { response, error, asked }: Answer): WireResponse {
    const time = new Date(this.#parts.world.time).toISOString();
    const call = this.calls.add({ service, operation, status: response.status, error, time });
    if (this.view) this.#recent.add(call, request.headers['user-agent'], asked);
    this.#changes.note();
    return this.#ahead === 0
      ? response
      : { ...response, headers: { ...response.headers, date: this.signingTime.toUTCString() } };
  }
}

/** Where one of these tables is, there is something to see. */
const viewedTables = ['ec2/vpcs', 'apigatewayv2/apis', 'elbv2/load-balancers', 'ecs/clusters'];

/** How something said of ECS services is read and set. @see `Settings` */
interface OfServices {
  all(contexts: readonly Context[]): object;
  set(contexts: readonly Context[], values: unknown): string[];
  reset(contexts: readonly Context[]): unknown;
}

interface Attempt {
  readonly of: WireService;
  readonly operation: WireOperation;
  readonly request: WireRequest;
  readonly requestId: string;
  readonly fault: Fault | undefined;
}
