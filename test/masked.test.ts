import { describe, expect, test } from '@jest/globals';
import { schemaLogFilter } from '@smithy/core/client';
import { masked } from '../src/masked.js';
import { shapeOf } from '../src/sdk-schema.js';
import { sdks } from './sandbox/wire/clients.js';
import { dice, randomValue } from './sandbox/wire/random-value.js';

const shown = { text: (text: string) => text };

describe.each(sdks)('$id', ({ operations }) => {
  test('of every input the same is masked as in the logs of the SDK', () => {
    const roll = dice(3);
    for (const [, , name, , of] of operations) {
      const input = randomValue(shapeOf(of), roll);
      expect({ [name]: masked(shapeOf(of), input, shown) }).toEqual({ [name]: schemaLogFilter(of, input) });
    }
  });
});
