import type { Chapter } from './lesson.js';

export const launchTemplate: Chapter = {
  noun: 'launch-template',
  is:
    'The parameters of RunInstances, stored under a name: image, instance type, role, firewall, disk, and the script ' +
    'of the first boot. An Auto Scaling group starts instances from it at any hour, without anybody there to say ' +
    'what they should be like. It has numbered versions that never change; a change is another version.',
  operations: {
    'ec2:CreateLaunchTemplate': {
      does: 'Stores a template and its version 1, which is also its default version. Nothing is launched.',
      parameters: {
        LaunchTemplateName:
          'Unique in the account and region: `InvalidLaunchTemplateName.AlreadyExistsException` where it is taken.',
        'LaunchTemplateData.ImageId': 'The image with the ECS agent, as it was looked up once. The template pins it.',
        'LaunchTemplateData.InstanceType':
          'How big each machine is, and so how many tasks fit on it: by vCPU, by memory, and by network interfaces, ' +
          'of which each task takes one. A `c5.xlarge` has 4 vCPU, 8 GiB and room for three tasks. `c` is for ' +
          'computing, `m` for general use, `r` for much memory, `t` for what is idle most of the time.',
        'LaunchTemplateData.IamInstanceProfile':
          'The role that the agent on the instance registers with at ECS. Containers are not to have it.',
        'LaunchTemplateData.SecurityGroupIds':
          'The firewall around the instance itself. Each task has its own network interface with its own group, so ' +
          'nothing needs to be let in here.',
        'LaunchTemplateData.UserData':
          'A script for the first boot, in base64, 16 KB at most. It writes `/etc/ecs/ecs.config`: `ECS_CLUSTER` ' +
          '(without it the agent joins the cluster `default`), `ECS_AWSVPC_BLOCK_IMDS` so that no task reads the ' +
          'credentials of the instance, and tags for the container instance.',
        'LaunchTemplateData.BlockDeviceMappings':
          '`/dev/xvda` is the root disk of Amazon Linux; another name here would add a second disk. It is gp3, ' +
          'encrypted, and deleted with the instance.',
        'LaunchTemplateData.MetadataOptions':
          'IMDSv2 only: the metadata service answers only requests that bring a session token. With a hop limit of 1 ' +
          'the answer with that token ends on the instance, so a container behind a bridge gets none.',
        'LaunchTemplateData.TagSpecifications':
          'Tags for what is launched: the instance, its volumes and its network interface. The tags of an Auto ' +
          'Scaling group reach the instance but not its volumes.',
        TagSpecifications: 'Tags for the template itself.',
        ClientToken:
          'A request that is repeated with the same token is answered with the template it has made already.',
      },
      behind:
        'The answer comes within seconds. EC2 stores also what cannot work and says so only in the `Warning` of its ' +
        'answer; most mistakes show at the first launch.',
      undo: '`ec2:DeleteLaunchTemplate`, after the group that uses it.',
      mistakes: [
        'Forgetting `ECS_CLUSTER`. Instances run and are billed, the cluster stays empty, and tasks stay in ' +
          '`PROVISIONING`.',
        'User data without `#!` in its first line: cloud-init does not run it as a script, and only the log of the ' +
          'instance says so.',
        'A hop limit of 2 with tasks that are not to have the role of the instance. Any program in a container can ' +
          'then fetch its credentials.',
        'Looking for launch errors in ECS. They are in the scaling activities of the group.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateLaunchTemplate.html',
    },
    'ec2:CreateLaunchTemplateVersion': {
      does: 'Adds a version to a template. The default version stays what it was.',
      parameters: {
        LaunchTemplateData:
          'All of it, every time: without a `SourceVersion` nothing is taken over from an earlier version. The tags ' +
          'in it are those of today.',
        LaunchTemplateId: 'The id; a name would do as well, but the id cannot mean another template.',
      },
      behind:
        'EC2 numbers versions upwards and never uses a number twice. A version that is of no use any more does no ' +
        'harm.',
      undo: 'Nothing has to: deleting the template deletes its versions.',
      mistakes: [
        'Stopping here. Until ModifyLaunchTemplate makes the version the default one, a group that launches ' +
          '`$Default` goes on as before.',
        'Sending only what has changed. The new version lacks everything else.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateLaunchTemplateVersion.html',
    },
    'ec2:ModifyLaunchTemplate': {
      does: 'Says which version is the default one. It is the only thing about a template that can be changed.',
      parameters: {
        DefaultVersion: 'The number that CreateLaunchTemplateVersion has answered, as a string.',
      },
      behind: 'It counts for launches from now on. Instances that run stay as they are until they are replaced.',
      undo: 'The same call with the earlier number.',
      mistakes: [
        'Expecting running instances to follow. They have to be replaced: by an instance refresh of the group, or ' +
          'as ECS ends them and starts others.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyLaunchTemplate.html',
    },
    'ec2:DescribeLaunchTemplates': {
      does:
        'Looks templates up, by name or by id: name, default and latest version, tags. What the versions say is not ' +
        'in it.',
      parameters: {
        Filters: '`launch-template-name`, to see whether there is one: no match is an empty list.',
        LaunchTemplateIds: 'The recorded id. One that is gone is `InvalidLaunchTemplateId.NotFound`.',
      },
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeLaunchTemplates.html',
    },
    'ec2:DescribeLaunchTemplateVersions': {
      does: 'Shows what versions of a template say. Wanted and live parameters are compared by it.',
      parameters: {
        Versions: '`$Default`: the one that is launched. `$Latest` may be one that nobody has made the default.',
      },
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeLaunchTemplateVersions.html',
    },
    'ec2:DeleteLaunchTemplate': {
      does: 'Deletes a template with all of its versions.',
      parameters: {
        LaunchTemplateId: 'The id, so that a template made anew under the same name is not touched.',
      },
      behind: 'Instances launched from it are not concerned. EC2 does not look whether a group still uses it.',
      undo: 'Nothing: a template made again has another id and begins at version 1.',
      mistakes: [
        'Deleting it before the Auto Scaling group. The group stays and fails at its next launch, because its ' +
          'template does not exist.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteLaunchTemplate.html',
    },
  },
};
