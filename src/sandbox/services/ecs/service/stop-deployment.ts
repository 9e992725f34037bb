import { StopServiceDeploymentCommand } from '@aws-sdk/client-ecs';
import { AwsError, on, type Context } from '../../../service.js';
import { invalidParameter, present } from '../input.js';
import { serviceDeployments, services, type ServiceDeploymentRow, type ServiceRow } from '../tables.js';
import { rollBackByHand } from './deployments.js';
import { scheduleReconcile } from './scheduler.js';

const goesBack = ['ROLLBACK_REQUESTED', 'ROLLBACK_IN_PROGRESS', 'STOP_REQUESTED'];

/**
 * Goes back to the revision of before by hand, whether the circuit breaker would do it or not. Asked of a deployment that
 * goes back already, it goes on.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stop-service-deployment.html
 */
export const stopDeploymentOperations = [
  on(StopServiceDeploymentCommand, (input, context) => {
    const { stopType = 'ROLLBACK' } = input;
    const serviceDeploymentArn = present(input.serviceDeploymentArn, 'Service deployment ARN');
    const deployment = serviceDeployments(context).get(serviceDeploymentArn);
    if (!deployment) throw new AwsError('ServiceDeploymentNotFoundException', 'Service deployment not found.');
    // ROLLBACK is the only one that the document lists; the words are believed.
    if (stopType !== 'ROLLBACK') throw invalidParameter(`Invalid stop type: ${stopType}.`);
    if (!goesBack.includes(deployment.status)) goBack(context, deployment);
    return { serviceDeploymentArn };
  }),
];

/** @throws AwsError ConflictException where it has ended, or there is nothing to go back to (believed) */
function goBack(context: Context, deployment: ServiceDeploymentRow): void {
  const row = services(context).get(deployment.serviceArn);
  if (deployment.status !== 'IN_PROGRESS' || row?.service.status !== 'ACTIVE')
    throw conflict(`The service deployment is ${deployment.status} and cannot be stopped.`);
  const target = before(row, deployment);
  if (!target) throw conflict('The service has no earlier revision that it can go back to.');
  deployment.status = 'ROLLBACK_REQUESTED';
  deployment.updatedAt = context.now;
  rollBackByHand(context, row, target);
  scheduleReconcile(context, row);
}

const conflict = (message: string) => new AwsError('ConflictException', message, { members: { resourceIds: [] } });

/** The last one that came into service and still runs something. */
const before = ({ deployments }: ServiceRow, { deploymentId }: ServiceDeploymentRow) =>
  deployments.find(({ id, rolloutState }) => id !== deploymentId && rolloutState === 'COMPLETED');
