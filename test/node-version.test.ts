import { expect, test } from '@jest/globals';
import { refusalOf } from '../src/node-version.js';

test.each(['20.19.0', '20.20.2', '21.0.0', '22.0.0', '24.1.0'])('Node %s will do', (running) => {
  expect(refusalOf(running, '20.19')).toBeUndefined();
});

test.each(['8.17.0', '14.21.3', '18.20.4', '20.10.0', '20.9.0'])('Node %s is too old, and is told so', (running) => {
  expect(refusalOf(running, '20.19')).toBe(`provision needs Node 20.19 or later, and this is Node ${running}.`);
});
