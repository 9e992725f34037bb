import type { Scripting } from '../../../src/scripting.js';

export const script: Scripting = {
  waits: [
    {
      for: 'ready',
      like: 'DescribeClusters',
      query: 'clusters[0].attachmentsStatus',
      good: 'UPDATE_COMPLETE',
      bad: 'UPDATE_FAILED',
      minutes: 20,
    },
    {
      for: 'gone',
      like: 'DescribeClusters',
      query: 'clusters[0].attachmentsStatus',
      good: 'UPDATE_COMPLETE|None|gone',
      bad: 'UPDATE_FAILED',
      minutes: 20,
    },
  ],
};
