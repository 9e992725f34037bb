import * as jest from '@jest/globals';
import { isFull } from './is-full.js';

export { isFull };

/**
 * What a test is repeated for.
 * @param all in `npm run test:long`
 * @param few in `npm test`, which has 80 seconds (CONTRIBUTING.md, "Short and long")
 */
export const inFull = <T>(all: readonly T[], few: readonly T[]): readonly T[] => (isFull ? all : few);

/** How often something is tried: in `npm run test:long`, and in `npm test`. */
export const times = (full: number, few: number): number => (isFull ? full : few);

/** A test that `npm test` leaves to `npm run test:long`, because it starts many processes. */
export const longTest = isFull ? jest.test : jest.test.skip;

/** A few of a list, from all parts of it. */
export const everyThird = <T>(all: readonly T[]): readonly T[] => all.filter((_, at) => at % 3 === 0);
