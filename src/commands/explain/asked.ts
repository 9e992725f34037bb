import type { RequestWith } from '../request.js';

export interface ExplainRequest extends RequestWith<'stack' | 'target' | 'display'> {
  /** What is asked about, word by word; the stack of the config where absent. */
  readonly what?: readonly string[] | undefined;
  /** All of the stack, call by call. */
  readonly all: boolean;
  /** The words are a request. */
  readonly request: boolean;
  /** The words are two architectures. */
  readonly compare: boolean;
}

export const isStackNamed = ({ stack: { config, env, blueprint } }: ExplainRequest): boolean =>
  config !== undefined || env !== undefined || blueprint !== undefined;
