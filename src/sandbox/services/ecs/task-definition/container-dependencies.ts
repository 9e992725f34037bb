import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { dependencyConditions } from '../../../../facts/container-settings.js';
import { cycleIn } from '../../../../cycle.js';
import { clientException } from '../input.js';

/**
 * What containers may wait for. The rules are published, the words are believed.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html
 * @throws AwsError `ClientException`
 */
export function checkDependencies(containers: readonly ContainerDefinition[]): void {
  for (const { name, dependsOn = [] } of containers)
    for (const { containerName, condition } of dependsOn) {
      const other = containers.find((it) => it.name === containerName);
      const what = `Container '${name}' depends on container '${containerName}'`;
      if (!other || containerName === name) throw clientException(`${what}, which is not there.`);
      if (!dependencyConditions.some((it) => it === condition))
        throw clientException(`${what} with the unknown condition '${condition}'.`);
      if (condition === 'HEALTHY' && !other.healthCheck)
        throw clientException(`${what} being HEALTHY, and it has no health check.`);
      if ((condition === 'COMPLETE' || condition === 'SUCCESS') && other.essential !== false)
        throw clientException(`${what} with condition ${condition}, and an essential container cannot have it.`);
    }
  const needs = containers.map(({ name = '', dependsOn = [] }) => {
    return [name, dependsOn.map(({ containerName = '' }) => containerName)] as const;
  });
  if (cycleIn(new Map(needs)))
    throw clientException('The containers of a task definition cannot depend on each other in a circle.');
}
