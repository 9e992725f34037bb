import type { SdkClient } from '../aws/client.js';
import type { Senders, ServiceId } from '../aws/services.js';
import { plainText } from '../plain-text.js';

/** A call to AWS as data: it can be sent, and shown as a command of the AWS CLI. */
export interface Call {
  readonly service: ServiceId;
  /** `RevokeSecurityGroupEgress` */
  readonly operation: string;
  readonly input: object;
  /** Sends it. Rejects with what AWS refuses it for. */
  send(cloud: Senders): Promise<unknown>;
}

/** What the SDK's commands have in common: the third member of the schema is the name of the operation. */
interface Command {
  readonly input: object;
  readonly schema?: unknown;
}

/** A command goes to the client of the service that its class was imported for. */
const to =
  (service: ServiceId) =>
  (command: Command): Call => ({
    ...{ service, operation: plainText(Object(command.schema)[2]), input: command.input },
    async send(cloud) {
      const client: Pick<SdkClient, 'send'> = cloud[service];
      return client.send(command as never);
    },
  });

/** `ec2(new RevokeSecurityGroupEgressCommand({ … }))`: the SDK's own commands, so the compiler knows their inputs. */
export const ec2 = to('ec2');
export const ecs = to('ecs');
export const iam = to('iam');
export const logs = to('logs');
export const ecr = to('ecr');
export const ssm = to('ssm');
export const elbv2 = to('elbv2');
export const apigatewayv2 = to('apigatewayv2');
export const servicediscovery = to('servicediscovery');
