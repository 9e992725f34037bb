import { meaningOf } from '../aws-errors.js';
import { perService, type Senders } from '../aws/services.js';
import type { SdkClient } from '../aws/client.js';
import type { Clock } from '../clock.js';
import { isMutating } from '../is-mutating.js';
import { Lately, type SentChanges } from './lately.js';
import { endsPass } from './pace.js';
import {
  asked,
  hasStream,
  isPaged,
  likeness,
  operationOf,
  ownPart,
  rules,
  type Command,
  type Rule,
} from './questions.js';
import { withoutKinds } from './route53-ids.js';
import type { Answered, Leaving } from './watch.js';
import { askerOf, noteTurn, standsFor, stepOfCommand, turnOfCommand, type HadTurn } from './whose-call.js';

/**
 * Puts questions together that have not left yet: what a hundred steps ask by an id each is one call with a hundred ids, and what
 * several ask in the same words is asked once. Each is given what its own question selects of the answer, by the rule that all
 * answers are held against. An answer to a question that left before is given to another step for a moment, and only while this run
 * has changed nothing since: it would be older than what the step relies on.
 */

type Send = (command: Command, ...more: readonly unknown[]) => Promise<object>;

/** A question that has not left yet. */
interface Waiting {
  readonly command: Command;
  readonly answered: (output: object) => void;
  readonly failed: (error: unknown) => void;
}

/** Waits until a call may leave. */
export type Turn = (call: Leaving) => Promise<HadTurn>;

export interface TogetherOptions {
  readonly turn: Turn;
  readonly answered?: Answered | undefined;
  readonly clock: Pick<Clock, 'now'>;
  /** Those of all senders of a run. Where absent, answers are told to nobody else. */
  readonly changes?: SentChanges | undefined;
  /** Each question is sent as it is asked. */
  readonly asksAlone?: boolean | undefined;
}

/** The same senders, through which calls leave in their turn, and questions that wait for one together. */
export function together(
  senders: Senders,
  { turn, answered = () => {}, clock, changes, asksAlone = false }: TogetherOptions,
): Senders {
  return perService((service) => {
    const client: Pick<SdkClient, 'send'> = senders[service];
    const tell = (command: Command, output: object): void => {
      const step = stepOfCommand(command);
      const call = { service, operation: operationOf(command), input: command.input };
      answered({ ...(step !== undefined && { step }), ...call, output: withoutKinds(service, output) });
    };
    const gathering = new Gathering({
      async send(command, ...more) {
        const sent = client.send(...([command, ...more] as never[])) as Promise<object>;
        const { pass } = turnOfCommand(command) ?? {};
        return pass ? endsPass(pass, sent) : sent;
      },
      async turn(command) {
        const call = { service, operation: operationOf(command), input: command.input, step: stepOfCommand(command) };
        noteTurn(command, await turn(call));
      },
      tell,
      rules: rules[service] ?? {},
      asksAlone,
      ...(changes && { changes, lately: new Lately(clock, changes) }),
    });
    const sender: Pick<SdkClient, 'send'> = {
      send: (...[command, ...more]) => gathering.send(command as never, ...more),
    };
    return sender;
  }) as Senders;
}

interface Parts {
  /** Sends what has had its turn. */
  readonly send: Send;
  readonly turn: (command: Command) => Promise<void>;
  /** Called with each question and its own answer. */
  readonly tell: (command: Command, output: object) => void;
  readonly rules: { readonly [operation: string]: Rule };
  readonly asksAlone: boolean;
  readonly changes?: SentChanges;
  readonly lately?: Lately;
}

class Gathering {
  readonly #parts: Parts;
  /** By what they have alike. */
  readonly #waiting = new Map<string, Waiting[]>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async send(command: Command, ...more: unknown[]): Promise<object> {
    if (isMutating(operationOf(command))) {
      await this.#parts.turn(command);
      const send = () => this.#alone(command, ...more);
      return this.#parts.changes ? this.#parts.changes.made(send) : send();
    }
    // What carries options of its own is somebody's who knows what they want.
    if (this.#parts.asksAlone || more.length > 0 || hasStream(command)) {
      await this.#parts.turn(command);
      return this.#alone(command, ...more);
    }
    const rule = this.#parts.rules[operationOf(command)];
    const key = likeness(command, rule);
    return (await this.#fromLately(command, key, rule)) ?? this.#fromNow(command, key, rule);
  }

  /** What another step was answered a moment ago. */
  async #fromLately(command: Command, key: string, rule: Rule | undefined): Promise<object | undefined> {
    const asker = askerOf(command);
    const { ids } = asked(command.input, rule);
    const left = asker === undefined ? undefined : this.#parts.lately?.find(key, ids, asker);
    const whole = await left?.answer.catch(() => undefined);
    if (!left || !whole || (ids.length !== left.ids.size && isPaged(whole))) return undefined;
    const own = ownPart(command, whole, rule);
    this.#parts.tell(command, own);
    return own;
  }

  #fromNow(command: Command, key: string, rule: Rule | undefined): Promise<object> {
    return new Promise((answered, failed) => {
      const before = this.#waiting.get(key);
      if (before) return before.push({ command, answered, failed });
      const group = [{ command, answered, failed }];
      this.#waiting.set(key, group);
      setImmediate(() => void this.#leave(key, group, rule));
    });
  }

  /** Until its turn has come, a call takes in who asks the same of others. */
  async #leave(key: string, group: Waiting[], rule: Rule | undefined): Promise<void> {
    for (let [first] = group; first; [first] = group) {
      try {
        await this.#parts.turn(first.command);
      } catch (error) {
        this.#waiting.delete(key);
        for (const it of group.splice(0)) it.failed(error);
        return;
      }
      void this.#ask(takenFrom(group, rule), key, rule);
    }
    this.#waiting.delete(key);
  }

  async #ask(bundle: readonly Waiting[], key: string, rule: Rule | undefined): Promise<void> {
    const [first, ...others] = bundle;
    if (!first) return;
    const { command, answered, failed } = first;
    const ids = [...new Set(bundle.flatMap((it) => asked(it.command.input, rule).ids))];
    const whole = others.length === 0 ? command : this.#question(command, ids, rule);
    const answer = this.#parts.send(whole);
    this.#parts.lately?.left(
      key,
      { ids: new Set(ids), answer },
      bundle.map((it) => askerOf(it.command)),
    );
    try {
      const output = await answer;
      if (whole === command) {
        this.#parts.tell(command, output);
        return answered(output);
      }
      if (ids.length > 0 && isPaged(output)) return this.#askEach(bundle);
      for (const it of bundle) {
        const own = ownPart(it.command, output, rule);
        this.#parts.tell(it.command, own);
        it.answered(own);
      }
    } catch (error) {
      if (whole === command) return failed(error);
      // One of several may be gone, and AWS then says nothing of the others. What came too fast is not asked more often for it.
      const isEveryones = ids.length < 2 || ['throttled', 'unclear'].includes(meaningOf(error, 'read'));
      if (!isEveryones) return this.#askEach(bundle);
      for (const it of bundle) it.failed(error);
    }
  }

  /** The same question as one, for all of these. */
  #question(one: Command, ids: readonly string[], rule: Rule | undefined): Command {
    const Made = one.constructor as new (input: object) => Command;
    const whole = new Made(asked(one.input, rule).with(ids));
    standsFor(whole, one);
    return whole;
  }

  #askEach(bundle: readonly Waiting[]): void {
    for (const { command, answered, failed } of bundle)
      void this.#parts
        .turn(command)
        .then(() => this.#alone(command))
        .then(answered, failed);
  }

  async #alone(command: Command, ...more: unknown[]): Promise<object> {
    const output = await this.#parts.send(command, ...more);
    this.#parts.tell(command, output);
    return output;
  }
}

/** Takes as many as one call has room for. Those that name no ids are the same question. */
function takenFrom(group: Waiting[], rule: Rule | undefined): Waiting[] {
  const ids = new Set<string>();
  const fits = ({ command }: Waiting): boolean => {
    const { ids: own, most } = asked(command.input, rule);
    const all = new Set([...ids, ...own]);
    if (ids.size > 0 && all.size > most) return false;
    for (const id of own) ids.add(id);
    return true;
  };
  const end = group.findIndex((it) => !fits(it));
  return group.splice(0, end < 0 ? group.length : end);
}
