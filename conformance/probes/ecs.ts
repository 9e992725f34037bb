import {
  CreateCapacityProviderCommand,
  CreateClusterCommand,
  CreateServiceCommand,
  DeleteClusterCommand,
  DeleteServiceCommand,
  DeleteTaskDefinitionsCommand,
  DeregisterTaskDefinitionCommand,
  DescribeCapacityProvidersCommand,
  DescribeClustersCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ListClustersCommand,
  ListServicesCommand,
  ListTagsForResourceCommand,
  ListTaskDefinitionsCommand,
  ListTasksCommand,
  PutClusterCapacityProvidersCommand,
  RegisterTaskDefinitionCommand,
  StopTaskCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateServiceCommand,
  type CreateServiceCommandInput,
  type RegisterTaskDefinitionCommandInput,
} from '@aws-sdk/client-ecs';
import { CreateServiceCommand as CreateRegistryCommand } from '@aws-sdk/client-servicediscovery';
import { CreateTargetGroupCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { fargateTask, lowerCase } from '../given.js';
import { probesOf, type Source } from '../probe.js';
import type { Story } from '../story.js';

const api = (operation: string): Source =>
  `https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_${operation}.html`;

async function clusterIn(story: Story, clusterName = story.name('cluster')): Promise<string> {
  const { ecs, check } = story;
  await ecs.send(new CreateClusterCommand({ clusterName, tags: lowerCase(story) }));
  const read = async () =>
    (await ecs.send(new DescribeClustersCommand({ clusters: [clusterName] }))).clusters?.[0]?.status;
  await check.becomes('the status of the cluster', read, {
    through: ['PROVISIONING'],
    goal: 'ACTIVE',
    seconds: 120,
  });
  return clusterName;
}

/** Registers a task definition. @returns its ARN */
export async function definitionIn(
  story: Story,
  more: Partial<RegisterTaskDefinitionCommandInput> = {},
  family = story.name('task'),
): Promise<string> {
  const input = { ...fargateTask(family), tags: lowerCase(story), ...more };
  const { taskDefinition } = await story.ecs.send(new RegisterTaskDefinitionCommand(input));
  return `${taskDefinition?.taskDefinitionArn}`;
}

/** What asks for a service in the shared cluster, without tasks. */
export async function serviceInput(story: Story, more: Partial<CreateServiceCommandInput> = {}) {
  const { given, name } = story;
  return {
    cluster: await given.cluster(),
    serviceName: name('service'),
    taskDefinition: await given.definition(),
    desiredCount: 0,
    launchType: 'FARGATE' as const,
    networkConfiguration: {
      awsvpcConfiguration: { subnets: [...(await given.subnets())], securityGroups: [await given.group()] },
    },
    tags: lowerCase(story),
    ...more,
  };
}

const registering = (story: Story, more: Partial<RegisterTaskDefinitionCommandInput>) => definitionIn(story, more);

const [container] = fargateTask('x').containerDefinitions;

export const ecs = probesOf('ecs', [
  {
    title: 'a cluster is ACTIVE within a minute, and says its settings when asked',
    source: api('Cluster'),
    async run(story) {
      const { check, ecs, partition, region, account } = story;
      const name = await clusterIn(story);
      const { clusters = [] } = await ecs.send(
        new DescribeClustersCommand({ clusters: [name], include: ['SETTINGS', 'TAGS'] }),
      );
      check.equal('the ARN', clusters[0]?.clusterArn, `arn:${partition}:ecs:${region}:${account}:cluster/${name}`);
      check.equal('the tags', clusters[0]?.tags, lowerCase(story));
      check.equal(
        'the settings',
        clusters[0]?.settings?.map((it) => it.name),
        ['containerInsights'],
      );
      check.has('the cluster', clusters[0], 'runningTasksCount', 'pendingTasksCount', 'activeServicesCount');
    },
  },
  {
    title: 'creating a cluster whose name is there answers the one that is there',
    source: 'believed: no page says it; CloudFormation and copilot lean on it',
    async run(story) {
      const { check, ecs } = story;
      const clusterName = await clusterIn(story);
      const again = await ecs.send(new CreateClusterCommand({ clusterName }));
      check.equal('the name', again.cluster?.clusterName, clusterName);
      check.equal('the status', again.cluster?.status, 'ACTIVE');
    },
  },
  {
    title: 'a cluster that is not there is no error: it is MISSING among the failures',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html',
    async run({ check, ecs, name }) {
      const answer = await ecs.send(new DescribeClustersCommand({ clusters: [name('nobody')] }));
      check.equal('the clusters', answer.clusters, []);
      check.equal(
        'the reasons',
        answer.failures?.map(({ reason }) => reason),
        ['MISSING'],
      );
    },
  },
  {
    title: 'a deleted cluster is INACTIVE, and deleting it again is refused or answers it',
    source: api('DeleteCluster'),
    async run(story) {
      const { check, ecs } = story;
      const cluster = await clusterIn(story);
      const { cluster: deleted } = await ecs.send(new DeleteClusterCommand({ cluster }));
      check.matches('its status', deleted?.status, /^(INACTIVE|DEPROVISIONING)$/);
      const read = async () =>
        (await ecs.send(new DescribeClustersCommand({ clusters: [cluster] }))).clusters?.[0]?.status;
      await check.becomes('its status afterwards', read, {
        through: ['DEPROVISIONING'],
        goal: 'INACTIVE',
        seconds: 120,
      });
    },
  },
  {
    title: 'deleting a cluster that never was is refused: ClusterNotFoundException',
    source: api('DeleteCluster'),
    async run({ check, ecs, name }) {
      await check.refused('DeleteCluster', ecs.send(new DeleteClusterCommand({ cluster: name('nobody') })), {
        code: 'ClusterNotFoundException',
        means: ['delete', 'gone'],
      });
    },
  },
  {
    title: 'a cluster with a service in it is not deleted: ClusterContainsServicesException',
    source: api('DeleteCluster'),
    async run(story) {
      const { check, ecs } = story;
      const cluster = await clusterIn(story);
      await ecs.send(new CreateServiceCommand(await serviceInput(story, { cluster })));
      await check.refused('DeleteCluster', ecs.send(new DeleteClusterCommand({ cluster })), {
        code: 'ClusterContainsServicesException',
        means: ['delete', 'in-use'],
      });
    },
  },
  {
    title: 'clusters are listed by ARN, in pages',
    source: api('ListClusters'),
    async run(story) {
      const { check, ecs } = story;
      await clusterIn(story);
      await clusterIn(story);
      const first = await ecs.send(new ListClustersCommand({ maxResults: 1 }));
      check.equal('how many are in the first page', first.clusterArns?.length, 1);
      check.has('the first page', first, 'nextToken');
    },
  },
  {
    title: 'a task definition counts its revisions, and is never changed',
    source: api('RegisterTaskDefinition'),
    async run(story) {
      const { check, ecs, name } = story;
      const family = name('task');
      const first = await definitionIn(story, {}, family);
      const second = await definitionIn(story, {}, family);
      check.matches('the first ARN', first, new RegExp(`:task-definition/${family}:1$`));
      check.matches('the second ARN', second, new RegExp(`:task-definition/${family}:2$`));
      const answer = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: family, include: ['TAGS'] }));
      check.equal('the latest', answer.taskDefinition?.taskDefinitionArn, second);
      check.equal('the tags', answer.tags, lowerCase(story));
      check.equal('the status', answer.taskDefinition?.status, 'ACTIVE');
    },
  },
  {
    title: 'a task definition that is not there is refused: ClientException, Unable to describe task definition',
    source: 'experience: seen by Terraform users, whose provider compares this text',
    async run({ check, ecs, name }) {
      const command = new DescribeTaskDefinitionCommand({ taskDefinition: name('nobody') });
      await check.refused('DescribeTaskDefinition', ecs.send(command), {
        code: 'ClientException',
        message: /unable to describe task definition/i,
        means: ['read', 'gone'],
      });
    },
  },
  {
    title: 'a deregistered task definition is INACTIVE, and can be read still',
    source: api('DeregisterTaskDefinition'),
    async run(story) {
      const { check, ecs } = story;
      const taskDefinition = await definitionIn(story);
      const answer = await ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition }));
      check.equal('the status', answer.taskDefinition?.status, 'INACTIVE');
      const read = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
      check.equal('the status, read', read.taskDefinition?.status, 'INACTIVE');
    },
  },
  {
    title: 'an ACTIVE task definition is not deleted: a failure in an answer of 200',
    source: api('DeleteTaskDefinitions'),
    async run(story) {
      const { check, ecs } = story;
      const taskDefinitions = [await definitionIn(story)];
      const answer = await ecs.send(new DeleteTaskDefinitionsCommand({ taskDefinitions }));
      check.equal('how many failures', answer.failures?.length, 1);
      check.equal('how many are being deleted', answer.taskDefinitions?.length ?? 0, 0);
    },
  },
  {
    title: 'a deregistered task definition is deleted: DELETE_IN_PROGRESS, and then it is gone',
    source: api('DeleteTaskDefinitions'),
    seconds: 120,
    async run(story) {
      const { check, ecs } = story;
      const taskDefinition = await definitionIn(story);
      await ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition }));
      const answer = await ecs.send(new DeleteTaskDefinitionsCommand({ taskDefinitions: [taskDefinition] }));
      check.equal('the failures', answer.failures ?? [], []);
      check.equal(
        'the statuses',
        answer.taskDefinitions?.map(({ status }) => status),
        ['DELETE_IN_PROGRESS'],
      );
      const read = async () =>
        (await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }))).taskDefinition?.status;
      await check.becomes('its status', read, {
        through: ['INACTIVE', 'DELETE_IN_PROGRESS'],
        goal: 'gone',
        seconds: 3600,
      });
    },
  },
  {
    title: 'the definitions of a family are listed, the newest first where asked for',
    source: api('ListTaskDefinitions'),
    async run(story) {
      const { check, ecs, name } = story;
      const familyPrefix = name('task');
      const first = await definitionIn(story, {}, familyPrefix);
      const second = await definitionIn(story, {}, familyPrefix);
      const read = async () =>
        (await ecs.send(new ListTaskDefinitionsCommand({ familyPrefix, sort: 'DESC' }))).taskDefinitionArns;
      await check.shows('the ARNs', read, [second, first]);
    },
  },
  {
    title: 'a size that Fargate does not have is refused: ClientException',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html',
    async run(story) {
      await story.check.refused('RegisterTaskDefinition', registering(story, { cpu: '256', memory: '4096' }), {
        code: 'ClientException',
        message: /No Fargate configuration exists/,
      });
    },
  },
  {
    title: 'links are for bridge networks: ClientException for a task with a network interface of its own',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html',
    async run(story) {
      const { containerDefinitions: [first] = [] } = fargateTask('links');
      const containerDefinitions = [
        { ...first },
        { ...first, name: 'side', portMappings: [], links: [`${first?.name}`] },
      ];
      await story.check.refused('RegisterTaskDefinition', registering(story, { containerDefinitions }), {
        code: 'ClientException',
      });
    },
  },
  {
    title: 'Fargate takes no network mode but awsvpc: ClientException',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html',
    async run(story) {
      await story.check.refused('RegisterTaskDefinition', registering(story, { networkMode: 'bridge' }), {
        code: 'ClientException',
      });
    },
  },
  {
    title: 'with awsvpc the port of the host is the port of the container: ClientException',
    source: api('PortMapping'),
    async run(story) {
      const containerDefinitions = [{ ...container, portMappings: [{ containerPort: 80, hostPort: 8080 }] }];
      await story.check.refused('RegisterTaskDefinition', registering(story, { containerDefinitions }), {
        code: 'ClientException',
      });
    },
  },
  {
    title: 'a task definition without an essential container is refused: ClientException',
    source: api('ContainerDefinition'),
    async run(story) {
      const containerDefinitions = [{ ...container, essential: false }];
      await story.check.refused('RegisterTaskDefinition', registering(story, { containerDefinitions }), {
        code: 'ClientException',
      });
    },
  },
  {
    title: 'a task definition shows members that nobody asked for',
    source: api('ContainerDefinition'),
    async run(story) {
      const { check, ecs } = story;
      const answer = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: await definitionIn(story) }));
      const [shown] = answer.taskDefinition?.containerDefinitions ?? [];
      check.equal('essential', shown?.essential, true);
      check.equal('the port', shown?.portMappings, [{ containerPort: 80, hostPort: 80, protocol: 'tcp' }]);
      check.equal('what it is compatible with', answer.taskDefinition?.compatibilities?.includes('FARGATE'), true);
    },
  },
  {
    title: 'a service without tasks is ACTIVE, with a primary deployment',
    source: api('Service'),
    async run(story) {
      const { check, ecs } = story;
      const input = await serviceInput(story);
      const { service } = await ecs.send(new CreateServiceCommand(input));
      check.equal('the status', service?.status, 'ACTIVE');
      check.has('the service', service, 'serviceArn', 'createdAt', 'deployments', 'networkConfiguration');
      check.equal(
        'the deployments',
        service?.deployments?.map((it) => it.status),
        ['PRIMARY'],
      );
      check.matches('the ARN', service?.serviceArn, new RegExp(`:service/${input.cluster}/${input.serviceName}$`));
      const rollout = async () => {
        const answer = await ecs.send(
          new DescribeServicesCommand({ cluster: input.cluster, services: [input.serviceName] }),
        );
        return answer.services?.[0]?.deployments?.[0]?.rolloutState;
      };
      await check.becomes('the rollout', rollout, { through: ['IN_PROGRESS'], goal: 'COMPLETED', seconds: 300 });
    },
  },
  {
    title: 'the name of a service is taken once: InvalidParameterException, not idempotent',
    source: 'https://github.com/hashicorp/terraform-provider-aws/issues/2283',
    async run(story) {
      const { check, ecs } = story;
      const input = await serviceInput(story);
      await ecs.send(new CreateServiceCommand(input));
      await check.refused('CreateService', ecs.send(new CreateServiceCommand({ ...input, desiredCount: 1 })), {
        code: 'InvalidParameterException',
        message: /not idempotent/,
        means: ['create', 'taken'],
      });
    },
  },
  {
    title: 'the same request with the same token answers the same service',
    source: api('CreateService'),
    async run(story) {
      const { check, ecs, token } = story;
      const input = await serviceInput(story, { clientToken: token().slice(0, 32) });
      const first = await ecs.send(new CreateServiceCommand(input));
      const second = await ecs.send(new CreateServiceCommand(input));
      check.matches('the first ARN', first.service?.serviceArn, /^arn:/);
      check.equal('the second ARN', second.service?.serviceArn, first.service?.serviceArn);
    },
  },
  {
    title: 'a service in a cluster that is not there is refused: ClusterNotFoundException',
    source: api('CreateService'),
    async run(story) {
      const { check, ecs, name } = story;
      const input = await serviceInput(story, { cluster: name('nobody') });
      await check.refused('CreateService', ecs.send(new CreateServiceCommand(input)), {
        code: 'ClusterNotFoundException',
        means: ['create', 'not-yet'],
      });
    },
  },
  {
    title: 'a service of a task definition that is not there is refused: ClientException',
    source: 'believed: API_CreateService lists ClientException without saying when',
    async run(story) {
      const { check, ecs, name } = story;
      const input = await serviceInput(story, { taskDefinition: `${name('nobody')}:1` });
      await check.refused('CreateService', ecs.send(new CreateServiceCommand(input)), { code: 'ClientException' });
    },
  },
  {
    title: 'a service in a subnet that is not there is refused: InvalidParameterException',
    source: 'experience: the message ends in the code that EC2 has answered',
    async run(story) {
      const { check, ecs } = story;
      const networkConfiguration = { awsvpcConfiguration: { subnets: ['subnet-0123456789abcdef0'] } };
      const input = await serviceInput(story, { networkConfiguration });
      await check.refused('CreateService', ecs.send(new CreateServiceCommand(input)), {
        code: 'InvalidParameterException',
        message: /InvalidSubnetID\.NotFound/,
      });
    },
  },
  {
    title: 'a service of awsvpc tasks without a network is refused: InvalidParameterException',
    source: api('CreateService'),
    async run(story) {
      const { check, ecs } = story;
      const { networkConfiguration: _, ...input } = await serviceInput(story);
      await check.refused('CreateService', ecs.send(new CreateServiceCommand(input)), {
        code: 'InvalidParameterException',
        message: /Network Configuration must be provided/,
      });
    },
  },
  {
    title: 'a launch type and a strategy exclude each other: InvalidParameterException',
    source: api('CreateService'),
    async run(story) {
      const { check, ecs } = story;
      const capacityProviderStrategy = [{ capacityProvider: 'FARGATE', weight: 1 }];
      const input = await serviceInput(story, { capacityProviderStrategy });
      await check.refused('CreateService', ecs.send(new CreateServiceCommand(input)), {
        code: 'InvalidParameterException',
      });
    },
  },
  {
    title: 'a target group that no load balancer has is refused, which the program waits for',
    source: 'experience: seen by Terraform users, whose provider repeats the call',
    async run(story) {
      const { check, ecs, elbv2, given, name, tagList: Tags } = story;
      const made = await elbv2.send(
        new CreateTargetGroupCommand({
          ...{ Name: name('group'), Protocol: 'HTTP', Port: 80, TargetType: 'ip', VpcId: await given.vpc(), Tags },
        }),
      );
      const targetGroupArn = `${made.TargetGroups?.[0]?.TargetGroupArn}`;
      const input = await serviceInput(story, {
        loadBalancers: [{ targetGroupArn, containerName: 'web', containerPort: 80 }],
      });
      await check.refused('CreateService', ecs.send(new CreateServiceCommand(input)), {
        code: 'InvalidParameterException',
        message: /does not have an associated load balancer/,
        means: ['create', 'not-yet'],
      });
    },
  },
  {
    title: 'a service is in five target groups at most: InvalidParameterException',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/register-multiple-targetgroups.html',
    async run(story) {
      const { check, ecs, partition, region, account } = story;
      const arn = (i: number) =>
        `arn:${partition}:elasticloadbalancing:${region}:${account}:targetgroup/none-${i}/0123456789abcde${i}`;
      const loadBalancers = [0, 1, 2, 3, 4, 5].map((i) => ({
        ...{ targetGroupArn: arn(i), containerName: 'web', containerPort: 80 },
      }));
      const input = await serviceInput(story, { loadBalancers });
      await check.refused('CreateService', ecs.send(new CreateServiceCommand(input)), {
        code: 'InvalidParameterException',
        message: /\b5\b|five/,
      });
    },
  },
  {
    title: 'an SRV record of awsvpc tasks needs one way to tell the port: InvalidParameterException',
    source: api('ServiceRegistry'),
    async run(story) {
      const { check, ecs, servicediscovery, given, name, tagList: Tags } = story;
      const made = await servicediscovery.send(
        new CreateRegistryCommand({
          ...{ Name: name('srv'), NamespaceId: await given.namespace(), Tags },
          DnsConfig: { DnsRecords: [{ Type: 'SRV', TTL: 10 }] },
        }),
      );
      const registryArn = `${made.Service?.Arn}`;
      const input = await serviceInput(story, { serviceRegistries: [{ registryArn }] });
      await check.refused('CreateService', ecs.send(new CreateServiceCommand(input)), {
        code: 'InvalidParameterException',
        means: ['create', 'refused'],
      });
    },
  },
  {
    title: 'a service that is not there is no error: it is MISSING among the failures',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html',
    async run({ check, ecs, given, name }) {
      const command = new DescribeServicesCommand({ cluster: await given.cluster(), services: [name('nobody')] });
      const answer = await ecs.send(command);
      check.equal(
        'the reasons',
        answer.failures?.map(({ reason }) => reason),
        ['MISSING'],
      );
    },
  },
  {
    title: 'a service that is not there is not changed: ServiceNotFoundException',
    source: api('UpdateService'),
    async run({ check, ecs, given, name }) {
      const command = new UpdateServiceCommand({ cluster: await given.cluster(), service: name('nobody') });
      await check.refused('UpdateService', ecs.send(command), { code: 'ServiceNotFoundException' });
    },
  },
  {
    title: 'a deleted service is DRAINING, then INACTIVE, is not listed, and is not changed: ServiceNotActiveException',
    source: api('DeleteService'),
    seconds: 60,
    async run(story) {
      const { check, ecs } = story;
      const input = await serviceInput(story);
      const { cluster, serviceName } = input;
      await ecs.send(new CreateServiceCommand(input));
      await ecs.send(new DeleteServiceCommand({ cluster, service: serviceName, force: true }));
      const read = async () =>
        (await ecs.send(new DescribeServicesCommand({ cluster, services: [serviceName] }))).services?.[0]?.status;
      await check.becomes('its status', read, { through: ['DRAINING'], goal: 'INACTIVE', seconds: 300 });
      const listed = async () =>
        (await ecs.send(new ListServicesCommand({ cluster }))).serviceArns?.filter((it) => it.endsWith(serviceName));
      await check.shows('the list', listed, []);
      await check.refused(
        'UpdateService',
        ecs.send(new UpdateServiceCommand({ cluster, service: serviceName, desiredCount: 1 })),
        { code: 'ServiceNotActiveException', means: ['update', 'refused'] },
      );
    },
  },
  {
    title: 'deleting a service that is not there is refused: ServiceNotFoundException',
    source: api('DeleteService'),
    async run({ check, ecs, given, name }) {
      const command = new DeleteServiceCommand({ cluster: await given.cluster(), service: name('nobody') });
      await check.refused('DeleteService', ecs.send(command), {
        code: 'ServiceNotFoundException',
        means: ['delete', 'gone'],
      });
    },
  },
  {
    title: 'a service that shall have tasks is deleted by force only: InvalidParameterException',
    source: api('DeleteService'),
    usd: 0.01,
    seconds: 300,
    async run(story) {
      const { check, ecs } = story;
      const input = await serviceInput(story, { desiredCount: 1 });
      await ecs.send(new CreateServiceCommand(input));
      const command = new DeleteServiceCommand({ cluster: input.cluster, service: input.serviceName });
      await check.refused('DeleteService', ecs.send(command), { code: 'InvalidParameterException' });
    },
  },
  {
    title: 'tasks of a service go from PROVISIONING to RUNNING, and to STOPPED when they are stopped',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html',
    usd: 0.02,
    seconds: 600,
    async run(story) {
      const { check, ecs, given } = story;
      await given.gateway();
      const [subnet] = await given.subnets();
      const awsvpcConfiguration = { subnets: [subnet], securityGroups: [await given.group()] };
      const input = await serviceInput(story, { desiredCount: 1, networkConfiguration: { awsvpcConfiguration } });
      const { cluster, serviceName } = input;
      await ecs.send(new CreateServiceCommand(input));
      const list = async () => (await ecs.send(new ListTasksCommand({ cluster, serviceName }))).taskArns ?? [];
      await check.shows('how many tasks', async () => (await list()).length, 1, 120);
      const tasks = await list();
      const read = async () => (await ecs.send(new DescribeTasksCommand({ cluster, tasks }))).tasks?.[0];
      // Without a way out the image cannot be pulled: the task stops, and says why.
      await check.becomes('its status', async () => (await read())?.lastStatus, {
        through: ['PROVISIONING', 'PENDING', 'ACTIVATING', 'RUNNING', 'DEACTIVATING', 'STOPPING', 'DEPROVISIONING'],
        goal: 'STOPPED',
        seconds: 900,
      });
      const task = await read();
      check.equal('the code of its stop', task?.stopCode, 'TaskFailedToStart');
      check.matches(
        'the reason of its stop',
        task?.stoppedReason,
        /^CannotPullContainerError|ResourceInitializationError/,
      );
      await ecs.send(new UpdateServiceCommand({ cluster, service: serviceName, desiredCount: 0 }));
    },
  },
  {
    title: 'stopping a task that is not there is refused: InvalidParameterException',
    source: api('StopTask'),
    async run({ check, ecs, given }) {
      const command = new StopTaskCommand({ cluster: await given.cluster(), task: '0123456789abcdef0123456789abcdef' });
      await check.refused('StopTask', ecs.send(command), { code: 'InvalidParameterException' });
    },
  },
  {
    title: 'tags are reached by ARN, and keys that are not there are taken away without an error',
    source: api('TagResource'),
    async run(story) {
      const { check, ecs } = story;
      const resourceArn = await definitionIn(story);
      const read = async () => (await ecs.send(new ListTagsForResourceCommand({ resourceArn }))).tags?.length;
      await ecs.send(new TagResourceCommand({ resourceArn, tags: [{ key: 'probe', value: '1' }] }));
      await check.shows('how many tags', read, 2);
      await ecs.send(new UntagResourceCommand({ resourceArn, tagKeys: ['probe', 'not there'] }));
      await check.shows('how many tags are left', read, 1);
    },
  },
  {
    title: 'Fargate is a capacity provider that every account has',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html',
    async run({ check, ecs }) {
      const capacityProviders = ['FARGATE', 'FARGATE_SPOT'];
      const answer = await ecs.send(new DescribeCapacityProvidersCommand({ capacityProviders }));
      const states = (answer.capacityProviders ?? []).map(({ name, status }) => `${name} ${status}`).toSorted();
      check.equal('their states', states, ['FARGATE ACTIVE', 'FARGATE_SPOT ACTIVE']);
    },
  },
  {
    title: 'capacity providers are put onto a cluster as a whole list, and taken off by an empty one',
    source: api('PutClusterCapacityProviders'),
    async run(story) {
      const { check, ecs } = story;
      const cluster = await clusterIn(story);
      const put = (capacityProviders: string[]) =>
        ecs.send(
          new PutClusterCapacityProvidersCommand({ cluster, capacityProviders, defaultCapacityProviderStrategy: [] }),
        );
      const read = async () =>
        (await ecs.send(new DescribeClustersCommand({ clusters: [cluster] }))).clusters?.[0]?.capacityProviders;
      await put(['FARGATE']);
      await check.shows('the list', read, ['FARGATE']);
      await check.refused('PutClusterCapacityProviders of one that is not there', put(['no-such-provider']), {
        code: /^(InvalidParameterException|ClientException)$/,
      });
      await put([]);
      await check.shows('the list, emptied', read, []);
    },
  },
  {
    title: 'a capacity provider whose name begins with ecs or fargate is refused',
    source: api('CreateCapacityProvider'),
    async run({ check, ecs, partition, region, account }) {
      const autoScalingGroupArn = `arn:${partition}:autoscaling:${region}:${account}:autoScalingGroup:00000000-0000-4000-8000-000000000000:autoScalingGroupName/nobody`;
      const command = new CreateCapacityProviderCommand({
        name: 'fargate-of-mine',
        autoScalingGroupProvider: { autoScalingGroupArn },
      });
      await check.refused('CreateCapacityProvider', ecs.send(command), {
        code: /^(ClientException|InvalidParameterException)$/,
      });
    },
  },
]);
