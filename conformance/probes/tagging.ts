import { CreateSecurityGroupCommand } from '@aws-sdk/client-ec2';
import { CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateRoleCommand } from '@aws-sdk/client-iam';
import { GetResourcesCommand } from '@aws-sdk/client-resource-groups-tagging-api';
import { trustOf } from '../given.js';
import { probesOf, type Source } from '../probe.js';
import type { Story } from '../story.js';

const source: Source = 'https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html';

const found = async ({ tagging }: Story, Values: string[]) => {
  const { ResourceTagMappingList } = await tagging.send(
    new GetResourcesCommand({ TagFilters: [{ Key: 'probe', Values }] }),
  );
  return ResourceTagMappingList;
};

export const tagging = probesOf('tagging', [
  {
    title: 'what bears a tag is found by it, of several services, with all its tags',
    source,
    seconds: 60,
    async run(story) {
      const { check, ec2, logs, given, name, tags, tagList, partition, region, account } = story;
      const value = name('found');
      const { GroupId } = await ec2.send(
        new CreateSecurityGroupCommand({
          ...{ VpcId: await given.vpc(), GroupName: name('group'), Description: 'conformance' },
          TagSpecifications: [{ ResourceType: 'security-group', Tags: [...tagList, { Key: 'probe', Value: value }] }],
        }),
      );
      const logGroupName = `/pc/${name('group')}`;
      await logs.send(new CreateLogGroupCommand({ logGroupName, tags: { ...tags, probe: value } }));
      const arns = [
        `arn:${partition}:ec2:${region}:${account}:security-group/${GroupId}`,
        `arn:${partition}:logs:${region}:${account}:log-group:${logGroupName}`,
      ];
      const read = async () => (await found(story, [value]))?.map(({ ResourceARN }) => ResourceARN).toSorted();
      await check.shows('the ARNs', read, arns, 300);
      const [first] = (await found(story, [value])) ?? [];
      check.equal('how many tags', first?.Tags?.length, tagList.length + 1);
    },
  },
  {
    title: 'a tag that nobody has answers an empty list',
    source,
    async run(story) {
      story.check.equal('the list', await found(story, [story.name('nobody')]), []);
    },
  },
  {
    title: 'a role is not found by its tags, so the program asks IAM',
    source: 'https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/supported-services.html',
    seconds: 60,
    async run(story) {
      const { check, iam, clock, name, tagList } = story;
      const value = name('role');
      const input = { RoleName: value, AssumeRolePolicyDocument: trustOf('ecs-tasks.amazonaws.com') };
      await iam.send(new CreateRoleCommand({ ...input, Tags: [...tagList, { Key: 'probe', Value: value }] }));
      await clock.sleep(30_000);
      check.equal('the list', await found(story, [value]), []);
    },
  },
  {
    title: 'a filter by type leaves out what is of another service',
    source,
    async run(story) {
      const { check, tagging, logs, name, tags } = story;
      const value = name('types');
      await logs.send(new CreateLogGroupCommand({ logGroupName: `/pc/${value}`, tags: { ...tags, probe: value } }));
      const TagFilters = [{ Key: 'probe', Values: [value] }];
      const count = (type: string) => async () =>
        (await tagging.send(new GetResourcesCommand({ TagFilters, ResourceTypeFilters: [type] })))
          .ResourceTagMappingList?.length;
      await check.shows('log groups', count('logs:log-group'), 1, 300);
      await check.shows('security groups', count('ec2:security-group'), 0, 5);
    },
  },
]);
