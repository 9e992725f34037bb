import {
  CreateStageCommand,
  DeleteAccessLogSettingsCommand,
  DeleteRouteSettingsCommand,
  DeleteStageCommand,
  GetStageCommand,
  GetStagesCommand,
  UpdateStageCommand,
  type CreateStageRequest,
  type RouteSettings,
  type Stage,
} from '@aws-sdk/client-apigatewayv2';
import { refuseWhileMapped } from './mapped.js';
import { on, type Context } from '../../service.js';
import { checkAccessLogs } from './access-logs.js';
import { existingApi } from './api.js';
import { deployTo } from './auto-deploy.js';
import { existingDeployment } from './deployment.js';
import { refuseTooMany } from './part-quotas.js';
import { badRequest, conflict, pickDefined, itemPage, notFound, refuseOtherMembers, required } from './refusals.js';
import { childKey, routes, stages, type StageRow } from './tables.js';
import { checkedTags } from './tags.js';

/**
 * Under which name an API is served. With AutoDeploy, every change of the API deploys; without it, nothing does.
 * Source: https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages.html
 */
export const stageOperations = [
  on(CreateStageCommand, (input, context) => shown(createStage(input, context))),
  on(GetStageCommand, (input, context) => shown(existingStage(context, input.ApiId, input.StageName))),
  on(GetStagesCommand, (input, context) => {
    const { api } = existingApi(context, input.ApiId);
    const all = stages(context).all(({ apiId }) => apiId === api.ApiId);
    const { items, more } = itemPage(all, ({ stage }) => stage.StageName, input);
    return { Items: items.map(shown), ...more };
  }),

  on(UpdateStageCommand, (input, context) => {
    const row = existingStage(context, input.ApiId, input.StageName);
    const changes = checked(input, row.apiId, context);
    Object.assign(row.stage, changes, { LastUpdatedDate: context.now });
    if (row.stage.AutoDeploy) deployTo(row, context);
    return shown(row);
  }),

  on(DeleteAccessLogSettingsCommand, (input, context) => {
    delete existingStage(context, input.ApiId, input.StageName).stage.AccessLogSettings;
    return {};
  }),

  on(DeleteRouteSettingsCommand, (input, context) => {
    const { stage } = existingStage(context, input.ApiId, input.StageName);
    const { [required(input.RouteKey, 'RouteKey')]: _removed, ...rest } = stage.RouteSettings ?? {};
    stage.RouteSettings = rest;
    return {};
  }),

  on(DeleteStageCommand, (input, context) => {
    const { apiId, stage } = existingStage(context, input.ApiId, input.StageName);
    refuseWhileMapped(context, apiId, stage.StageName);
    stages(context).delete(childKey(apiId, stage.StageName));
    return {};
  }),
];

/** @throws AwsError `NotFoundException` */
export function existingStage(context: Context, apiId: string | undefined, name: string | undefined): StageRow {
  const { api } = existingApi(context, apiId);
  const row = stages(context).get(childKey(api.ApiId, required(name, 'StageName')));
  if (!row) throw notFound('Invalid stage identifier specified');
  return row;
}

const shown = ({ stage, tags }: StageRow): Stage => ({ ...stage, Tags: tags });

function createStage(input: CreateStageRequest, context: Context): StageRow {
  const { ApiId } = existingApi(context, input.ApiId).api;
  const StageName = required(input.StageName, 'StageName');
  if (!/^(\$default|[\w-]{1,128})$/.test(StageName))
    throw badRequest('Stage name only allows a-zA-Z0-9_- and $default; its length must be 1 to 128');
  if (stages(context).has(childKey(ApiId, StageName))) throw conflict('Stage already exists');
  const changes = checked(input, ApiId, context);
  refuseTooMany(context, 'api-stages', stages(context), ApiId);
  const stage = {
    AutoDeploy: false,
    CreatedDate: context.now,
    DefaultRouteSettings: { DetailedMetricsEnabled: false },
    LastUpdatedDate: context.now,
    RouteSettings: {},
    StageVariables: {},
    ...changes,
    StageName,
  };
  const row: StageRow = { apiId: ApiId, stage, tags: checkedTags(input.Tags) };
  stages(context).set(childKey(ApiId, StageName), row);
  if (stage.AutoDeploy) deployTo(row, context);
  return row;
}

/** What a create and an update have in common: those members that were given. */
function checked(input: Partial<CreateStageRequest>, apiId: string, context: Context): Partial<Stage> {
  refuseOtherMembers(input, ['ClientCertificateId']);
  if (input.AccessLogSettings) checkAccessLogs(input.AccessLogSettings, context);
  if (input.DeploymentId !== undefined) {
    if (input.AutoDeploy) throw badRequest('Deployment ID cannot be set manually when AutoDeploy is enabled');
    existingDeployment(context, apiId, input.DeploymentId);
  }
  checkSettings(input.DefaultRouteSettings ?? {});
  for (const [key, settings] of Object.entries(input.RouteSettings ?? {})) {
    checkSettings(settings);
    if (!routes(context).find((row) => row.apiId === apiId && row.route.RouteKey === key))
      throw notFound(`Unable to find Route by key ${key} within the provided RouteSettings`);
  }
  return pickDefined(input, [
    'AccessLogSettings',
    'AutoDeploy',
    'DefaultRouteSettings',
    'DeploymentId',
    'Description',
    'RouteSettings',
    'StageVariables',
  ]);
}

function checkSettings({ DataTraceEnabled, LoggingLevel }: RouteSettings): void {
  if (DataTraceEnabled || (LoggingLevel !== undefined && LoggingLevel !== 'OFF'))
    throw badRequest('Execution logs are not supported on protocolType HTTP');
}
