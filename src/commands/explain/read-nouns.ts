import { areasByType, resources } from '../../../steps/nouns.js';
import type { Billing } from '../../billing.js';
import { readChapters } from '../../lessons/book.js';
import type { Chapter } from '../../lessons/lesson.js';

/** What is said of nouns, as plain data. */
export interface NounFacts {
  /** In the order of teaching. */
  readonly chapters: readonly Chapter[];
  /** By noun: the part of a plan that it is shown in. */
  readonly areas: { readonly [noun: string]: string };
  /** By noun: the prices that it is billed by. Absent where it is free. */
  readonly billing: { readonly [noun: string]: Pick<Billing, 'fixed' | 'usage'> };
}

/** Reads it from the nouns themselves, and their lessons from disk. */
export function readNouns(): NounFacts {
  const billed = resources.flatMap(({ type, billing }) => {
    const { fixed = [], usage = [] } = billing ?? {};
    return billing ? [[type, { fixed, usage }] as const] : [];
  });
  return {
    chapters: readChapters(resources.map(({ type }) => type)),
    areas: Object.fromEntries(areasByType),
    billing: Object.fromEntries(billed),
  };
}
