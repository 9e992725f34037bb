import type { Context } from '../../service.js';
import { launchTemplates, type LaunchTemplateRow } from './compute-tables.js';
import { versionOf } from './launch-template-lookup.js';

/** How far the versions of a launch template have come. */
interface Come {
  readonly launchTemplateId: string;
  readonly defaultVersion: number;
  readonly latestVersion: number;
}

/**
 * Brings the versions of launch templates to the numbers that they have come to: the default one has its number, and
 * the next one counts on from the latest. The versions in between are nobody's business here, and are not there.
 * @param seen of templates, with what numbers they were seen; others among them are passed over
 */
export function renumberVersions(where: Pick<Context, 'world' | 'region'>, seen: Iterable<unknown>): void {
  for (const it of seen) {
    const row = isCome(it) ? launchTemplates(where).get(it.launchTemplateId) : undefined;
    if (row && isCome(it)) launchTemplates(where).set(row.LaunchTemplateId, renumbered(row, it));
  }
}

function renumbered(row: LaunchTemplateRow, { defaultVersion, latestVersion }: Come): LaunchTemplateRow {
  const versions = [...new Set([defaultVersion, latestVersion])].toSorted((a, b) => a - b);
  return {
    ...row,
    DefaultVersionNumber: defaultVersion,
    LatestVersionNumber: latestVersion,
    versions: versions.map((VersionNumber) => ({ ...versionOf(row), VersionNumber })),
  };
}

const isCome = (value: unknown): value is Come =>
  value !== null && typeof value === 'object' && ['launchTemplateId', 'defaultVersion', 'latestVersion'].every((it) => it in value);
