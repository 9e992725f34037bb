import type { Filter } from '@aws-sdk/client-ec2';
import { isDocumentedFilter } from '../../../facts/ec2-filters.js';
import type { Operation } from '../../service.js';
import { invalid } from './refusals.js';

/**
 * Refuses filters that EC2 does not have, as EC2 does. What EC2 has and the sandbox does not is answered with 501 by
 * `filtered`, so no client is told that a filter is wrong which is right.
 */
export const withDocumentedFilters = (operation: Operation): Operation => ({
  schema: operation.schema,
  handle(input, context) {
    // DescribeNatGateways calls them `Filter`.
    const { Filters, Filter = Filters } = input as { readonly Filters?: Filter[]; readonly Filter?: Filter[] };
    const unknown = Filter?.find(({ Name }) => Name && !isDocumentedFilter(operation.schema[2], Name));
    if (unknown) throw invalid(`The filter '${unknown.Name}' is invalid`);
    return operation.handle(input, context);
  },
});
