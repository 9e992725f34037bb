import * as z from 'zod';
import type { Format } from './format.js';

/** What a member that is a text or a list of texts says, as a list. */
export const listOf = <T extends string | undefined>(value: T | readonly T[]): readonly T[] =>
  Array.isArray(value) ? (value as readonly T[]) : value === undefined ? [] : [value as T];

/**
 * The zod type of a member that is a text in this format, or a list of such. It stays as it is written.
 * @param noun what one of them is: `a host`
 */
export const oneOrMore = ({ pattern, objection }: Format): z.ZodType<string | string[]> =>
  z
    .unknown()
    .superRefine((value, context) => {
      const refuse = (path: number[], message: string, hint?: string) =>
        context.addIssue({ code: 'custom', path, message, params: { hint } });
      const isList = Array.isArray(value);
      const entries: readonly unknown[] = isList ? value : [value];
      if (entries.length === 0) refuse([], 'there is nothing in it', 'write one, or leave it out');
      for (const [i, entry] of entries.entries()) {
        const path = isList ? [i] : [];
        const wrong = typeof entry === 'string' ? objection(entry) : undefined;
        if (typeof entry !== 'string') refuse(path, 'it must be a text, or a list of texts');
        else if (wrong) refuse(path, wrong.message, wrong.hint);
      }
    })
    .meta({
      type: ['string', 'array'],
      pattern: pattern.source,
      items: { type: ['string', 'number', 'boolean'], pattern: pattern.source },
      minItems: 1,
    }) as z.ZodType<string | string[]>;
