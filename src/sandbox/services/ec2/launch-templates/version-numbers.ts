import type { RequestLaunchTemplateData } from '@aws-sdk/client-ec2';
import type { Context } from '../../../service.js';
import { launchTemplates, type LaunchTemplateRow } from '../compute-tables.js';
import { versionOf } from './launch-template-lookup.js';

/** The version numbers that a launch template has reached. */
interface Come {
  readonly launchTemplateId: string;
  readonly defaultVersion: number;
  readonly latestVersion: number;
  /** What the latest version says, where it is not the default. */
  readonly latestData?: RequestLaunchTemplateData;
}

/**
 * Gives launch templates the version numbers that were read from AWS. The default version gets its number, the latest
 * one what it says, and the next version counts on from it. The versions in between do not exist in the sandbox.
 * @param seen of templates, with what numbers they were seen; others among them are passed over
 */
export function renumberVersions(where: Pick<Context, 'world' | 'region'>, seen: Iterable<unknown>): void {
  for (const it of seen) {
    const row = isCome(it) ? launchTemplates(where).get(it.launchTemplateId) : undefined;
    if (row && isCome(it)) launchTemplates(where).set(row.LaunchTemplateId, renumbered(row, it));
  }
}

function renumbered(row: LaunchTemplateRow, { defaultVersion, latestVersion, latestData }: Come): LaunchTemplateRow {
  const versions = [...new Set([defaultVersion, latestVersion])].toSorted((a, b) => a - b);
  return {
    ...row,
    DefaultVersionNumber: defaultVersion,
    LatestVersionNumber: latestVersion,
    versions: versions.map((VersionNumber) => ({
      ...versionOf(row),
      VersionNumber,
      ...(VersionNumber === latestVersion && latestData && { LaunchTemplateData: structuredClone(latestData) }),
    })),
  };
}

const isCome = (value: unknown): value is Come =>
  value !== null &&
  typeof value === 'object' &&
  ['launchTemplateId', 'defaultVersion', 'latestVersion'].every((it) => it in value);
