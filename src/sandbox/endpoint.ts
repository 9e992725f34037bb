import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { realClock } from '../clock.js';
import { Calls, type Call } from './calls.js';
import { contextOf, advanceWorld } from './context.js';
import { directSenders } from './front-door/direct-senders.js';
import { FrontDoor, type Travelled } from './front-door/front-door.js';
import { asThrown, connectionLost, wirelessInput, isWireless, type WirelessCall } from './wireless-calls.js';
import { bodiless, inputOf, notImplemented, refusal, type Answer, type Called, type UnknownCall } from './answer.js';
import { Faults } from './faults.js';
import type { Guard } from './guard.js';
import { sessionGuard } from './iam-policy/guards.js';
import { AwsError, type Context, type Service } from './service.js';
import { isMonitoring, setMonitoring } from './services/ec2/guardduty/runtime-monitoring.js';
import type { ProcessEvent } from './processes/launch.js';
import type { Processes, Shown } from './processes/processes.js';
import { runningContainers } from './processes/running-containers.js';
import { tellTask } from './processes/tell-task.js';
import { requireTimelySignature } from './signing-time.js';
import { Performing } from './performing.js';
import { Rates } from './rates.js';
import { SaveTracker } from './save-tracker.js';
import { signingScope } from './wire/credential-scope.js';
import { outputAsSent } from './wire/as-sent.js';
import { plainTextResponse, type Fields, type WireRequest, type WireResponse } from './wire/message.js';
import { Changes } from './viewer/changes.js';
import type { Page } from './viewer/page.js';
import { RecentCalls } from './viewer/recent-calls.js';
import { View } from './viewer/view.js';
import { Registry } from './wire/registry.js';
import type { World } from './world.js';
import { WorldSettings } from './world-settings.js';

export interface EndpointParts {
  readonly services: readonly Service[];
  readonly world: World;
  /** The present real time, ms since the epoch. It is read at each request. */
  realTime(): number;
  /** How many times faster than real time AWS's time goes: 1 by default, `Infinity` for `instant`. */
  readonly speed?: number;
  /** Resolves once the world, as it was when called, survives the process. */
  save(): Promise<void>;
  /** How fast the account may ask; as fast as it likes where absent. */
  readonly rates?: Rates;
  /** Refuses requests that the caller is not allowed to make. Without a guard, every request of the account's user is allowed. */
  readonly guard?: Guard;
  /** Called with each call when it is answered. */
  onCall?(call: Call): void;
  /** What runs in the place of containers; without it, stand-ins answer. */
  readonly processes?: Pick<Processes, 'keep' | 'answererOf' | 'all'>;
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
  /** What whoever runs the sandbox sees and sets of the world. */
  readonly settings: WorldSettings;
  /** How fast the account may ask. */
  readonly rates: Rates;
  readonly #door: FrontDoor;
  readonly #parts: EndpointParts;
  readonly #registry: Registry;
  readonly #unsaved: SaveTracker;
  readonly #performing: Performing;
  readonly #changes = new Changes();
  readonly #recent = new RecentCalls();
  /** To look at the world; undefined where there is no page to do it by. */
  readonly view: View | undefined;
  /** ms that AWS's clock is ahead of this machine's. */
  #ahead = 0;

  constructor(parts: EndpointParts) {
    this.#parts = parts;
    this.rates = parts.rates ?? new Rates(false);
    this.#door = new FrontDoor({
      ...parts,
      advance: () => this.#advanceWorld(),
      // Lines of logs: nothing that the page shows.
      changed: () => this.#unsaved.markChanged(),
      answererOf: async (taskArn, container, port) => {
        this.#keepProcesses();
        return (await parts.processes?.answererOf(taskArn, container, port)) ?? { is: 'stand-in' };
      },
    });
    this.settings = new WorldSettings({
      world: () => parts.world,
      contexts: (table) => this.#contexts(table),
      advance: () => this.#advanceWorld(),
      changed: () => this.#changed(),
    });
    this.calls = new Calls(parts.onCall);
    this.#registry = new Registry(parts.services);
    this.#unsaved = new SaveTracker(() => parts.save());
    this.faults = new Faults((operation, service) => this.#registry.has(operation, service));
    this.#performing = new Performing({
      ...{ sleep, ...parts, rates: this.rates, guard: sessionGuard(parts.guard) },
      ...{ faults: this.faults, unsaved: this.#unsaved },
      advance: () => this.#advanceWorld(),
      ran: () => this.#keepProcesses(),
    });
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
    const read = () => {
      // Clients sign by this machine's clock, so there is something to find only where AWS's is set to another time.
      if (this.#ahead !== 0) requireTimelySignature(request, of.service.wire, this.signingTime);
      return { input: inputOf(of, operation, request), ...signingScope(request) };
    };
    const encoded = (output: Fields) => of.protocol.answer(operation, output, requestId);
    const { done, error, asked, isLost } = await this.#performing.perform(of, operation, read, encoded);
    const answer = error ? { ...refusal(of, error, requestId), asked } : { response: done, error: null, asked };
    const called = { service: of.service.id, operation: operation.name, request };
    const response = this.#finish(called, request.method === 'HEAD' ? bodiless(answer, this.now) : answer);
    return isLost ? undefined : response;
  }

  isWireless(service: string): boolean {
    return this.#parts.services.some((it) => it.id === service && isWireless(it));
  }

  /**
   * Answers a call that is not put on a wire: that of a client in this process. The page does not show what it asked.
   * @throws Error as the SDK throws it
   */
  async ask({ service, operation: name, ...asked }: WirelessCall): Promise<object> {
    const requestId = randomUUID();
    const of = this.#registry.service(service);
    if (!of) throw new Error(`the sandbox has no ${service}`);
    const operation = of.operations.get(name);
    if (!operation) {
      const error = notImplemented(of, name);
      this.#note({ service, operation: name }, 501, error.code);
      throw asThrown(of, error, { httpStatusCode: 501, requestId });
    }
    const read = () => ({ ...asked, input: wirelessInput(of, operation, asked.input) });
    const copied = (output: Fields) => outputAsSent(operation.output, output);
    const { done, error, isLost } = await this.#performing.perform(of, operation, read, copied);
    const status = error ? refusal(of, error, requestId).response.status : (operation.route?.status ?? 200);
    this.#note({ service, operation: name }, status, error?.code ?? null);
    if (isLost) throw connectionLost();
    const $metadata = { httpStatusCode: status, requestId };
    if (error) throw asThrown(of, error, $metadata);
    return { $metadata, ...done };
  }

  /**
   * Answers a request to what runs on AWS, and not to AWS.
   * @returns undefined where its host names nothing of the world
   */
  async request(request: WireRequest): Promise<WireResponse | undefined> {
    const answer = (await this.travel(request))?.response;
    return answer && request.method === 'HEAD' ? { ...answer, body: '' } : answer;
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

  /** What runs in the place of a container has printed something, or has ended: its log and its task know of it. Never rejects. */
  async happened(event: ProcessEvent): Promise<void> {
    try {
      this.#advanceWorld();
      this.#changed();
      tellTask(this.#contextIn(event.container.region), event);
      this.#keepProcesses();
      await this.#unsaved.saved();
    } catch (error) {
      this.#parts.onBug?.(error);
    }
  }

  /** What runs on this machine in the place of containers. */
  get running(): readonly Shown[] {
    return this.#parts.processes?.all() ?? [];
  }

  #keepProcesses(): void {
    const { processes } = this.#parts;
    if (processes) processes.keep(this.#contexts('ecs/tasks').flatMap(runningContainers));
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

  /** One for each region that has a table. */
  #contexts(table: string): Context[] {
    return this.#parts.world.regionsWith(table).map((region) => this.#contextIn(region));
  }

  #contextIn(region: string): Context {
    const { world, services } = this.#parts;
    return contextOf(world, services, region);
  }

  /** Forgets everything but the time, faults and calls included. */
  async reset(): Promise<void> {
    this.#parts.world.clear();
    this.faults.clear();
    this.calls.clear();
    this.rates.reset();
    this.#recent.clear();
    this.setClock(0);
    this.#changed();
    await this.#unsaved.saved();
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

  #note(called: Pick<Called, 'service' | 'operation'>, status: number, error: string | null): Call {
    const call = this.calls.add({ ...called, status, error, time: new Date(this.#parts.world.time).toISOString() });
    this.#changes.note();
    return call;
  }

  #finish({ service, operation, request }: Called, { response, error, asked }: Answer): WireResponse {
    const call = this.#note({ service, operation }, response.status, error);
    if (this.view) this.#recent.add(call, request.headers['user-agent'], asked);
    return this.#ahead === 0
      ? response
      : { ...response, headers: { ...response.headers, date: this.signingTime.toUTCString() } };
  }
}

/** Where one of these tables is, there is something to see. */
const viewedTables = ['ec2/vpcs', 'apigatewayv2/apis', 'elbv2/load-balancers', 'ecs/clusters'];
