import { fargateTask } from '../given.js';
import { probesOf } from '../probe.js';
import { definitionIn } from './ecs.js';

const { containerDefinitions: [container] = [] } = fargateTask('lines');
const routed = { ...container, logConfiguration: { logDriver: 'awsfirelens' as const } };
const router = {
  ...container,
  ...{ name: 'router', portMappings: [], firelensConfiguration: { type: 'fluentbit' as const } },
};

/** Which containers FireLens needs. */
export const ecsFirelens = probesOf('ecs', [
  {
    title: 'lines for FireLens need a container that takes them: ClientException',
    source: 'experience: fabfuel/ecs-deploy #164',
    async run(story) {
      await story.check.refused('RegisterTaskDefinition', definitionIn(story, { containerDefinitions: [routed] }), {
        code: 'ClientException',
      });
    },
  },
  {
    title: 'a container of FireLens needs lines: ClientException',
    source: 'experience: aws/amazon-cloudwatch-logs-for-fluent-bit #20',
    async run(story) {
      const containerDefinitions = [{ ...container }, router];
      await story.check.refused('RegisterTaskDefinition', definitionIn(story, { containerDefinitions }), {
        code: 'ClientException',
      });
    },
  },
]);
