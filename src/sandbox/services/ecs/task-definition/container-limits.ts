import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { ulimitNames } from '../../../../facts/container-settings.js';
import { clientException } from '../input.js';

/**
 * The numbers of a container. The bounds are published, the words are believed.
 * Sources: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html,
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerRestartPolicy.html
 * @throws AwsError `ClientException`
 */
export function checkLimits(container: string, definition: ContainerDefinition): void {
  const refused = (what: string) => clientException(`Invalid setting for container '${container}'. ${what}`);
  const { memory, memoryReservation, stopTimeout, ulimits = [], restartPolicy } = definition;
  for (const MiB of [memory, memoryReservation])
    if (MiB !== undefined && MiB < 6) throw refused('The memory must be at least 6 MiB.');
  if (memory !== undefined && memoryReservation !== undefined && memoryReservation >= memory)
    throw refused("'memory' must be greater than 'memoryReservation'.");
  if (stopTimeout !== undefined && (stopTimeout < 2 || stopTimeout > 120))
    throw refused('The stop timeout must be between 2 and 120 seconds.');
  for (const { name, softLimit = 0, hardLimit = 0 } of ulimits) {
    if (!ulimitNames.some((it) => it === name)) throw refused(`There is no ulimit '${name}'.`);
    if (softLimit > hardLimit) throw refused(`The soft limit of ulimit '${name}' exceeds the hard limit.`);
  }
  const { ignoredExitCodes = [], restartAttemptPeriod = 300 } = restartPolicy ?? {};
  if (ignoredExitCodes.length > 50) throw refused('At most 50 exit codes can be ignored.');
  if (restartAttemptPeriod < 60 || restartAttemptPeriod > 1800)
    throw refused('The restart attempt period must be between 60 and 1800 seconds.');
}
