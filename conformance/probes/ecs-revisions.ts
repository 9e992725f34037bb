import {
  CreateServiceCommand,
  DeleteTaskDefinitionsCommand,
  DeregisterTaskDefinitionCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { probesOf, type Source } from '../probe.js';
import { definitionIn, serviceInput } from './ecs.js';

const api = (name: string): Source => `https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_${name}.html`;

/** What a service can be given again, and what it cannot. */
export const ecsRevisions = probesOf('ecs', [
  {
    title: 'a service is given a revision that it had before, and none that is INACTIVE: ClientException',
    source: api('DeregisterTaskDefinition'),
    seconds: 60,
    async run(story) {
      const { check, ecs, name } = story;
      const family = name('task');
      const first = await definitionIn(story, {}, family);
      const second = await definitionIn(story, { cpu: '512', memory: '1024' }, family);
      const input = await serviceInput(story, { taskDefinition: first });
      const service = { cluster: input.cluster, service: input.serviceName };
      await ecs.send(new CreateServiceCommand(input));
      const given = async (taskDefinition: string) => {
        const answer = await ecs.send(new UpdateServiceCommand({ ...service, taskDefinition }));
        return answer.service?.deployments?.find(({ status }) => status === 'PRIMARY')?.taskDefinition;
      };
      check.equal('the newest deployment', await given(second), second);
      check.equal('the newest deployment, gone back', await given(first), first);
      await ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: second }));
      const read = async () =>
        (await ecs.send(new DescribeServicesCommand({ ...service, services: [input.serviceName] }))).services;
      await check.refused('UpdateService', ecs.send(new UpdateServiceCommand({ ...service, taskDefinition: second })), {
        code: 'ClientException',
        message: /inactive/i,
        means: ['update', 'refused'],
      });
      check.equal('what it runs', (await read())?.[0]?.taskDefinition, first);
    },
  },
  {
    title: 'a revision that a service runs is deregistered and deleted all the same: it stays DELETE_IN_PROGRESS',
    source: api('DeleteTaskDefinitions'),
    seconds: 60,
    async run(story) {
      const { check, ecs } = story;
      const taskDefinition = await definitionIn(story);
      const input = await serviceInput(story, { taskDefinition });
      await ecs.send(new CreateServiceCommand(input));
      await ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition }));
      const { failures } = await ecs.send(new DeleteTaskDefinitionsCommand({ taskDefinitions: [taskDefinition] }));
      check.equal('the failures', failures ?? [], []);
      const read = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
      check.equal('its status', read.taskDefinition?.status, 'DELETE_IN_PROGRESS');
    },
  },
]);
