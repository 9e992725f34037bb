import type { Transcript } from './transcript.js';

/**
 * What versions of the CLI that are still in use do not know, and how a script finds that out before it begins.
 * Source: https://github.com/aws/aws-cli/blob/v2/CHANGELOG.rst
 */
const recent: readonly { readonly operation: string; readonly ask: string; readonly says: string }[] = [
  { operation: 'DeleteTaskDefinitions', ask: 'ecs delete-task-definitions', says: 'taskDefinitions' },
  { operation: 'CreateCapacityProvider', ask: 'ecs create-capacity-provider', says: 'managedDraining' },
];

/** Ends the script where the CLI is too old for one of its calls. */
export function versionLines({ entries }: Transcript): string[] {
  const called = new Set(entries.flatMap(({ calls }) => calls.map(({ operation }) => operation)));
  return recent
    .filter(({ operation }) => called.has(operation))
    .flatMap(({ ask, says }) => [
      `if [[ $(aws ${ask} --generate-cli-skeleton 2>&1) != *${says}* ]]; then`,
      '  echo "this takes a newer AWS CLI than $(aws --version)" >&2',
      '  exit 1',
      'fi',
    ]);
}
