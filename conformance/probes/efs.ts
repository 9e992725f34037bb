import {
  CreateAccessPointCommand,
  CreateFileSystemCommand,
  CreateMountTargetCommand,
  DescribeAccessPointsCommand,
  DescribeFileSystemsCommand,
} from '@aws-sdk/client-efs';
import { probesOf, type Source } from '../probe.js';
import type { Story } from '../story.js';

const api = (operation: string): Source => `https://docs.aws.amazon.com/efs/latest/ug/API_${operation}.html`;

/** An empty file system, which costs nothing, once it is available. */
async function fileSystemIn({ check, efs, name, tagList: Tags }: Story): Promise<string> {
  const { FileSystemId = '' } = await efs.send(new CreateFileSystemCommand({ CreationToken: name('files'), Tags }));
  const state = async () => {
    const { FileSystems = [] } = await efs.send(new DescribeFileSystemsCommand({ FileSystemId }));
    return FileSystems[0]?.LifeCycleState;
  };
  await check.shows('the state of the file system', state, 'available', 60);
  return FileSystemId;
}

/** What is said of file systems that are mounted, and of those that are not there. */
export const efs = probesOf('efs', [
  {
    title: 'a file system that is not there: FileSystemNotFound',
    source: api('DescribeFileSystems'),
    async run({ check, efs }) {
      const asked = efs.send(new DescribeFileSystemsCommand({ FileSystemId: 'fs-0123456789abcdef0' }));
      await check.refused('DescribeFileSystems', asked, { code: 'FileSystemNotFound' });
    },
  },
  {
    title: 'an access point that is not there: AccessPointNotFound',
    source: api('DescribeAccessPoints'),
    async run({ check, efs }) {
      const asked = efs.send(new DescribeAccessPointsCommand({ AccessPointId: 'fsap-0123456789abcdef0' }));
      await check.refused('DescribeAccessPoints', asked, { code: 'AccessPointNotFound' });
    },
  },
  {
    title: 'a file system is made once for a token, and says which one that was',
    source: api('CreateFileSystem'),
    async run(story) {
      const CreationToken = story.name('files');
      await story.efs.send(new CreateFileSystemCommand({ CreationToken, Tags: story.tagList }));
      const again = story.efs.send(new CreateFileSystemCommand({ CreationToken }));
      await story.check.refused('CreateFileSystem', again, { code: 'FileSystemAlreadyExists' });
    },
  },
  {
    title: 'an access point says its ARN and its file system',
    source: api('CreateAccessPoint'),
    seconds: 60,
    async run(story) {
      const { check, efs, partition, region, account, tagList: Tags } = story;
      const FileSystemId = await fileSystemIn(story);
      const made = await efs.send(
        new CreateAccessPointCommand({ FileSystemId, ClientToken: story.name('point'), Tags }),
      );
      check.equal('its file system', made.FileSystemId, FileSystemId);
      const arn = `arn:${partition}:elasticfilesystem:${region}:${account}:access-point/${made.AccessPointId}`;
      check.equal('the ARN', made.AccessPointArn, arn);
    },
  },
  {
    title: 'a second mount target in one zone: MountTargetConflict',
    source: api('CreateMountTarget'),
    seconds: 240,
    async run(story) {
      const { check, efs, given } = story;
      const FileSystemId = await fileSystemIn(story);
      const [SubnetId] = await given.subnets();
      const made = await efs.send(new CreateMountTargetCommand({ FileSystemId, SubnetId }));
      check.equal('the VPC', made.VpcId, await given.vpc());
      const again = efs.send(new CreateMountTargetCommand({ FileSystemId, SubnetId }));
      await check.refused('CreateMountTarget', again, { code: 'MountTargetConflict' });
    },
  },
]);
