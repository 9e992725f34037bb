import type { AnyCommand, CommandClass, OutputOf } from '../../../src/sandbox/service.js';
import type { Tags } from '../../../src/step.js';

type Answered = readonly [operation: string, answer: (input: object) => object];

/**
 * What AWS answers to the calls of a noun's `read`: in the form that its documents show, with members that nobody asked for,
 * and what the noun must make of it.
 */
export interface Sample {
  readonly id: unknown;
  readonly answers: readonly Answered[];
  readonly reads: {
    readonly out: unknown;
    readonly live: unknown;
    readonly tags?: Tags;
    readonly since?: Date;
    /** What it is known by from then on. */
    readonly id?: unknown;
  };
}
export type Samples = { readonly [noun: string]: Sample };

/** An answer, typed by the SDK: no member in it is made up. @param answer may depend on what is asked */
export const says = <C extends AnyCommand>(
  Command: CommandClass<C>,
  answer: OutputOf<C> | ((input: C['input']) => OutputOf<C>),
): Answered => [
  Command.name.replace(/Command$/, ''),
  (input) => (typeof answer === 'function' ? (answer as (input: object) => object)(input) : answer),
];

/** The tags of everything in these answers. */
export const tags: Tags = { team: 'shop', 'provision:stack': 'demo' };
export const upper = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
export const lower = Object.entries(tags).map(([key, value]) => ({ key, value }));
export const account = '123456789012';
