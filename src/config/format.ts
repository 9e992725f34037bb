import { didYouMean } from '../nearest.js';

/** What is wrong with a value, in plain words, and what to write instead. */
export interface Objection {
  readonly message: string;
  readonly hint?: string | undefined;
}

/** How a text must be written. */
export interface Format {
  /** For editors. It must match every right text, and may match some wrong ones, which `objection` refuses. */
  readonly pattern: RegExp;
  /** `undefined` where the text is right. */
  objection(text: string): Objection | undefined;
}

/**
 * A format that is described entirely by its pattern.
 * @param noun with its article: `a stack name`
 * @param rule the pattern in words
 * @param repair guesses the right text; it is suggested only if it matches the pattern
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

/**
 * As `format`, for a text that may be a secret. The message does not repeat it.
 * @param called what the message calls the text: `the value`
 */
export const secretFormat = (called: string, noun: string, rule: string, pattern: RegExp): Format => ({
  pattern,
  objection: (text) => (pattern.test(text) ? undefined : { message: `${called} is not ${noun}: ${rule}` }),
});
