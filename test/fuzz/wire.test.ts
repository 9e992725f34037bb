import { beforeAll, test } from '@jest/globals';
import { wire } from './wire.js';
import { few } from './few.js';
import { foundBefore } from './found.js';

beforeAll(() => wire.prepare());

test('a spoilt request is answered', () => few(wire, 'a spoilt request is answered'));
test('whatever a client asks, it is answered', () => few(wire, 'whatever a client asks, it is answered'));
test.each(foundBefore(wire))('once wrong: %s', (_what, tries) => tries());
