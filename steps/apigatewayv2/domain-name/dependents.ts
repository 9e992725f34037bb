import type { Cloud, Dependent } from '../../../src/step.js';
import { mappingsOf } from '../mappings.js';

/** Nothing keeps a domain. Its mappings are deleted with it, whoever made them. */
export const domainNameDependents = async (cloud: Cloud, domainName: string): Promise<Dependent[]> =>
  (await mappingsOf(cloud, domainName)).map(({ ApiMappingId = '' }) => ({
    ...{ type: 'api-mapping', id: ApiMappingId, isLost: true },
  }));
