import {
  CreateLaunchTemplateCommand,
  CreateLaunchTemplateVersionCommand,
  DeleteLaunchTemplateCommand,
  DescribeLaunchTemplatesCommand,
  DescribeLaunchTemplateVersionsCommand,
} from '@aws-sdk/client-ec2';
import { tagged } from '../given.js';
import { probesOf } from '../probe.js';
import type { Story } from '../story.js';
import { met } from './ec2-made.js';

async function templateIn(story: Story, LaunchTemplateName = story.name('template')): Promise<string> {
  const TagSpecifications = tagged(story, 'launch-template');
  const LaunchTemplateData = { InstanceType: 't3.micro' as const };
  const made = await story.ec2.send(
    new CreateLaunchTemplateCommand({ LaunchTemplateName, LaunchTemplateData, TagSpecifications }),
  );
  return `${made.LaunchTemplate?.LaunchTemplateId}`;
}

/** Launch templates: their names, their versions, and what is gone. */
export const launchTemplateVersions = probesOf('ec2', [
  {
    title: 'the name of a launch template is taken once: InvalidLaunchTemplateName.AlreadyExistsException',
    source: 'experience: Terraform users meet this code',
    async run(story) {
      const name = story.name('template');
      await templateIn(story, name);
      await story.check.refused('CreateLaunchTemplate', templateIn(story, name), {
        code: 'InvalidLaunchTemplateName.AlreadyExistsException',
        means: ['create', 'taken'],
      });
    },
  },
  {
    title: 'a launch template has versions that count up, and a default one that stays',
    source: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/create-launch-template.html',
    async run(story) {
      const { check, ec2 } = story;
      const LaunchTemplateId = await templateIn(story);
      const LaunchTemplateData = { InstanceType: 't3.small' as const };
      const made = await ec2.send(new CreateLaunchTemplateVersionCommand({ LaunchTemplateId, LaunchTemplateData }));
      check.equal('the new version', made.LaunchTemplateVersion?.VersionNumber, 2);
      const read = async () => {
        const { LaunchTemplates = [] } = await ec2.send(
          new DescribeLaunchTemplatesCommand({ LaunchTemplateIds: [LaunchTemplateId] }),
        );
        return LaunchTemplates.map((it) => [it.DefaultVersionNumber, it.LatestVersionNumber]);
      };
      await check.shows('the default and the latest version', read, [[1, 2]]);
      const input = { LaunchTemplateId, Versions: ['$Latest'] };
      const { LaunchTemplateVersions = [] } = await ec2.send(new DescribeLaunchTemplateVersionsCommand(input));
      check.equal('the latest type', LaunchTemplateVersions[0]?.LaunchTemplateData?.InstanceType, 't3.small');
    },
  },
  {
    title: 'a version that a launch template does not have is refused: InvalidLaunchTemplateId.VersionNotFound',
    source: met,
    async run(story) {
      const input = { LaunchTemplateId: await templateIn(story), Versions: ['7'] };
      await story.check.refused(
        'DescribeLaunchTemplateVersions',
        story.ec2.send(new DescribeLaunchTemplateVersionsCommand(input)),
        { code: 'InvalidLaunchTemplateId.VersionNotFound' },
      );
    },
  },
  {
    title: 'a deleted launch template is gone: InvalidLaunchTemplateId.NotFound',
    source: met,
    async run(story) {
      const { check, ec2 } = story;
      const LaunchTemplateId = await templateIn(story);
      await ec2.send(new DeleteLaunchTemplateCommand({ LaunchTemplateId }));
      await check.refused(
        'DeleteLaunchTemplate once more',
        ec2.send(new DeleteLaunchTemplateCommand({ LaunchTemplateId })),
        { code: 'InvalidLaunchTemplateId.NotFound', means: ['delete', 'gone'] },
      );
    },
  },
]);
