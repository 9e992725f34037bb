import type { Addition, Cloud } from '../../../src/step.js';
import { mappingsOf } from '../mappings.js';

/** The mappings of a domain: each leads a path of it to an API. */
export const mappingsOfDomain = async (cloud: Cloud, domainName: string): Promise<Addition[]> =>
  (await mappingsOf(cloud, domainName)).map(({ ApiMappingId: apiMappingId = '', ApiMappingKey = '', ApiId }) => ({
    type: 'api-mapping',
    id: { apiMappingId, domainName },
    description: `the path /${ApiMappingKey} leads to the API ${ApiId}`,
  }));
