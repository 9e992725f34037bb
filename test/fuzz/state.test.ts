import { beforeAll, test } from '@jest/globals';
import { state } from './state.js';
import { few } from './few.js';
import { foundBefore } from './found.js';

beforeAll(() => state.prepare());

test('a state of spoilt data is worked with or refused', () =>
  few(state, 'a state of spoilt data is worked with or refused'));
test('a state of lies is worked with or refused', () => few(state, 'a state of lies is worked with or refused'));
test('a state of spoilt text is worked with or refused', () =>
  few(state, 'a state of spoilt text is worked with or refused'));
test.each(foundBefore(state))('once wrong: %s', (_what, tries) => tries());
