import { isDeepStrictEqual } from 'node:util';
import {
  CreateLaunchTemplateCommand,
  CreateLaunchTemplateVersionCommand,
  DeleteLaunchTemplateCommand,
  DescribeLaunchTemplatesCommand,
  DescribeLaunchTemplateVersionsCommand,
  ModifyLaunchTemplateCommand,
  type _InstanceType,
  type LaunchTemplate as Template,
  type LaunchTemplateVersion,
  type ResponseLaunchTemplateData,
} from '@aws-sdk/client-ec2';
import { all } from '../../../src/all.js';
import { afterPrefix } from '../../../src/arn.js';
import { by } from '../../../src/list-rules.js';
import { absent, startsAfter, ready, required, resource, step, type Cloud, type StepOf } from '../../../src/step.js';
import type { Ami } from '../../ssm/ami/resource.js';
import type { Cluster } from '../../ecs/cluster/resource.js';
import type { InstanceProfile } from '../../iam/instance-profile/resource.js';
import {
  asInstanceType,
  instanceTags,
  liveMetadataOptions,
  metadataOptions,
  rootVolume,
} from '../instance/settings.js';
import type { SecurityGroup } from '../security-group/resource.js';
import { fromUpper } from '../../common/tags.js';
import { retagEc2, tagSpecifications } from '../tags.js';
import { script } from './script.js';

interface LaunchTemplateData {
  readonly ImageId: string;
  readonly InstanceType: _InstanceType;
  readonly IamInstanceProfile: { readonly Name: string };
  readonly SecurityGroupIds: string[];
  /** Base64 */
  readonly UserData: string;
  readonly BlockDeviceMappings: ReturnType<typeof rootVolume>[];
  readonly MetadataOptions: typeof metadataOptions;
}
interface LaunchTemplateWant extends LaunchTemplateData {
  readonly LaunchTemplateName: string;
}

export const launchTemplateResource = resource({
  type: 'launch-template',
  lists: { SecurityGroupIds: 'set', BlockDeviceMappings: by('DeviceName') },
  uses: ['instance-profile', 'security-group'],
  script,
  fixed: ['LaunchTemplateName'],
  sameName: 'refuses',
  nameMember: 'LaunchTemplateName',

  async create({ ec2, token, tags }, { LaunchTemplateName, ...data }: LaunchTemplateWant) {
    const made = await ec2.send(
      new CreateLaunchTemplateCommand({
        LaunchTemplateName,
        LaunchTemplateData: { ...data, TagSpecifications: instanceTags(tags) },
        TagSpecifications: tagSpecifications('launch-template', tags),
        ClientToken: token,
      }),
    );
    return required(made.LaunchTemplate?.LaunchTemplateId, 'LaunchTemplateId');
  },

  fromArn: afterPrefix('ec2', 'launch-template/'),
  async find({ ec2 }, { LaunchTemplateName }) {
    const Filters = [{ Name: 'launch-template-name', Values: [LaunchTemplateName] }];
    const { LaunchTemplates = [] } = await ec2.send(new DescribeLaunchTemplatesCommand({ Filters }));
    return LaunchTemplates.map(({ LaunchTemplateId, Tags }) => ({
      id: required(LaunchTemplateId, 'LaunchTemplateId'),
      tags: fromUpper(Tags),
    }));
  },

  async read(cloud, launchTemplateId) {
    const asked = ['$Default', '$Latest'] as const;
    const [template, versions] = await all([
      templateOf(cloud, launchTemplateId),
      versionsOf(cloud, launchTemplateId, asked),
    ]);
    if (!template) return absent;
    const numbers = numbersOf(template);
    const dataOf = (number: number) => versions.find((it) => it.VersionNumber === number)?.LaunchTemplateData ?? {};
    const live = { LaunchTemplateName: template.LaunchTemplateName, ...liveData(dataOf(numbers.defaultVersion)) };
    const isNewer = numbers.latestVersion !== numbers.defaultVersion;
    const out = { launchTemplateId, ...numbers, ...(isNewer && { latestData: dataOf(numbers.latestVersion) }) };
    return ready(out, live, { tags: fromUpper(template.Tags) });
  },

  // A version cannot be changed. The update creates another version with today's tags, which new instances use. Running
  // instances stay as they are. An update whose answer was lost may have made that version already: it is the latest.
  async update(cloud, LaunchTemplateId, { LaunchTemplateName: _, ...data }) {
    const { ec2, tags } = cloud;
    const LaunchTemplateData = { ...data, TagSpecifications: instanceTags(tags) };
    const [latest] = await versionsOf(cloud, LaunchTemplateId, ['$Latest']);
    const version = hasData(latest, LaunchTemplateData)
      ? latest
      : (await ec2.send(new CreateLaunchTemplateVersionCommand({ LaunchTemplateId, LaunchTemplateData })))
          .LaunchTemplateVersion;
    const DefaultVersion = String(required(version?.VersionNumber, 'VersionNumber'));
    await ec2.send(new ModifyLaunchTemplateCommand({ LaunchTemplateId, DefaultVersion }));
  },

  retag: retagEc2,

  async delete({ ec2 }, LaunchTemplateId) {
    await ec2.send(new DeleteLaunchTemplateCommand({ LaunchTemplateId }));
  },
});
export type LaunchTemplate = StepOf<typeof launchTemplateResource>;

async function templateOf({ ec2 }: Cloud, id: string) {
  const { LaunchTemplates } = await ec2.send(new DescribeLaunchTemplatesCommand({ LaunchTemplateIds: [id] }));
  return LaunchTemplates?.[0];
}

/**
 * A plan reads these and counts on from them. It has to know what the newest version is, too, where that is not the
 * default: an update uses it again if it has what is wanted.
 */
const numbersOf = ({ DefaultVersionNumber, LatestVersionNumber }: Template) => ({
  defaultVersion: required(DefaultVersionNumber, 'DefaultVersionNumber'),
  latestVersion: required(LatestVersionNumber, 'LatestVersionNumber'),
});

async function versionsOf({ ec2 }: Cloud, LaunchTemplateId: string, asked: readonly ('$Default' | '$Latest')[]) {
  const { LaunchTemplateVersions = [] } = await ec2.send(
    new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId, Versions: [...asked] }),
  );
  return LaunchTemplateVersions;
}

/** Whether a version was made of this data, instances' tags included. */
function hasData(version: LaunchTemplateVersion | undefined, wanted: object): boolean {
  const { LaunchTemplateData: data } = version ?? {};
  return (
    data !== undefined && isDeepStrictEqual({ ...liveData(data), TagSpecifications: data.TagSpecifications }, wanted)
  );
}

const liveData = (data: ResponseLaunchTemplateData) =>
  ({
    ImageId: data.ImageId,
    InstanceType: data.InstanceType,
    IamInstanceProfile: data.IamInstanceProfile,
    SecurityGroupIds: data.SecurityGroupIds,
    UserData: data.UserData,
    BlockDeviceMappings: data.BlockDeviceMappings,
    MetadataOptions: liveMetadataOptions(data.MetadataOptions),
  }) as Partial<LaunchTemplateData>;

/**
 * Tells the ECS agent which cluster to join, to keep tasks from the instance's metadata and so from the instance's
 * role, and to give the container instance the tags of the instance.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html
 */
const userData = (clusterName: string) => `#!/bin/bash
cat >> /etc/ecs/ecs.config <<'END'
ECS_CLUSTER=${clusterName}
ECS_AWSVPC_BLOCK_IMDS=true
ECS_CONTAINER_INSTANCE_PROPAGATE_TAGS_FROM=ec2_instance
END
`;

/**
 * The settings of the cluster's instances. Free. Only the name of the cluster is needed, so the cluster may be deleted
 * first.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/launch_container_instance.html
 */
export const launchTemplate = (
  name: string,
  { cluster, ...needs }: { ami: Ami; profile: InstanceProfile; group: SecurityGroup; cluster: Cluster },
  { templateName, instanceType, volumeGiB }: { templateName: string; instanceType: string; volumeGiB: number },
) =>
  step({
    name,
    resource: launchTemplateResource,
    needs: { ...needs, cluster: startsAfter(cluster) },
    why: `The settings of each instance: ${instanceType}, its image, role and firewall, and the cluster it joins`,
    want: ({ ami, profile, group, cluster }): LaunchTemplateWant => ({
      LaunchTemplateName: templateName,
      ImageId: ami.imageId,
      InstanceType: asInstanceType(instanceType),
      IamInstanceProfile: { Name: profile.instanceProfileName },
      SecurityGroupIds: [group.groupId],
      UserData: Buffer.from(userData(cluster.clusterName)).toString('base64'),
      BlockDeviceMappings: [rootVolume({ VolumeSize: volumeGiB })],
      MetadataOptions: metadataOptions,
    }),
  });
