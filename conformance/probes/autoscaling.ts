import {
  CreateAutoScalingGroupCommand,
  CreateOrUpdateTagsCommand,
  DeleteAutoScalingGroupCommand,
  DeleteTagsCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeTagsCommand,
  SetDesiredCapacityCommand,
  SetInstanceProtectionCommand,
  UpdateAutoScalingGroupCommand,
  type CreateAutoScalingGroupCommandInput,
} from '@aws-sdk/client-auto-scaling';
import { CreateLaunchTemplateCommand } from '@aws-sdk/client-ec2';
import {
  CreateCapacityProviderCommand,
  CreateClusterCommand,
  DeleteCapacityProviderCommand,
  DescribeCapacityProvidersCommand,
  PutClusterCapacityProvidersCommand,
} from '@aws-sdk/client-ecs';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { gone } from '../checks.js';
import { lowerCase, tagged } from '../given.js';
import { probesOf, type Source } from '../probe.js';
import type { Story } from '../story.js';

const api = (operation: string): Source =>
  `https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_${operation}.html`;

/** A group that may have one instance, and has none. @returns its name */
async function groupIn(story: Story, more: Partial<CreateAutoScalingGroupCommandInput> = {}): Promise<string> {
  const { autoscaling, ec2, ssm, given, name, tagList } = story;
  const image = await ssm.send(
    new GetParameterCommand({
      Name: '/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id',
    }),
  );
  const { LaunchTemplate } = await ec2.send(
    new CreateLaunchTemplateCommand({
      LaunchTemplateName: name('template'),
      LaunchTemplateData: { ImageId: image.Parameter?.Value, InstanceType: 't3.micro' },
      TagSpecifications: tagged(story, 'launch-template'),
    }),
  );
  const AutoScalingGroupName = name('asg');
  await autoscaling.send(
    new CreateAutoScalingGroupCommand({
      ...{ AutoScalingGroupName, MinSize: 0, MaxSize: 1, DesiredCapacity: 0 },
      VPCZoneIdentifier: (await given.subnets()).join(','),
      LaunchTemplate: { LaunchTemplateId: LaunchTemplate?.LaunchTemplateId, Version: '$Latest' },
      Tags: tagList.map((tag) => ({ ...tag, PropagateAtLaunch: true })),
      ...more,
    }),
  );
  return more.AutoScalingGroupName ?? AutoScalingGroupName;
}

const described = async ({ autoscaling }: Story, name: string) =>
  (await autoscaling.send(new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] })))
    .AutoScalingGroups?.[0];

export const autoscaling = probesOf('autoscaling', [
  {
    title: 'a new group has its bounds, its zones and its tags, and no instance',
    source: api('AutoScalingGroup'),
    async run(story) {
      const { check, tagList } = story;
      const group = await described(story, await groupIn(story));
      check.has('the group', group, 'AutoScalingGroupARN', 'CreatedTime', 'AvailabilityZones', 'LaunchTemplate');
      check.equal('its bounds', [group?.MinSize, group?.MaxSize, group?.DesiredCapacity], [0, 1, 0]);
      check.equal('its instances', group?.Instances ?? [], []);
      check.equal(
        'its tags',
        group?.Tags?.map(({ Key, Value, PropagateAtLaunch }) => ({ Key, Value, PropagateAtLaunch })),
        tagList.map((tag) => ({ ...tag, PropagateAtLaunch: true })),
      );
    },
  },
  {
    title: 'the name of a group is taken once: AlreadyExists',
    source: api('CreateAutoScalingGroup'),
    async run(story) {
      const AutoScalingGroupName = await groupIn(story);
      await story.check.refused('CreateAutoScalingGroup', groupIn(story, { AutoScalingGroupName }), {
        code: 'AlreadyExists',
        means: ['create', 'taken'],
      });
    },
  },
  {
    title: 'a group that is not there is left out of the answer',
    source: 'believed: Terraform leans on it',
    async run(story) {
      const AutoScalingGroupNames = [story.name('nobody')];
      const command = new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames });
      story.check.equal('the groups', (await story.autoscaling.send(command)).AutoScalingGroups, []);
    },
  },
  {
    title: 'a group that is not there is not deleted: ValidationError, not found',
    source: 'experience: Terraform compares this code and this text',
    async run(story) {
      const { check, autoscaling, name } = story;
      const command = new DeleteAutoScalingGroupCommand({ AutoScalingGroupName: name('nobody'), ForceDelete: true });
      await check.refused('DeleteAutoScalingGroup', autoscaling.send(command), {
        code: 'ValidationError',
        message: /not found/i,
        means: ['delete', 'gone'],
      });
    },
  },
  {
    title: 'bounds that contradict each other are refused: ValidationError',
    source: 'believed: the API lists no error for it',
    async run(story) {
      await story.check.refused('CreateAutoScalingGroup', groupIn(story, { MinSize: 2, MaxSize: 1 }), {
        code: 'ValidationError',
      });
    },
  },
  {
    title: 'a desired capacity beyond the bounds is refused: ValidationError',
    source: 'believed: the API lists no error for it',
    async run(story) {
      const { check, autoscaling } = story;
      const input = { AutoScalingGroupName: await groupIn(story), DesiredCapacity: 2 };
      await check.refused('SetDesiredCapacity', autoscaling.send(new SetDesiredCapacityCommand(input)), {
        code: 'ValidationError',
      });
    },
  },
  {
    title: 'a launch template that is not there is refused: ValidationError, which the program waits for',
    source: 'experience: the message names what EC2 does not know',
    async run(story) {
      const LaunchTemplate = { LaunchTemplateId: 'lt-0123456789abcdef0', Version: '$Latest' };
      await story.check.refused('CreateAutoScalingGroup', groupIn(story, { LaunchTemplate }), {
        code: 'ValidationError',
        message: /launch template/i,
        means: ['create', 'not-yet'],
      });
    },
  },
  {
    title: 'bounds and protection are changed in place',
    source: api('UpdateAutoScalingGroup'),
    async run(story) {
      const { check, autoscaling } = story;
      const AutoScalingGroupName = await groupIn(story);
      const change = { MaxSize: 3, NewInstancesProtectedFromScaleIn: true };
      await autoscaling.send(new UpdateAutoScalingGroupCommand({ AutoScalingGroupName, ...change }));
      const read = async () => {
        const group = await described(story, AutoScalingGroupName);
        return [group?.MaxSize, group?.NewInstancesProtectedFromScaleIn];
      };
      await check.shows('maximum and protection', read, [3, true]);
    },
  },
  {
    title: 'protecting an instance that is not in the group is refused: ValidationError',
    source: 'https://github.com/hashicorp/terraform-provider-aws/pull/35071',
    async run(story) {
      const { check, autoscaling } = story;
      const command = new SetInstanceProtectionCommand({
        ...{ AutoScalingGroupName: await groupIn(story), InstanceIds: ['i-0123456789abcdef0'] },
        ProtectedFromScaleIn: false,
      });
      await check.refused('SetInstanceProtection', autoscaling.send(command), { code: 'ValidationError' });
    },
  },
  {
    title: 'tags are put on, found by a filter, and taken off',
    source: api('DescribeTags'),
    async run(story) {
      const { check, autoscaling } = story;
      const ResourceId = await groupIn(story);
      const of = { ResourceId, ResourceType: 'auto-scaling-group', Key: 'probe' };
      const Filters = [
        { Name: 'auto-scaling-group', Values: [ResourceId] },
        { Name: 'key', Values: ['probe'] },
      ];
      const read = async () =>
        (await autoscaling.send(new DescribeTagsCommand({ Filters }))).Tags?.map(({ Value }) => Value);
      const Tags = [{ ...of, Value: '1', PropagateAtLaunch: false }];
      await autoscaling.send(new CreateOrUpdateTagsCommand({ Tags }));
      await check.shows('the tag', read, ['1']);
      await autoscaling.send(new DeleteTagsCommand({ Tags: [of] }));
      await check.shows('the tag, taken off', read, []);
    },
  },
  {
    title: 'an empty group is deleted, and is gone soon',
    source: api('DeleteAutoScalingGroup'),
    seconds: 60,
    async run(story) {
      const { check, autoscaling } = story;
      const AutoScalingGroupName = await groupIn(story);
      check.has('the group', await described(story, AutoScalingGroupName), 'AutoScalingGroupName');
      await autoscaling.send(new DeleteAutoScalingGroupCommand({ AutoScalingGroupName }));
      const read = async () => ((await described(story, AutoScalingGroupName)) ? 'there' : gone);
      await check.becomes('the group', read, { through: ['there'], goal: gone, seconds: 300 });
    },
  },
  {
    title: 'a capacity provider is tagged into its group, stays while a cluster has it, and goes afterwards',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteCapacityProvider.html',
    seconds: 300,
    async run(story) {
      const { check, ecs, clock, name } = story;
      const group = await groupIn(story, { NewInstancesProtectedFromScaleIn: true });
      const autoScalingGroupArn = `${(await described(story, group))?.AutoScalingGroupARN}`;
      // First: in an account that is new to ECS, this makes the service-linked role that the provider needs.
      const cluster = name('cluster');
      await ecs.send(new CreateClusterCommand({ clusterName: cluster, tags: lowerCase(story) }));
      const provider = name('provider');
      await ecs.send(
        new CreateCapacityProviderCommand({
          ...{ name: provider, tags: lowerCase(story) },
          autoScalingGroupProvider: { autoScalingGroupArn, managedScaling: { status: 'ENABLED', targetCapacity: 100 } },
        }),
      );
      const keys = async () => (await described(story, group))?.Tags?.some(({ Key }) => Key === 'AmazonECSManaged');
      await check.shows('whether the group has the tag of ECS', keys, true);
      const put = async (capacityProviders: string[]) => {
        const input = { cluster, capacityProviders, defaultCapacityProviderStrategy: [] };
        await ecs.send(new PutClusterCapacityProvidersCommand(input));
      };
      await put([provider]);
      // The cluster is at it for a moment.
      await clock.sleep(60_000);
      const kept = await ecs.send(new DeleteCapacityProviderCommand({ capacityProvider: provider }));
      check.equal('the deletion while a cluster has it', kept.capacityProvider?.updateStatus, 'DELETE_FAILED');
      await put([]);
      await clock.sleep(60_000);
      await ecs.send(new DeleteCapacityProviderCommand({ capacityProvider: provider }));
      const status = async () => {
        const answer = await ecs.send(new DescribeCapacityProvidersCommand({ capacityProviders: [provider] }));
        return answer.capacityProviders?.[0]?.status ?? 'INACTIVE';
      };
      await check.becomes('its status', status, {
        through: ['ACTIVE', 'DEPROVISIONING'],
        goal: 'INACTIVE',
        seconds: 1200,
      });
    },
  },
  {
    title: 'a group with an instance is deleted by force only: ResourceInUse; its instance goes along',
    source: api('DeleteAutoScalingGroup'),
    usd: 0.02,
    seconds: 600,
    async run(story) {
      const { check, autoscaling } = story;
      const AutoScalingGroupName = await groupIn(story, { DesiredCapacity: 1 });
      const state = async () =>
        (await described(story, AutoScalingGroupName))?.Instances?.[0]?.LifecycleState ?? 'none';
      await check.becomes('its instance', state, {
        through: ['none', 'Pending'],
        goal: 'InService',
        seconds: 600,
      });
      await check.refused(
        'DeleteAutoScalingGroup',
        autoscaling.send(new DeleteAutoScalingGroupCommand({ AutoScalingGroupName })),
        { code: /^(ResourceInUse|ScalingActivityInProgress)$/, means: ['delete', 'in-use'] },
      );
      await autoscaling.send(new DeleteAutoScalingGroupCommand({ AutoScalingGroupName, ForceDelete: true }));
      const read = async () => ((await described(story, AutoScalingGroupName)) ? 'there' : gone);
      await check.becomes('the group', read, { through: ['there'], goal: gone, seconds: 900 });
    },
  },
]);
