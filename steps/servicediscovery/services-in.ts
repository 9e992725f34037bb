import {
  GetServiceCommand,
  ListServicesCommand,
  ServiceNotFound,
  type ServiceSummary,
} from '@aws-sdk/client-servicediscovery';
import { all } from '../../src/all.js';
import { pages } from '../../src/pages.js';
import type { Cloud } from '../../src/step.js';

/**
 * The services of a namespace. The list does not show whose they are, so each one is looked at: an endpoint may have ignored
 * the filter.
 * @param counts leaves out what need not be looked at
 */
export async function servicesIn(
  { servicediscovery }: Cloud,
  namespaceId: string,
  counts: (service: ServiceSummary) => boolean = () => true,
): Promise<readonly ServiceSummary[]> {
  const Filters = [{ Name: 'NAMESPACE_ID' as const, Values: [namespaceId] }];
  const listed = await pages(async (NextToken) => {
    const answer = await servicediscovery.send(new ListServicesCommand({ Filters, NextToken }));
    return { items: answer.Services, next: answer.NextToken };
  });
  const looked = await all(
    listed.filter(counts).map(async (summary) => {
      const asked = servicediscovery.send(new GetServiceCommand({ Id: summary.Id }));
      const { Service } = await asked.catch((error: unknown) => {
        if (error instanceof ServiceNotFound) return { Service: undefined };
        throw error;
      });
      return Service?.NamespaceId === namespaceId ? [summary] : [];
    }),
  );
  return looked.flat();
}
