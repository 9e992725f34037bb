import type { Context } from '../../service.js';
import { deployments, childKey, routes, stages, type DeploymentRow, type StageRow } from './tables.js';

/**
 * Brings every stage with AutoDeploy up to date: every change of an API, its routes or its integrations ends here.
 * An API without routes cannot be deployed; its stages say so and serve what they served before.
 */
export function autoDeploy(context: Context, apiId: string): void {
  for (const row of stages(context).all((each) => each.apiId === apiId && each.stage.AutoDeploy === true))
    deployTo(row, context);
}

/** Gives one stage a new deployment of its own. */
export function deployTo({ apiId, stage }: StageRow, context: Context): void {
  stage.LastUpdatedDate = context.now;
  if (!hasRoutes(context, apiId)) {
    stage.LastDeploymentStatusMessage = `Deployment attempt failed: ${noRoutes}`;
    return;
  }
  const Description = 'Automatic deployment triggered by changes to the Api configuration';
  const { deployment } = addDeployment(context, apiId, { AutoDeployed: true, Description });
  stage.DeploymentId = deployment.DeploymentId;
  stage.LastDeploymentStatusMessage = `Successfully deployed stage with deployment ID '${deployment.DeploymentId}'`;
}

export const noRoutes = 'Unable to deploy API because no routes exist in this API';

export const hasRoutes = (context: Context, apiId: string) =>
  routes(context).find((row) => row.apiId === apiId) !== undefined;

/** Freezes the API as it is now. */
export function addDeployment(
  context: Context,
  apiId: string,
  about: { AutoDeployed: boolean; Description: string | undefined },
): DeploymentRow {
  const DeploymentId = context.world.hex(6);
  const deployment = { ...about, CreatedDate: context.now, DeploymentId, DeploymentStatus: 'DEPLOYED' as const };
  const row = { apiId, deployment };
  deployments(context).set(childKey(apiId, DeploymentId), row);
  return row;
}
