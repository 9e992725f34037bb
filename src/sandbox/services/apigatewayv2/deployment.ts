import { CreateDeploymentCommand, GetDeploymentCommand, GetDeploymentsCommand } from '@aws-sdk/client-apigatewayv2';
import { on, type Context } from '../../service.js';
import { existingApi } from './api.js';
import { addDeployment, hasRoutes, noRoutes } from './auto-deploy.js';
import { badRequest, itemPage, notFound, required } from './refusals.js';
import { deployments, childKey, stages, type DeploymentRow, type StageRow } from './tables.js';

/**
 * What a stage serves: the API as it was when it was last deployed.
 * Source: https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-deployments.html
 */
export const deploymentOperations = [
  on(CreateDeploymentCommand, (input, context) => {
    const { api } = existingApi(context, input.ApiId);
    if (!hasRoutes(context, api.ApiId)) throw badRequest(noRoutes);
    const stage = input.StageName === undefined ? undefined : stageNamed(context, api.ApiId, input.StageName);
    if (stage?.stage.AutoDeploy) throw badRequest('Cannot deploy to a stage that has AutoDeploy enabled.');
    const { deployment } = addDeployment(context, api.ApiId, { AutoDeployed: false, Description: input.Description });
    if (stage) Object.assign(stage.stage, { DeploymentId: deployment.DeploymentId, LastUpdatedDate: context.now });
    return deployment;
  }),

  on(GetDeploymentCommand, (input, context) => existingDeployment(context, input.ApiId, input.DeploymentId).deployment),

  on(GetDeploymentsCommand, (input, context) => {
    const { api } = existingApi(context, input.ApiId);
    const all = deployments(context).all(({ apiId }) => apiId === api.ApiId);
    const { items, more } = itemPage(all, ({ deployment }) => deployment.DeploymentId, input);
    return { Items: items.map(({ deployment }) => deployment), ...more };
  }),
];

/** @throws AwsError `NotFoundException` */
export function existingDeployment(context: Context, apiId: string | undefined, id: string | undefined): DeploymentRow {
  const { api } = existingApi(context, apiId);
  const row = deployments(context).get(childKey(api.ApiId, required(id, 'DeploymentId')));
  if (!row) throw notFound(`Invalid Deployment identifier specified ${id ?? ''}`);
  return row;
}

function stageNamed(context: Context, apiId: string, name: string): StageRow {
  const row = stages(context).get(childKey(apiId, name));
  if (!row) throw notFound(`Unable to find Stage by name ${name} within the provided API`);
  return row;
}
