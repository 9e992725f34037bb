import {
  CreateLaunchTemplateCommand,
  CreateLaunchTemplateVersionCommand,
  DescribeLaunchTemplateVersionsCommand,
} from '@aws-sdk/client-ec2';
import { tagged } from '../given.js';
import { probesOf, type Source } from '../probe.js';
import type { Story } from '../story.js';

/** Tests of another tool's that are run against AWS from time to time. */
const verified: Source = 'https://github.com/getmoto/moto/blob/master/tests/test_ec2/test_launch_templates.py';

const LaunchTemplateData = { InstanceType: 't3.micro' as const };

async function templateIn(story: Story) {
  const LaunchTemplateName = story.name('template');
  const TagSpecifications = tagged(story, 'launch-template');
  const made = await story.ec2.send(
    new CreateLaunchTemplateCommand({ LaunchTemplateName, LaunchTemplateData, TagSpecifications }),
  );
  return { LaunchTemplateName, LaunchTemplateId: `${made.LaunchTemplate?.LaunchTemplateId}` };
}

const howToAsk = /^To describe the launch template data for all your launch templates, /;

export const launchTemplates = probesOf('ec2', [
  {
    title: 'the name of a launch template is taken once, in these words: Launch template name already in use',
    source: verified,
    async run(story) {
      const { LaunchTemplateName } = await templateIn(story);
      const again = story.ec2.send(new CreateLaunchTemplateCommand({ LaunchTemplateName, LaunchTemplateData }));
      await story.check.refused('CreateLaunchTemplate', again, {
        code: 'InvalidLaunchTemplateName.AlreadyExistsException',
        message: /^Launch template name already in use\.$/,
      });
    },
  },
  {
    title: 'versions of no template and of no kind are not described: MissingParameter, which says how to ask',
    source: verified,
    async run({ check, ec2 }) {
      const asked = ec2.send(new DescribeLaunchTemplateVersionsCommand({}));
      await check.refused('DescribeLaunchTemplateVersions', asked, { code: 'MissingParameter', message: howToAsk });
    },
  },
  {
    title:
      'of all templates only the latest and the default versions are described: InvalidParameterValue for a number',
    source: verified,
    async run(story) {
      const { check, ec2 } = story;
      const { LaunchTemplateId } = await templateIn(story);
      const read = async () => {
        const { LaunchTemplateVersions = [] } = await ec2.send(
          new DescribeLaunchTemplateVersionsCommand({ Versions: ['$Latest'] }),
        );
        return LaunchTemplateVersions.some((it) => it.LaunchTemplateId === LaunchTemplateId);
      };
      await check.shows('whether the latest of all have this one', read, true);
      const asked = ec2.send(new DescribeLaunchTemplateVersionsCommand({ Versions: ['1'] }));
      await check.refused('DescribeLaunchTemplateVersions', asked, {
        code: 'InvalidParameterValue',
        message: howToAsk,
      });
    },
  },
  {
    title: 'another version counts on, is not the default one, and has nothing of the one before',
    source: verified,
    async run(story) {
      const { check, ec2 } = story;
      const { LaunchTemplateName, LaunchTemplateId } = await templateIn(story);
      const { LaunchTemplateVersion: second } = await ec2.send(
        new CreateLaunchTemplateVersionCommand({
          LaunchTemplateName,
          LaunchTemplateData: { EbsOptimized: true },
          VersionDescription: 'another',
        }),
      );
      check.equal(
        'the new version',
        [second?.LaunchTemplateId, second?.VersionNumber, second?.DefaultVersion, second?.VersionDescription],
        [LaunchTemplateId, 2, false, 'another'],
      );
      check.equal('what it says', second?.LaunchTemplateData, { EbsOptimized: true });
      const { LaunchTemplateVersions: [first] = [] } = await ec2.send(
        new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId, Versions: ['$Default'] }),
      );
      check.equal('what the default one says', first?.LaunchTemplateData, LaunchTemplateData);
    },
  },
  {
    title: 'a version that a template has not is named in the refusal: InvalidLaunchTemplateId.VersionNotFound',
    source: verified,
    async run(story) {
      const { LaunchTemplateName } = await templateIn(story);
      const asked = story.ec2.send(new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateName, Versions: ['3'] }));
      await story.check.refused('DescribeLaunchTemplateVersions', asked, {
        code: 'InvalidLaunchTemplateId.VersionNotFound',
        message: /^Could not find the specified version 3 for the launch template with ID lt-[0-9a-f]+\.$/,
      });
    },
  },
  {
    title: 'a template that is not there is called by what the request called it, its name or its id',
    source: verified,
    async run({ check, ec2, name }) {
      const LaunchTemplateName = name('nobody');
      const byName = ec2.send(new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateName }));
      await check.refused('by its name', byName, {
        code: 'InvalidLaunchTemplateName.NotFoundException',
        message: /^The specified launch template, with template name .+, does not exist\.$/,
      });
      const LaunchTemplateId = 'lt-07ff4bb0369cd679c';
      const byId = ec2.send(new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId }));
      await check.refused('by its id', byId, {
        code: 'InvalidLaunchTemplateId.NotFound',
        message: /^The specified launch template, with template ID lt-07ff4bb0369cd679c, does not exist\.$/,
      });
    },
  },
]);
