import {
  CreateLaunchTemplateVersionCommand,
  DescribeLaunchTemplateVersionsCommand,
  type DescribeLaunchTemplateVersionsRequest,
  type LaunchTemplateVersion,
} from '@aws-sdk/client-ec2';
import { refuseBeyond } from '../../../quotas.js';
import { AwsError, on, type Context, type Operation } from '../../../service.js';
import { idempotent } from '../client-tokens.js';
import { launchTemplates, type LaunchTemplateRow, type LaunchTemplateVersionRow } from '../compute-tables.js';
import { filtered, type FilterValues } from '../filters.js';
import { newVersion, requestedTemplate, versionOf } from './launch-template-lookup.js';
import { refuseUnknownData } from '../instances/launch-spec.js';
import { page } from '../pages.js';
import { required, invalid, refuseOtherMembers } from '../refusals.js';

/** As a test of another tool's has it that is run against AWS: moto's tests/test_ec2/test_launch_templates.py. */
const howToAsk =
  'To describe the launch template data for all your launch templates, for ‘--versions’ specify ‘$Latest’, ' +
  '‘$Default’, or both, and omit ‘--launch-template-id’, ‘--launch-template-name’, and version numbers. To describe ' +
  'the launch template data for a specific launch template, specify ‘--launch-template-id’ or ' +
  '‘--launch-template-name’, and for ‘--versions’ specify one or more of the following values: ‘$Latest’, ' +
  '‘$Default’, or one or more version numbers.';

/** Versions never change. Which one is the default does not follow from which one is the latest. */
export const launchTemplateVersionOperations: readonly Operation[] = [
  idempotent(
    on(CreateLaunchTemplateVersionCommand, (input, context) => {
      refuseOtherMembers(input, [
        'LaunchTemplateId',
        'LaunchTemplateName',
        'SourceVersion',
        'VersionDescription',
        'LaunchTemplateData',
      ]);
      const row = requestedTemplate(context, input);
      const data = required(input.LaunchTemplateData, 'LaunchTemplateData');
      refuseUnknownData(data);
      const source = input.SourceVersion === undefined ? {} : versionOf(row, input.SourceVersion).LaunchTemplateData;
      const reached = (quota: number) => `You've reached the limit of ${quota} versions of this launch template.`;
      refuseBeyond(context, 'launch-template-versions', row.versions.length + 1, reached);
      const number = row.LatestVersionNumber + 1;
      const version = newVersion(context, number, { ...source, ...data }, input.VersionDescription);
      row.versions.push(version);
      row.LatestVersionNumber = number;
      return { LaunchTemplateVersion: shown(row, version) };
    }),
  ),

  /** Newest first. */
  on(DescribeLaunchTemplateVersionsCommand, (question, context) => {
    refuseOtherMembers(question, [
      'LaunchTemplateId',
      'LaunchTemplateName',
      'Versions',
      'MinVersion',
      'MaxVersion',
      'Filters',
      'MaxResults',
      'NextToken',
    ]);
    const wanted = filtered(versionsAsked(context, question), question.Filters, filters);
    const { rows, ...more } = page(wanted, question, { least: 1, most: 200 });
    return { LaunchTemplateVersions: rows, ...more };
  }),
];

/** Of one template, or the latest or default ones of all. */
function versionsAsked(context: Context, question: DescribeLaunchTemplateVersionsRequest): LaunchTemplateVersion[] {
  const { LaunchTemplateId, LaunchTemplateName, Versions } = question;
  if (LaunchTemplateId !== undefined || LaunchTemplateName !== undefined)
    return versionsOf(requestedTemplate(context, { LaunchTemplateId, LaunchTemplateName }), question);
  if (!Versions?.length) throw new AwsError('MissingParameter', howToAsk);
  if (Versions.some((version) => version !== '$Latest' && version !== '$Default')) throw invalid(howToAsk);
  return launchTemplates(context)
    .all()
    .flatMap((row) => versionsOf(row, { Versions }));
}

function versionsOf(row: LaunchTemplateRow, question: DescribeLaunchTemplateVersionsRequest): LaunchTemplateVersion[] {
  const { Versions, MinVersion, MaxVersion } = question;
  const numbers = Versions?.map((version) => versionOf(row, version).VersionNumber) ?? [];
  const least = MinVersion === undefined ? 0 : versionOf(row, MinVersion).VersionNumber;
  const most = MaxVersion === undefined ? Infinity : versionOf(row, MaxVersion).VersionNumber;
  return row.versions
    .filter(({ VersionNumber: number }) => numbers.length === 0 || numbers.includes(number))
    .filter(({ VersionNumber: number }) => number >= least && number <= most)
    .toReversed()
    .map((version) => shown(row, version));
}

function shown(row: LaunchTemplateRow, version: LaunchTemplateVersionRow): LaunchTemplateVersion {
  const { LaunchTemplateId, LaunchTemplateName, DefaultVersionNumber } = row;
  const DefaultVersion = version.VersionNumber === DefaultVersionNumber;
  return structuredClone({ LaunchTemplateId, LaunchTemplateName, DefaultVersion, ...version });
}

const filters: FilterValues<LaunchTemplateVersion> = {
  'create-time': ({ CreateTime }) => CreateTime?.toISOString(),
  'ebs-optimized': ({ LaunchTemplateData }) => LaunchTemplateData?.EbsOptimized,
  'iam-instance-profile': ({ LaunchTemplateData }) => LaunchTemplateData?.IamInstanceProfile?.Arn,
  'image-id': ({ LaunchTemplateData }) => LaunchTemplateData?.ImageId,
  'instance-type': ({ LaunchTemplateData }) => LaunchTemplateData?.InstanceType,
  'is-default-version': ({ DefaultVersion }) => DefaultVersion,
};
