import { expect, test } from '@jest/globals';
import { createColors } from 'picocolors';
import { outputsText } from '../../src/ui/outputs.js';

const colors = createColors(false);
const outputs = { ApiUrl: 'https://a.example/', LoadBalancerUrl: 'http://b.example/' };

test('all outputs, aligned; one output bare, for a script', () => {
  expect(outputsText(outputs, colors)).toBe(
    'ApiUrl           https://a.example/\nLoadBalancerUrl  http://b.example/\n',
  );
  expect(outputsText(outputs, colors, 'ApiUrl')).toBe('https://a.example/\n');
});

test('an output that is not there is not an empty one', () => {
  expect(outputsText(outputs, colors, 'toString')).toBeUndefined();
  expect(outputsText({}, colors)).toBe('');
});
