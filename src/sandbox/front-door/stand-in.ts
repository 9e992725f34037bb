import { DescribeTasksCommand } from '@aws-sdk/client-ecs';
import type { Senders } from '../../aws/services.js';
import type { WireRequest, WireResponse } from '../wire/message.js';

/** The container that a request has come to. */
export interface Arrived {
  readonly taskArn: string;
  readonly container: string;
  /** Its address and port, as the target or the instance of Cloud Map has them. */
  readonly at: string;
}

/**
 * What answers in the place of a container: the sandbox runs none. It says so, and what was sent to it.
 */
export async function standIn({ ecs }: Senders, arrived: Arrived, request: WireRequest): Promise<WireResponse> {
  const { taskArn, container: name, at } = arrived;
  const cluster = taskArn.split('/').at(-2);
  const { tasks: [task] = [] } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: [taskArn] }));
  const image = task?.containers?.find((it) => it.name === name)?.image;
  const body = {
    message: `This stands in for ${image ?? name}: the sandbox runs no containers. On AWS, its program would answer.`,
    ...{ container: name, image, service: task?.group?.replace(/^service:/, ''), task: taskArn.split('/').at(-1) },
    ...{ zone: task?.availabilityZone, address: at },
    request: {
      ...{ method: request.method, path: request.path, query: Object.fromEntries(request.query) },
      ...{ host: request.headers['host'], bytes: request.body.length },
    },
  };
  return {
    status: 200,
    headers: { 'content-type': 'application/json', 'x-sandbox-task': taskArn, 'x-sandbox-answered-by': 'stand-in' },
    body: `${JSON.stringify(body, null, 2)}\n`,
  };
}
