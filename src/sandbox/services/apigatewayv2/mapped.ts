import type { Context } from '../../service.js';
import { badRequest } from './refusals.js';
import { apiMappings } from './tables.js';

/**
 * Refuses to delete what a domain still leads to. Sources of the words: that of an API in gruntwork-io/cloud-nuke #370; that of
 * a stage as the Terraform provider's users see it.
 * @param stage undefined: the whole API
 * @throws AwsError `BadRequestException`
 */
export function refuseWhileMapped(context: Context, apiId: string, stage?: string): void {
  const mapped = apiMappings(context).all(
    ({ mapping }) => mapping.ApiId === apiId && (stage === undefined || mapping.Stage === stage),
  );
  if (mapped.length === 0) return;
  if (stage === undefined)
    throw badRequest(
      `Deleting API ${apiId} failed. Please remove all API mappings for the API from your custom domain names.`,
    );
  const domains = [...new Set(mapped.map(({ domainName }) => domainName))].join(', ');
  throw badRequest(
    `Deleting stage ${stage} failed. Please remove all base path mappings related to the stage in your domains: ${domains}`,
  );
}
