import {
  CreateStageCommand,
  DeleteStageCommand,
  GetStageCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import { afterPrefix } from '../../../src/arn.js';
import { broken, ready, resource, step, type StepOf } from '../../../src/step.js';
import type { ApiRoute } from '../api-route/resource.js';
import type { Api } from '../api/resource.js';
import type { LogGroup } from '../../logs/log-group/resource.js';
import { asListed } from '../../common/listed.js';
import { pick } from '../../common/pick.js';
import { mappingsTo } from '../mappings.js';
import { pageOfStages } from '../parts.js';
import { retagApiGateway } from '../tags.js';
import { billing } from './billing.js';

interface ApiStageWant {
  readonly ApiId: string;
  readonly StageName: string;
  readonly AutoDeploy: boolean;
  readonly DefaultRouteSettings: { readonly DetailedMetricsEnabled: boolean };
  readonly AccessLogSettings: { readonly DestinationArn: string; readonly Format: string };
}

export const apiStageResource = resource({
  type: 'api-stage',
  uses: ['api', 'api-route', 'log-group'],
  goesWith: { type: 'api', member: 'ApiId' },
  billing,
  fixed: ['ApiId', 'StageName'],
  sameName: 'refuses',
  // A failed stage is repaired by another deployment. Its deletion would interrupt the API.
  repair: 'update',

  async create({ apigatewayv2, tags }, want: ApiStageWant) {
    await apigatewayv2.send(new CreateStageCommand({ ...want, Tags: tags }));
    return { stageName: want.StageName, apiId: want.ApiId };
  },

  fromArn(arn) {
    const [apiId, inside, stageName] = afterPrefix('apigateway', '/apis/')(arn)?.split('/') ?? [];
    return apiId !== undefined && inside === 'stages' && stageName !== undefined ? { stageName, apiId } : undefined;
  },

  async find({ apigatewayv2 }, { ApiId, StageName }) {
    const { Tags = {} } = await apigatewayv2.send(new GetStageCommand({ ApiId, StageName }));
    return [{ id: { stageName: StageName, apiId: ApiId }, tags: Tags }];
  },

  // After a failed deployment, the stage exists and serves the previous deployment, or nothing if there was none.
  async read(cloud, { apiId: ApiId, stageName: StageName }) {
    const listed = await asListed(cloud, pageOfStages(cloud, ApiId), (it) => it.StageName === StageName);
    const stage = listed ?? (await cloud.apigatewayv2.send(new GetStageCommand({ ApiId, StageName })));
    const { LastDeploymentStatusMessage: message = '' } = stage;
    if (/failed|unable/i.test(message)) return broken(message);
    const { DetailedMetricsEnabled = false } = stage.DefaultRouteSettings ?? {};
    const { DestinationArn = '', Format = '' } = stage.AccessLogSettings ?? {};
    const live = {
      AutoDeploy: stage.AutoDeploy ?? false,
      DefaultRouteSettings: { DetailedMetricsEnabled },
      AccessLogSettings: { DestinationArn, Format },
    };
    return ready({ stageName: StageName }, live, { tags: stage.Tags ?? {} });
  },

  // Without changed members, a deployment has failed. Setting AutoDeploy again starts another one.
  async update({ apigatewayv2 }, { apiId, stageName }, want, changed) {
    const settings = changed.length > 0 ? pick(want, changed) : { AutoDeploy: want.AutoDeploy };
    await apigatewayv2.send(new UpdateStageCommand({ ...settings, ApiId: apiId, StageName: stageName }));
  },

  async retag(cloud, { apiId, stageName }, set, remove) {
    await retagApiGateway(cloud, `/apis/${apiId}/stages/${stageName}`, set, remove);
  },

  async delete({ apigatewayv2 }, { apiId, stageName }) {
    await apigatewayv2.send(new DeleteStageCommand({ ApiId: apiId, StageName: stageName }));
  },

  dependents: (cloud, { apiId, stageName }) => mappingsTo(cloud, apiId, stageName),
});
export type ApiStage = StepOf<typeof apiStageResource>;

/** One JSON object a line. API Gateway insists on the request id, and fills in the rest. */
const accessLogFormat = JSON.stringify({
  requestId: '$context.requestId',
  ip: '$context.identity.sourceIp',
  caller: '$context.identity.caller',
  user: '$context.identity.user',
  requestTime: '$context.requestTime',
  routeKey: '$context.routeKey',
  status: '$context.status',
});

/**
 * Deploys the API at the root of its URL. It is created last, because from then on every change of a route is deployed
 * automatically. Detailed metrics are billed as CloudWatch metrics, access logs per GB.
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-stages.html
 */
export const apiStage = (name: string, needs: { api: Api; routes: readonly ApiRoute[]; logs: LogGroup }) =>
  step({
    name,
    resource: apiStageResource,
    needs,
    why: 'Deploys the API under its URL, and logs each request',
    want: ({ api, logs }) => ({
      ApiId: api.apiId,
      StageName: '$default',
      AutoDeploy: true,
      DefaultRouteSettings: { DetailedMetricsEnabled: true },
      AccessLogSettings: { DestinationArn: logs.logGroupArn, Format: accessLogFormat },
    }),
  });
