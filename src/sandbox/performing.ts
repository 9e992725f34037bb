import { isMutating } from '../is-mutating.js';
import { plainText } from '../plain-text.js';
import { contextOf } from './context.js';
import { errorOf, type Fault, type Faults } from './faults.js';
import type { Guard } from './guard.js';
import type { Rates } from './rates.js';
import type { SaveTracker } from './save-tracker.js';
import { AwsError, type Service } from './service.js';
import type { Asked } from './viewer/recent-calls.js';
import { MalformedRequest, UnknownParameter, type Fields } from './wire/message.js';
import type { WireOperation } from './wire/protocol.js';
import type { WireService } from './wire/registry.js';
import type { World } from './world.js';

export interface PerformingParts {
  readonly services: readonly Service[];
  readonly world: World;
  readonly rates: Rates;
  readonly guard: Guard;
  readonly faults: Faults;
  readonly unsaved: SaveTracker;
  /** Waits out a fault's delay, in real ms. */
  sleep(ms: number): Promise<unknown>;
  /** Lets the world's time pass until now. @throws Error */
  advance(): void;
  /** Called after each operation, also after one that was refused, before anything is saved. */
  ran(): void;
  onBug?(error: unknown): void;
}

/** What is asked, and by whom. */
export interface Read {
  readonly input: object;
  readonly region?: string;
  readonly accessKeyId?: string;
}

export type Performed<T> = { readonly asked: Asked | undefined } & (
  { readonly done: T; readonly error?: never } | { readonly done?: undefined; readonly error: AwsError }
);

interface Attempt {
  readonly of: WireService;
  readonly operation: WireOperation;
  readonly fault: Fault | undefined;
}

/** Runs operations on the world, whoever asks and in whatever way. */
export class Performing {
  readonly #parts: PerformingParts;

  constructor(parts: PerformingParts) {
    this.#parts = parts;
  }

  /**
   * Runs an operation, with the fault that somebody has asked for. What it changed is saved before anybody is told.
   * @param read what is asked, and by whom; it may throw AwsError, MalformedRequest, UnknownParameter
   * @param answer what is made of the output while nobody can change it
   * @returns an error of AWS's in the place of `done`, where there was one. It never rejects.
   */
  async perform<T>(
    of: WireService,
    operation: WireOperation,
    read: () => Read,
    answer: (output: Fields) => T,
  ): Promise<Performed<T> & { readonly isLost: boolean }> {
    const fault = this.#parts.faults.take(of.service.id, operation.name);
    if (fault?.delayMs) await this.#parts.sleep(fault.delayMs);
    const performed = this.#performNow({ of, operation, fault }, read, answer);
    this.#parts.ran();
    const saved = await this.#parts.unsaved.saved().then(
      () => performed,
      (thrown: unknown): Performed<T> => ({ ...performed, done: undefined, error: this.#awsError(of, thrown) }),
    );
    return { ...saved, isLost: fault?.after === true && fault.error === undefined };
  }

  /** Does everything that touches the world, without an `await` in between. */
  #performNow<T>({ of, operation, fault }: Attempt, read: () => Read, answer: (output: Fields) => T): Performed<T> {
    const error = fault && errorOf(fault);
    let asked: Asked | undefined;
    try {
      this.#parts.advance();
      if (error && !fault.after) throw error;
      const { input, region = 'us-east-1', accessKeyId } = read();
      asked = { operation, input };
      const { world, services } = this.#parts;
      const context = contextOf(world, services, region, accessKeyId);
      const { id: service, wire } = of.service;
      this.#parts.rates.take({ service, operation: operation.name, input, region }, context.world.elapsed);
      this.#parts.guard.check({ service, protocol: wire.protocol, operation: operation.name, input, context });
      if (isMutating(operation.name)) this.#parts.unsaved.markChanged();
      const done = answer({ ...operation.handle(input, context) });
      if (error) throw error;
      return { done, asked };
    } catch (thrown) {
      return { error: this.#awsError(of, thrown), asked };
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
}
