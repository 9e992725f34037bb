import { jest } from '@jest/globals';
import { check } from './check.js';
import type { Target } from './target.js';

// What is slow under a busy machine is not wrong.
jest.setTimeout(120_000);

/**
 * Tries a few cases, always the same: a failing `npm test` is about what was changed.
 * @param title of one of the target's properties
 * @throws Error with the case and what was wrong
 */
export async function few<Case>(target: Target<Case>, title: string): Promise<void> {
  const property = target.properties.find((it) => it.title === title);
  if (!property) throw new Error(`${target.name} has no property called ${title}`);
  const { found } = await check(target, property, { runs: Math.ceil(5 * property.share), seed: 1 });
  if (found) throw new Error(`${found.json.slice(0, 2000)}\n${found.why}`);
}
