import { DescribeServicesCommand } from '@aws-sdk/client-ecs';
import type { ScalableTarget } from '@aws-sdk/client-application-auto-scaling';
import type { Cloud, Traffic } from '../../../src/step.js';

/**
 * How many tasks a scaled service shall have, and between which bounds. AWS holds the number to its bounds only when it scales,
 * and when the target is registered anew: what somebody has set otherwise stays until then.
 * Source: https://docs.aws.amazon.com/autoscaling/application/userguide/getting-started.html ("Scalable target")
 */
export async function trafficOf(
  { ecs }: Cloud,
  resourceId: string,
  targets: () => Promise<readonly ScalableTarget[]>,
): Promise<Traffic> {
  const [, cluster, service = ''] = resourceId.split('/');
  const { services } = await ecs.send(new DescribeServicesCommand({ cluster, services: [service], include: ['TAGS'] }));
  const count = services?.[0]?.desiredCount;
  const [{ MinCapacity = 0, MaxCapacity = Infinity } = {}] = await targets();
  if (count === undefined) return { line: 'there is no service to scale' };
  const line = `${count} tasks wanted, from ${MinCapacity} to ${MaxCapacity}`;
  if (count >= MinCapacity && count <= MaxCapacity) return { line };
  const outdated = `${count} is ${count < MinCapacity ? 'less' : 'more'} than Application Auto Scaling allows`;
  return { line, outdated, mending: 'up has it brought within' };
}
