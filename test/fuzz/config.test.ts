import { beforeAll, test } from '@jest/globals';
import { config } from './config.js';
import { few } from './few.js';
import { foundBefore } from './found.js';

beforeAll(() => config.prepare());

test('a config of spoilt text is read or refused', () => few(config, 'a config of spoilt text is read or refused'));
test('a config of spoilt data is read or refused', () => few(config, 'a config of spoilt data is read or refused'));
test('a config of spoilt parts is read or refused', () => few(config, 'a config of spoilt parts is read or refused'));
test('noise is refused as a config', () => few(config, 'noise is refused as a config'));
test.each(foundBefore(config))('once wrong: %s', (_what, tries) => tries());
