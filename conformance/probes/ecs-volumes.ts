import { fargateTask } from '../given.js';
import { probesOf } from '../probe.js';
import { definitionIn } from './ecs.js';

const { containerDefinitions: [container] = [] } = fargateTask('files');
const having = (members: object) => ({ containerDefinitions: [{ ...container, ...members }] });
const atData = { mountPoints: [{ sourceVolume: 'data', containerPath: '/data' }] };
const code = 'ClientException';

/** Which volumes a task definition may have, on Fargate, and what containers may ask of the kernel there. */
export const ecsVolumes = probesOf('ecs', [
  {
    title: 'a mount of a volume that is not there: ClientException',
    source: 'experience: ansible/ansible #35751',
    async run(story) {
      await story.check.refused('RegisterTaskDefinition', definitionIn(story, having(atData)), { code });
    },
  },
  {
    title: 'a path on the machine, on Fargate: ClientException',
    source: 'experience: cloudposse/terraform-aws-ecs-alb-service-task #174',
    async run(story) {
      const volumes = [{ name: 'data', host: { sourcePath: '/data' } }];
      await story.check.refused('RegisterTaskDefinition', definitionIn(story, { ...having(atData), volumes }), {
        code,
      });
    },
  },
  {
    title: 'a volume of Docker, on Fargate: ClientException',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Volume.html',
    async run(story) {
      const volumes = [{ name: 'data', dockerVolumeConfiguration: { scope: 'task' as const } }];
      await story.check.refused('RegisterTaskDefinition', definitionIn(story, { ...having(atData), volumes }), {
        code,
      });
    },
  },
  {
    title: 'shared memory of another size, on Fargate: ClientException',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LinuxParameters.html',
    async run(story) {
      const linuxParameters = { sharedMemorySize: 128 };
      await story.check.refused('RegisterTaskDefinition', definitionIn(story, having({ linuxParameters })), { code });
    },
  },
  {
    title: 'a capability other than SYS_PTRACE, on Fargate: ClientException',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_KernelCapabilities.html',
    async run(story) {
      const linuxParameters = { capabilities: { add: ['NET_ADMIN'] } };
      await story.check.refused('RegisterTaskDefinition', definitionIn(story, having({ linuxParameters })), { code });
    },
  },
]);
