import * as z from 'zod';
import type { Format } from './format.js';

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

/** Marks a member whose value no message shows. JSON Schema calls such members write-only. */
export const hidden = <Member extends z.ZodType>(member: Member): Member => member.meta({ writeOnly: true });
