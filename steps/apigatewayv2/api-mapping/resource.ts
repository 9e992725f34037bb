import {
  CreateApiMappingCommand,
  DeleteApiMappingCommand,
  GetApiMappingCommand,
  UpdateApiMappingCommand,
} from '@aws-sdk/client-apigatewayv2';
import { ready, required, resource, step, type StepOf } from '../../../src/step.js';
import type { ApiStage } from '../api-stage/resource.js';
import type { Api } from '../api/resource.js';
import type { DomainName } from '../domain-name/resource.js';
import { mappingsOf } from '../mappings.js';
import { script } from './script.js';

interface ApiMappingWant {
  readonly DomainName: string;
  readonly ApiId: string;
  readonly Stage: string;
}

export const apiMappingResource = resource({
  type: 'api-mapping',
  uses: ['domain-name', 'api', 'api-stage'],
  script,
  fixed: ['DomainName'],
  replace: 'create-first',
  sameName: 'refuses',

  async create({ apigatewayv2 }, want: ApiMappingWant) {
    const made = await apigatewayv2.send(new CreateApiMappingCommand({ ...want }));
    return { apiMappingId: required(made.ApiMappingId, 'ApiMappingId'), domainName: want.DomainName };
  },

  // It has no tags: of the one at the root of the name, the API says whose it is.
  async find(cloud, { DomainName, ApiId }) {
    const mappings = await mappingsOf(cloud, DomainName);
    return mappings
      .filter(({ ApiMappingKey: key = '' }) => key === '')
      .map((it) => {
        const id = { apiMappingId: required(it.ApiMappingId, 'ApiMappingId'), domainName: DomainName };
        return it.ApiId === ApiId ? { id } : { id, tags: {} };
      });
  },

  async read({ apigatewayv2 }, { apiMappingId, domainName }) {
    const ids = { ApiMappingId: apiMappingId, DomainName: domainName };
    const { ApiId, Stage } = await apigatewayv2.send(new GetApiMappingCommand(ids));
    return ready({ apiMappingId }, { DomainName: domainName, ApiId, Stage });
  },

  async update({ apigatewayv2 }, { apiMappingId, domainName }, { ApiId, Stage }) {
    const ids = { ApiMappingId: apiMappingId, DomainName: domainName };
    await apigatewayv2.send(new UpdateApiMappingCommand({ ...ids, ApiId, Stage }));
  },

  async delete({ apigatewayv2 }, { apiMappingId, domainName }) {
    await apigatewayv2.send(new DeleteApiMappingCommand({ ApiMappingId: apiMappingId, DomainName: domainName }));
  },
});
export type ApiMapping = StepOf<typeof apiMappingResource>;

/** Leads all paths of a name to the API. */
export const apiMapping = (name: string, needs: { domainName: DomainName; api: Api; stage: ApiStage }) =>
  step({
    name,
    resource: apiMappingResource,
    needs,
    why: 'Leads the requests for the name to the API',
    want: ({ domainName, api, stage }): ApiMappingWant => ({
      DomainName: domainName.domainName,
      ApiId: api.apiId,
      Stage: stage.stageName,
    }),
  });
