import { findings } from './rules.js';
import { shape, type Shape } from './shape.js';

/**
 * The whole check of a config: its members (`shape.ts`), and the rules between members (`rules.ts`). Validation, the
 * TypeScript types and the JSON Schema that editors complete from are all derived from it.
 */

// `when`: the rules between members run even if some members are wrong, so that all problems are reported at once.
export const configSchema = shape
  .superRefine(
    (config, context) => {
      for (const { at, message, hint, other, restsOn = at } of findings(config, context.issues))
        context.addIssue({ code: 'custom', path: [...at[0]], message, params: { at, hint, other, restsOn } });
    },
    { when: () => true },
  )
  .meta({ title: 'provision', description: 'A container API on AWS ECS, brought up and taken down by provision.' });

/** A validated config with every default filled in. */
export type Config = Shape & { readonly name: string };
