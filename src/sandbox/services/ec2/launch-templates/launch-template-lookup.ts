import type { RequestLaunchTemplateData } from '@aws-sdk/client-ec2';
import { AwsError, type Context } from '../../../service.js';
import { callerArn } from '../../caller.js';
import { launchTemplates, type LaunchTemplateRow, type LaunchTemplateVersionRow } from '../compute-tables.js';
import { invalidCombination, missingParameter } from '../refusals.js';

/** A template as requests name it, and which of its versions. */
export interface TemplateReference {
  readonly LaunchTemplateId?: string | undefined;
  readonly LaunchTemplateName?: string | undefined;
  /** A number, `$Latest` or `$Default`; the default one unless told. */
  readonly Version?: string | undefined;
}

/**
 * The template of a request, by its id or its name.
 * @throws AwsError MissingParameter, InvalidParameterCombination, InvalidLaunchTemplateId.Malformed,
 *   InvalidLaunchTemplateId.NotFound, InvalidLaunchTemplateName.NotFoundException
 */
export function requestedTemplate(context: Context, asked: TemplateReference): LaunchTemplateRow {
  const { LaunchTemplateId: id, LaunchTemplateName: name } = asked;
  if (id !== undefined && name !== undefined)
    throw invalidCombination('Specify either a launch template ID or a launch template name, not both.');
  if (name !== undefined) return templateByName(context, name);
  if (id === undefined) throw missingParameter('LaunchTemplateId or LaunchTemplateName');
  if (!/^lt-([0-9a-f]{8}|[0-9a-f]{17})$/.test(id))
    throw new AwsError('InvalidLaunchTemplateId.Malformed', `The specified launch template ID, ${id}, is not valid.`);
  const row = launchTemplates(context).get(id);
  if (row) return row;
  const why = `The specified launch template, with template ID ${id}, does not exist.`;
  throw new AwsError('InvalidLaunchTemplateId.NotFound', why);
}

/** @throws AwsError InvalidLaunchTemplateName.NotFoundException */
export function templateByName(context: Context, name: string): LaunchTemplateRow {
  const row = launchTemplates(context).find(({ LaunchTemplateName }) => LaunchTemplateName === name);
  if (row) return row;
  const why = `The specified launch template, with template name ${name}, does not exist.`;
  throw new AwsError('InvalidLaunchTemplateName.NotFoundException', why);
}

/** @throws AwsError InvalidLaunchTemplateId.VersionNotFound */
export function versionOf(row: LaunchTemplateRow, asked = '$Default'): LaunchTemplateVersionRow {
  const aliases: { readonly [alias: string]: number | undefined } = {
    $Default: row.DefaultVersionNumber,
    $Latest: row.LatestVersionNumber,
  };
  const number = aliases[asked] ?? Number(asked);
  const version = row.versions.find(({ VersionNumber }) => VersionNumber === number);
  if (version) return version;
  const why = `Could not find the specified version ${asked} for the launch template with ID ${row.LaunchTemplateId}.`;
  throw new AwsError('InvalidLaunchTemplateId.VersionNotFound', why);
}

export const newVersion = (
  context: Context,
  VersionNumber: number,
  LaunchTemplateData: RequestLaunchTemplateData,
  VersionDescription?: string,
): LaunchTemplateVersionRow => ({
  VersionNumber,
  ...(VersionDescription !== undefined && { VersionDescription }),
  CreateTime: context.now,
  CreatedBy: callerArn(context),
  LaunchTemplateData: structuredClone(LaunchTemplateData),
});
