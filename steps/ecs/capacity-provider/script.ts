import type { Scripting } from '../../../src/scripting.js';

export const script: Scripting = {
  waits: [
    {
      for: 'ready',
      like: 'DescribeCapacityProviders',
      query: 'capacityProviders[0].status',
      good: 'ACTIVE',
      bad: '.*FAILED',
      minutes: 20,
    },
    {
      for: 'gone',
      like: 'DescribeCapacityProviders',
      query: 'capacityProviders[0].status',
      good: 'INACTIVE|None|gone',
      minutes: 20,
    },
  ],
  answers: { CreateCapacityProvider: 'capacityProvider.capacityProviderArn' },
};
