import type { Scripting } from '../../../src/scripting.js';

export const script: Scripting = {
  waits: [
    {
      for: 'ready',
      like: 'DescribeVpcEndpoints',
      query: 'VpcEndpoints[0].State',
      good: 'available',
      bad: 'failed|rejected|expired',
      minutes: 10,
    },
    {
      for: 'gone',
      like: 'DescribeVpcEndpoints',
      query: 'VpcEndpoints[0].State',
      good: 'None|deleted|gone',
      minutes: 10,
    },
  ],
  answers: { CreateVpcEndpoint: 'VpcEndpoint.VpcEndpointId' },
};
