import { beforeAll, test } from '@jest/globals';
import { wire } from './wire.js';
import { few } from './few.js';
import { foundBefore } from './found.js';

/** Those that cases in `found/` are about; `npm run test:fuzz` takes all of them. */
beforeAll(() => wire.prepare(['cloud-map-public', 'alb-microservices']));

test('a spoilt request is answered', () => few(wire, 'a spoilt request is answered'));
test('whatever a client asks, it is answered', () => few(wire, 'whatever a client asks, it is answered'));
test.each(foundBefore(wire))('once wrong: %s', (_what, tries) => tries());
