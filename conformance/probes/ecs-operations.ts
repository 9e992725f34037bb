import {
  CreateServiceCommand,
  DescribeServiceRevisionsCommand,
  ExecuteCommandCommand,
  GetTaskProtectionCommand,
  ListAccountSettingsCommand,
  ListServiceDeploymentsCommand,
  PutAccountSettingDefaultCommand,
  StopServiceDeploymentCommand,
  UpdateTaskProtectionCommand,
} from '@aws-sdk/client-ecs';
import { probesOf } from '../probe.js';
import type { Story } from '../story.js';
import { serviceInput } from './ecs.js';

const settingsGuide = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-account-settings.html';
const failureReasons = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html';
const noTask = '0123456789abcdef0123456789abcdef';

/** All settings that hold, over all pages. */
async function effectiveSettings({ ecs }: Story): Promise<{ readonly [name: string]: string | undefined }> {
  const all: [string, string | undefined][] = [];
  let nextToken: string | undefined;
  do {
    const page = await ecs.send(new ListAccountSettingsCommand({ effectiveSettings: true, nextToken }));
    all.push(...(page.settings ?? []).map((it): [string, string | undefined] => [`${it.name}`, it.value]));
    nextToken = page.nextToken;
  } while (nextToken);
  return Object.fromEntries(all);
}

export const ecsOperations = probesOf('ecs', [
  {
    title: 'every account has long ARNs, and says so when it is asked for what holds',
    source: settingsGuide,
    async run(story) {
      const held = await effectiveSettings(story);
      for (const what of ['service', 'task', 'containerInstance'])
        story.check.equal(what, held[`${what}LongArnFormat`], 'enabled');
    },
  },
  {
    title: 'tags of what is created need ecs:TagResource, in every account',
    source: settingsGuide,
    async run(story) {
      story.check.equal('tagResourceAuthorization', (await effectiveSettings(story))['tagResourceAuthorization'], 'on');
    },
  },
  {
    title: 'an account setting takes its values in lower case: InvalidParameterException',
    source: 'https://github.com/aws/aws-cli/issues/3785',
    async run({ check, ecs }) {
      const command = new PutAccountSettingDefaultCommand({ name: 'taskLongArnFormat', value: 'ENABLED' });
      await check.refused('PutAccountSettingDefault', ecs.send(command), {
        code: 'InvalidParameterException',
        message: /Invalid setting 'value'/,
      });
    },
  },
  {
    title: 'account settings are ten a page at most: InvalidParameterException',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListAccountSettings.html',
    async run({ check, ecs }) {
      const asked = ecs.send(new ListAccountSettingsCommand({ effectiveSettings: true, maxResults: 11 }));
      await check.refused('ListAccountSettings', asked, { code: 'InvalidParameterException' });
    },
  },
  {
    title: 'a service revision says what a deployment of the service runs',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-revision.html',
    async run(story) {
      const { check, ecs } = story;
      const input = await serviceInput(story);
      const { service } = await ecs.send(new CreateServiceCommand(input));
      const { cluster, serviceName } = input;
      const asked = { cluster, service: serviceName };
      const { serviceDeployments = [] } = await ecs.send(new ListServiceDeploymentsCommand(asked));
      check.equal('how many deployments', serviceDeployments.length, 1);
      const arn = `${serviceDeployments[0]?.targetServiceRevisionArn}`;
      const { serviceRevisions: [revision] = [] } = await ecs.send(
        new DescribeServiceRevisionsCommand({ serviceRevisionArns: [arn] }),
      );
      check.equal('the service', revision?.serviceArn, service?.serviceArn);
      check.equal('the task definition', revision?.taskDefinition, input.taskDefinition);
      check.equal('the platform', [revision?.launchType, revision?.platformFamily], ['FARGATE', 'Linux']);
      check.equal(
        'the images',
        revision?.containerImages?.map((it) => it.containerName),
        ['web'],
      );
    },
  },
  {
    title: 'the first deployment of a service cannot be stopped, because nothing was before it',
    source: 'believed: the page says that it goes back to the revision before',
    async run(story) {
      const { check, ecs } = story;
      const input = await serviceInput(story);
      await ecs.send(new CreateServiceCommand(input));
      const asked = { cluster: input.cluster, service: input.serviceName };
      const { serviceDeployments: [only] = [] } = await ecs.send(new ListServiceDeploymentsCommand(asked));
      const { serviceDeploymentArn } = only ?? {};
      await check.refused(
        'StopServiceDeployment',
        ecs.send(new StopServiceDeploymentCommand({ serviceDeploymentArn })),
        { code: 'ConflictException' },
      );
    },
  },
  {
    title: 'a service deployment that is not there cannot be stopped: ServiceDeploymentNotFoundException',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_StopServiceDeployment.html',
    async run({ check, ecs, given, partition, region, account }) {
      const path = `service-deployment/${await given.cluster()}/nobody/Abcdefghijklmnopqrstu`;
      const serviceDeploymentArn = `arn:${partition}:ecs:${region}:${account}:${path}`;
      await check.refused(
        'StopServiceDeployment',
        ecs.send(new StopServiceDeploymentCommand({ serviceDeploymentArn })),
        { code: 'ServiceDeploymentNotFoundException' },
      );
    },
  },
  {
    title: 'a command in a task that is not there is refused: InvalidParameterException',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ExecuteCommand.html',
    async run({ check, ecs, given }) {
      const asked = { cluster: await given.cluster(), task: noTask, command: 'ls', interactive: true };
      await check.refused('ExecuteCommand', ecs.send(new ExecuteCommandCommand(asked)), {
        code: 'InvalidParameterException',
      });
    },
  },
  {
    title: 'commands in tasks are interactive: InvalidParameterException',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ExecuteCommand.html',
    async run({ check, ecs, given }) {
      const asked = { cluster: await given.cluster(), task: noTask, command: 'ls', interactive: false };
      await check.refused('ExecuteCommand', ecs.send(new ExecuteCommandCommand(asked)), {
        code: 'InvalidParameterException',
        message: /[Ii]nteractive/,
      });
    },
  },
  {
    title: 'a task that is not there is MISSING among the failures of its protection, asked for and set',
    source: failureReasons,
    async run({ check, ecs, given }) {
      const asked = { cluster: await given.cluster(), tasks: [noTask] };
      const read = await ecs.send(new GetTaskProtectionCommand(asked));
      check.equal(
        'read',
        read.failures?.map(({ reason }) => reason),
        ['MISSING'],
      );
      const set = await ecs.send(new UpdateTaskProtectionCommand({ ...asked, protectionEnabled: true }));
      check.equal(
        'set',
        set.failures?.map(({ reason }) => reason),
        ['MISSING'],
      );
    },
  },
  {
    title: 'a task is protected for two days at most: InvalidParameterException',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateTaskProtection.html',
    async run({ check, ecs, given }) {
      const asked = {
        cluster: await given.cluster(),
        tasks: [noTask],
        protectionEnabled: true,
        expiresInMinutes: 2881,
      };
      await check.refused('UpdateTaskProtection', ecs.send(new UpdateTaskProtectionCommand(asked)), {
        code: 'InvalidParameterException',
      });
    },
  },
]);
