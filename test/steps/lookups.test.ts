import { expect, test } from '@jest/globals';
import type { Cloud } from '../../src/step.js';
import { resources } from '../../steps/nouns.js';

/** Those that read nothing: what was looked up is their id. */
const pinned = resources.filter(({ lookup, type }) => lookup && !type.startsWith('existing-'));

test.each(pinned.map((it) => [it.type, it] as const))(
  '%s: an id that was edited gives nothing to others',
  async (_type, it) => {
    expect(await it.read({} as Cloud, {})).toMatchObject({ is: 'broken' });
  },
);
