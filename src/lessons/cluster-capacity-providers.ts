import type { Chapter } from './lesson.js';

export const clusterCapacityProviders: Chapter = {
  noun: 'cluster-capacity-providers',
  is:
    'Which capacity providers a cluster may use, and which one it takes when a service does not say. It is a list on ' +
    'the cluster rather than a resource: one call writes it, and the same call empties it.',
  operations: {
    'ecs:PutClusterCapacityProviders': {
      does: 'Replaces the list of capacity providers of a cluster, and its default strategy.',
      parameters: {
        capacityProviders: 'All of them. One that is left out is taken off the cluster.',
        defaultCapacityProviderStrategy:
          'For services and tasks that name neither a launch type nor a strategy; it must be sent, as `[]` where ' +
          'there is none. With one provider, `weight` 1 means that all tasks go there, and `base` 0 that none is set ' +
          'apart first.',
        cluster: 'Its ARN. Without, ECS means the cluster `default`.',
      },
      behind:
        'ECS gives the group its scaling policy and alarms, or takes them away, within some seconds. Meanwhile ' +
        '`attachmentsStatus` of the cluster is `UPDATE_IN_PROGRESS`, and other changes are refused with ' +
        '`UpdateInProgressException`; then it is `UPDATE_COMPLETE` or `UPDATE_FAILED`.',
      undo:
        'The same call with two empty lists, when no service and no task uses the provider any more; before that, ' +
        '`ResourceInUseException`.',
      mistakes: [
        'Sending only the provider to be added. All others are gone from the cluster, or the call is refused ' +
          'because tasks run on them.',
        'Creating the service first. It is refused, since its strategy names a provider that the cluster does not ' +
          'have.',
        'Deleting the group while the provider is still on the list. Tasks wait for machines that ECS can no ' +
          'longer start.',
        'Calling it right after CreateCluster: `ClientException`, as long as the cluster is not `ACTIVE`.',
      ],
      link: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutClusterCapacityProviders.html',
    },
  },
};
