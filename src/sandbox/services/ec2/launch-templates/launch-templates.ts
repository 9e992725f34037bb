import {
  CreateLaunchTemplateCommand,
  DeleteLaunchTemplateCommand,
  DescribeLaunchTemplatesCommand,
  ModifyLaunchTemplateCommand,
  type LaunchTemplate,
} from '@aws-sdk/client-ec2';
import { refuseBeyond } from '../../../quotas.js';
import { AwsError, on, type Context, type Operation } from '../../../service.js';
import { callerArn } from '../../caller.js';
import { idempotent } from '../client-tokens.js';
import { launchTemplates, type LaunchTemplateRow } from '../compute-tables.js';
import { described, type Description } from '../describe.js';
import { newVersion, requestedTemplate, templateByName, versionOf } from './launch-template-lookup.js';
import { refuseUnknownData } from '../instances/launch-spec.js';
import { launchTemplate } from '../resource-kinds.js';
import { required, refuseOtherMembers } from '../refusals.js';
import { tagsFor } from '../tag-specifications.js';

/** The data of a template is checked when something is launched from it, so what it names need not exist before. */
export const launchTemplateOperations: readonly Operation[] = [
  idempotent(
    on(CreateLaunchTemplateCommand, (input, context) => {
      refuseOtherMembers(input, ['LaunchTemplateName', 'VersionDescription', 'LaunchTemplateData']);
      const LaunchTemplateName = freeName(context, input.LaunchTemplateName);
      const data = required(input.LaunchTemplateData, 'LaunchTemplateData');
      refuseUnknownData(data);
      const reached = (quota: number) => `You've reached the limit of ${quota} launch templates.`;
      refuseBeyond(context, 'launch-templates', launchTemplates(context).size + 1, reached);
      const row: LaunchTemplateRow = {
        LaunchTemplateId: context.id('lt'),
        LaunchTemplateName,
        CreateTime: context.now,
        CreatedBy: callerArn(context),
        DefaultVersionNumber: 1,
        LatestVersionNumber: 1,
        Tags: tagsFor(launchTemplate, input.TagSpecifications),
        versions: [newVersion(context, 1, data, input.VersionDescription)],
      };
      launchTemplates(context).set(row.LaunchTemplateId, row);
      return { LaunchTemplate: shown(row) };
    }),
  ),

  on(DescribeLaunchTemplatesCommand, (question, context) => {
    const byName = question.LaunchTemplateNames?.map((name) => templateByName(context, name).LaunchTemplateId) ?? [];
    const ids = [...(question.LaunchTemplateIds ?? []), ...byName];
    const { rows, ...more } = described(context, description, { ...question, ids });
    return { LaunchTemplates: rows.map(shown), ...more };
  }),

  idempotent(
    on(ModifyLaunchTemplateCommand, (input, context) => {
      const row = requestedTemplate(context, input);
      row.DefaultVersionNumber = versionOf(row, required(input.DefaultVersion, 'SetDefaultVersion')).VersionNumber;
      return { LaunchTemplate: shown(row) };
    }),
  ),

  /** Whatever still refers to it, such as an Auto Scaling group, can launch nothing any more. */
  on(DeleteLaunchTemplateCommand, (input, context) => {
    const row = requestedTemplate(context, input);
    launchTemplates(context).delete(row.LaunchTemplateId);
    return { LaunchTemplate: shown(row) };
  }),
];

function freeName(context: Context, asked: string | undefined): string {
  const name = required(asked, 'LaunchTemplateName');
  if (!/^[a-zA-Z0-9().\-/_]{3,128}$/.test(name))
    throw new AwsError(
      'InvalidLaunchTemplateName.MalformedException',
      'A launch template name must be between 3 and 128 characters, and may contain letters, numbers, and the ' +
        'following characters: - ( ) . / _.',
    );
  if (launchTemplates(context).find(({ LaunchTemplateName }) => LaunchTemplateName === name))
    throw new AwsError('InvalidLaunchTemplateName.AlreadyExistsException', 'Launch template name already in use.');
  return name;
}

function shown({ versions: _versions, ...row }: LaunchTemplateRow): LaunchTemplate {
  return structuredClone(row);
}

const description: Description<LaunchTemplateRow> = {
  kind: launchTemplate,
  idsParameter: 'launchTemplateIds',
  pages: { least: 1, most: 200 },
  filters: {
    'create-time': ({ CreateTime }) => CreateTime?.toISOString(),
    'launch-template-name': ({ LaunchTemplateName }) => LaunchTemplateName,
  },
};
