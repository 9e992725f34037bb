import {
  CreateLaunchTemplateCommand,
  CreateLaunchTemplateVersionCommand,
  DeleteLaunchTemplateCommand,
  DescribeLaunchTemplatesCommand,
  DescribeLaunchTemplateVersionsCommand,
  ModifyLaunchTemplateCommand,
  type _InstanceType,
  type LaunchTemplate as Template,
  type ResponseLaunchTemplateData,
} from '@aws-sdk/client-ec2';
import { absent, first, ready, required, resource, step, type Cloud, type StepOf } from '../src/step.js';
import type { Ami } from './ami.js';
import type { Cluster } from './cluster.js';
import type { InstanceProfile } from './instance-profile.js';
import { asInstanceType, instanceTags, liveMetadataOptions, metadataOptions, rootVolume } from './instance-settings.js';
import { retagEc2 } from './retag.js';
import type { SecurityGroup } from './security-group.js';
import { fromUpper, tagSpecifications } from './tags.js';

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
  fixed: ['LaunchTemplateName'],
  sameName: 'refuses',

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

  async find({ ec2 }, { LaunchTemplateName }) {
    const Filters = [{ Name: 'launch-template-name', Values: [LaunchTemplateName] }];
    const { LaunchTemplates: [template] = [] } = await ec2.send(new DescribeLaunchTemplatesCommand({ Filters }));
    return template && { id: required(template.LaunchTemplateId, 'LaunchTemplateId'), tags: fromUpper(template.Tags) };
  },

  async read(cloud, launchTemplateId) {
    const [template, data] = await Promise.all([templateOf(cloud, launchTemplateId), dataOf(cloud, launchTemplateId)]);
    if (!template) return absent;
    const live = { LaunchTemplateName: template.LaunchTemplateName, ...liveData(data) };
    return ready({ launchTemplateId, ...versionsOf(template) }, live, { tags: fromUpper(template.Tags) });
  },

  // A version never changes: another one is made, with the tags of today, and is what launches from now on. What
  // runs already stays as it is.
  async update({ ec2, tags }, LaunchTemplateId, { LaunchTemplateName: _, ...data }) {
    const LaunchTemplateData = { ...data, TagSpecifications: instanceTags(tags) };
    const { LaunchTemplateVersion: made } = await ec2.send(
      new CreateLaunchTemplateVersionCommand({ LaunchTemplateId, LaunchTemplateData }),
    );
    const DefaultVersion = String(required(made?.VersionNumber, 'VersionNumber'));
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

/** Nothing recorded tells them, and a plan counts on from them. */
const versionsOf = ({ DefaultVersionNumber, LatestVersionNumber }: Template) => ({
  defaultVersion: required(DefaultVersionNumber, 'DefaultVersionNumber'),
  latestVersion: required(LatestVersionNumber, 'LatestVersionNumber'),
});

async function dataOf({ ec2 }: Cloud, LaunchTemplateId: string): Promise<ResponseLaunchTemplateData> {
  const { LaunchTemplateVersions } = await ec2.send(
    new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId, Versions: ['$Default'] }),
  );
  return LaunchTemplateVersions?.[0]?.LaunchTemplateData ?? {};
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
 * What an instance of the cluster is like. Free. The cluster is needed for its name only: it may go before this does.
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
    needs: { ...needs, cluster: first(cluster) },
    why: `Says what an instance is: ${instanceType}, its image, role and firewall, and which cluster it joins`,
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
