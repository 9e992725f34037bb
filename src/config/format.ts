import * as z from 'zod';
import { didYouMean } from '../nearest.js';

/** What is wrong with a value, in plain words, and what to write instead. */
export interface Objection {
  readonly message: string;
  readonly hint?: string | undefined;
}

/** How a piece of text must be written. */
export interface Format {
  /** For editors: it may let through what `objection` knows to be wrong, never the other way round. */
  readonly pattern: RegExp;
  /** `undefined` where the text is right. */
  objection(text: string): Objection | undefined;
}

/** A text member that must be written so. */
export const written = ({ pattern, objection }: Format) =>
  z
    .string()
    .superRefine((text, context) => {
      const wrong = objection(text);
      if (wrong) context.addIssue({ code: 'custom', message: wrong.message, params: { hint: wrong.hint } });
    })
    .meta({ pattern: pattern.source });

/** Members of any name that is written so. A wrong name does not keep what it stands for from being checked. */
export const named = <Value extends z.ZodType>({ pattern, objection }: Format, value: Value) =>
  z.record(z.string().meta({ pattern: pattern.source }), value).superRefine(
    (members, context) => {
      if (typeof members !== 'object' || members === null) return;
      for (const name of Object.keys(members)) {
        const wrong = objection(name);
        const params = { hint: wrong?.hint, isName: true };
        if (wrong) context.addIssue({ code: 'custom', path: [name], message: wrong.message, params });
      }
    },
    { when: () => true },
  );

/**
 * A format that its pattern tells all of.
 * @param noun with its article: `a stack name`
 * @param rule the pattern in words
 * @param repair a guess at what was meant; suggested only if it is right itself
 */
export function format(noun: string, rule: string, pattern: RegExp, repair?: (text: string) => string): Format {
  return {
    pattern,
    objection(text) {
      if (pattern.test(text)) return undefined;
      const repaired = repair?.(text);
      return {
        message: `${JSON.stringify(text)} is not ${noun}: ${rule}`,
        hint: repaired !== undefined && pattern.test(repaired) ? didYouMean(repaired) : undefined,
      };
    },
  };
}
