import type { Chapter } from './lesson.js';

export const cluster: Chapter = {
  noun: 'cluster',
  is:
    'A name that services and tasks belong to, and a boundary for permissions and metrics. A task is one or more ' +
    'containers that are started together, as a pod is elsewhere. On Fargate there is nothing behind the cluster, no ' +
    'machine and no network: AWS finds a machine for each task and runs it there, unseen. With EC2 capacity the ' +
    'cluster is also the set of your own instances that have joined it, by the agent of ECS that runs on each and ' +
    'starts and stops containers.',
  operations: {
    'ecs:CreateCluster': {
      does: 'Creates a cluster, empty.',
      parameters: {
        clusterName:
          'Unique in the account and region. A name that exists is not refused: ECS answers with the cluster there ' +
          'is, so its tags are looked at first to see whose it is.',
        settings:
          '`containerInsights`: `enabled` records metrics of the cluster and its services, `enhanced` also those of ' +
          'each task and container, `disabled` none. Left out, the default of the account counts, which may be ' +
          'either.',
        tags:
          'In lower case, `{key, value}`, where most of AWS has `{Key, Value}`. Costs and permissions can be told ' +
          'apart by them.',
      },
      behind:
        'It is `ACTIVE` in about a second. In an account that has never used ECS, this call also makes the role ' +
        '`AWSServiceRoleForECS`, by which ECS attaches network interfaces and registers targets for you. That role ' +
        'takes some seconds to be usable, and stays for good.',
      undo: '`ecs:DeleteCluster`.',
      cost:
        'Nothing itself. Container Insights is billed by what it measures: metrics, and the log that they come from.',
      mistakes: [
        'Leaving `cluster` out of later calls. ECS then means a cluster named `default`, and answers ' +
          '`ClusterNotFoundException` or, worse, about other tasks.',
        'A caller who may not create service-linked roles, in a new account. CreateCluster succeeds, and ' +
          'CreateService then fails with "Unable to assume the service linked role".',
      ],
      link: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCluster.html',
    },
    'ecs:DescribeClusters': {
      does: 'Shows clusters by name or ARN, up to 100 in one call. What is asked for with `include` comes along.',
      parameters: {
        include:
          '`SETTINGS` for Container Insights and `TAGS`; `ATTACHMENTS` for the state of its capacity providers. All ' +
          'are left out otherwise.',
      },
      behind:
        'A cluster that does not exist is no exception: it stands under `failures` with the reason `MISSING`. A ' +
        'deleted one is described for a while, as `INACTIVE`.',
      mistakes: [
        'Taking an answer for a cluster that can be used. `INACTIVE` is a deleted one; only `ACTIVE` takes tasks.',
      ],
      link: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeClusters.html',
    },
    'ecs:UpdateCluster': {
      does: 'Changes the settings of a cluster. Here that is Container Insights, the one member that can differ.',
      parameters: {
        settings: 'The wanted value. Metrics of services begin or end from here on; nothing is restarted.',
      },
      undo: 'The same call with the earlier value.',
      cost: 'Turned on, what it measures is billed.',
      link: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateCluster.html',
    },
    'ecs:DeleteCluster': {
      does: 'Deletes a cluster that is empty.',
      behind:
        'It answers at once, and the cluster is `INACTIVE` from then on. A cluster of the same name may be created ' +
        'right away.',
      undo: 'Nothing has to: it can be created again under the same name and ARN.',
      mistakes: [
        'Not waiting for what is in it: `ClusterContainsServicesException`, `ClusterContainsTasksException` or ' +
          '`ClusterContainsContainerInstancesException`. A service must be `INACTIVE`, its tasks stopped, and the ' +
          'instances terminated.',
        'Deleting it while capacity providers are being taken off: `UpdateInProgressException`, or ' +
          '`ClientException` saying that it cannot be deleted meanwhile.',
        'Forgetting the log group `/aws/ecs/containerinsights/<name>/performance`. Container Insights has made it, ' +
          'and it outlives the cluster.',
      ],
      link: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteCluster.html',
    },
    'ecs:TagResource': {
      does:
        'Adds tags to a cluster, a service, a task definition or a capacity provider, or overwrites them. It is sent ' +
        'only where tags in the config have changed: at first, each create brings its own.',
      parameters: {
        resourceArn: 'The full ARN. That of a service has the name of its cluster in it.',
        tags: 'Those that are new or different. An empty list would be refused, so no call is made then.',
      },
      behind:
        'A service with `propagateTags` hands its tags to tasks when they start. Tasks that run keep the tags of ' +
        'their own start.',
      undo: '`ecs:UntagResource`, or the same call with the earlier values.',
      mistakes: [
        'A key that begins with `aws:` is refused: that prefix belongs to AWS.',
        'Switching long ARNs on for the whole account first (`PutAccountSettingDefault`), as older guides do. Since ' +
          'April 2021 every account has them, and services can be tagged without.',
      ],
      link: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TagResource.html',
    },
    'ecs:UntagResource': {
      does: 'Removes tags from one of these resources.',
      parameters: {
        tagKeys: 'The keys alone, and only those that the config had before. Tags of others stay.',
      },
      undo: '`ecs:TagResource`.',
      link: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UntagResource.html',
    },
  },
};
