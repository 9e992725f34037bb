import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import type * as z from 'zod';
import type { configSchema } from '../../src/config/schema.js';
import type { StackConfig } from '../../src/library/stack-config.js';
import { configModule } from '../../scripts/build/config-type.js';

/** Compiles only as long as every config of this type is one that the schema takes. */
export const asInput = (config: StackConfig): z.input<typeof configSchema> => config as Mutable<StackConfig>;
type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;

test('the type of a config is the one that the schema makes: otherwise run scripts/config-type.js', async () => {
  const { format, resolveConfig } = await import('prettier');
  const url = new URL('../../src/library/stack-config.ts', import.meta.url);
  const made = await format(configModule(), {
    ...(await resolveConfig(url)),
    parser: 'typescript',
  });
  expect(await readFile(url, 'utf8')).toBe(made);
});
