import type { Scripting } from '../../../src/scripting.js';

export const script: Scripting = {
  waits: [
    {
      for: 'ready',
      like: 'DescribeLoadBalancers',
      query: 'LoadBalancers[0].State.Code',
      good: 'active|active_impaired',
      bad: 'failed',
      minutes: 10,
    },
    {
      for: 'gone',
      like: 'DeleteLoadBalancer',
      ask: 'DescribeLoadBalancers',
      input: ({ LoadBalancerArn }) => ({ LoadBalancerArns: [LoadBalancerArn] }),
      waiter: 'load-balancers-deleted',
      minutes: 10,
    },
  ],
  answers: { CreateLoadBalancer: 'LoadBalancers.0.LoadBalancerArn LoadBalancers.0.DNSName' },
};
