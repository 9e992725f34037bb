import type { Scripting } from '../../../src/scripting.js';

export const script: Scripting = {
  waits: [
    { for: 'ready', like: 'DescribeClusters', query: 'clusters[0].status', good: 'ACTIVE', bad: 'FAILED', minutes: 5 },
  ],
  answers: { CreateCluster: 'cluster.clusterArn' },
  // Container Insights writes once more when the cluster is gone. Nobody has put tags on a group that it has made.
  last: { operation: 'DeleteLogGroup', only: { like: 'ListTagsForResource', query: 'length(tags)', good: '0' } },
};
