import * as z from 'zod';
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

/** The zod type of a member that is a text in this format. */
export const textMember = ({ pattern, objection }: Format) =>
  z
    .string()
    .superRefine((text, context) => {
      const wrong = objection(text);
      if (wrong) context.addIssue({ code: 'custom', message: wrong.message, params: { hint: wrong.hint } });
    })
    .meta({ pattern: pattern.source });

/**
 * A member that is a text, and that people write as a number or a boolean: `PORT: 80`. What is written is its text
 * (`typed.ts`).
 */
export const plainText = (member: z.ZodType<string> = z.string()): z.ZodType<string, string | number | boolean> =>
  member.meta({ type: ['string', 'number', 'boolean'] }) as z.ZodType<string, string | number | boolean>;

/** The zod type of a map whose names are in this format. The value of a wrong name is checked, too. */
export const mapMember = <Value extends z.ZodType>({ pattern, objection }: Format, value: Value) =>
  z.record(z.string().meta({ pattern: pattern.source }), value).superRefine(
    (members, context) => {
      if (typeof members !== 'object' || members === null || Array.isArray(members)) return;
      for (const name of Object.keys(members)) {
        const wrong = objection(name);
        const params = { hint: wrong?.hint, isName: true };
        if (wrong) context.addIssue({ code: 'custom', path: [name], message: wrong.message, params });
      }
    },
    { when: () => true },
  );

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

/** Marks a member whose value no message shows. JSON Schema calls such members write-only. */
export const hidden = <Member extends z.ZodType>(member: Member): Member => member.meta({ writeOnly: true });
