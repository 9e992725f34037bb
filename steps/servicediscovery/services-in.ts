import {
  GetServiceCommand,
  ListServicesCommand,
  ServiceNotFound,
  type Service,
  type ServiceFilter,
  type ServiceSummary,
} from '@aws-sdk/client-servicediscovery';
import { all } from '../../src/all.js';
import { pages } from '../../src/pages.js';
import type { Cloud } from '../../src/step.js';

/** @param Filters absent: those of all namespaces */
export const pageOfServices =
  ({ servicediscovery }: Cloud, Filters?: ServiceFilter[]) =>
  async (NextToken: string | undefined) => {
    const answer = await servicediscovery.send(new ListServicesCommand({ Filters, NextToken }));
    return { items: answer.Services, next: answer.NextToken };
  };

export const getService = async ({ servicediscovery }: Cloud, Id: string | undefined): Promise<Service | undefined> =>
  (await servicediscovery.send(new GetServiceCommand({ Id }))).Service;

/**
 * The services of a namespace. The list does not show whose they are, so each one is looked at: an endpoint may have ignored
 * the filter.
 * @param counts leaves out what need not be looked at
 */
export async function servicesIn(
  cloud: Cloud,
  namespaceId: string,
  counts: (service: ServiceSummary) => boolean = () => true,
): Promise<readonly ServiceSummary[]> {
  const listed = await pages(pageOfServices(cloud, [{ Name: 'NAMESPACE_ID', Values: [namespaceId] }]));
  const looked = await all(
    listed.filter(counts).map(async (summary) => {
      const service = await getService(cloud, summary.Id).catch((error: unknown) => {
        if (error instanceof ServiceNotFound) return undefined;
        throw error;
      });
      return service?.NamespaceId === namespaceId ? [summary] : [];
    }),
  );
  return looked.flat();
}
