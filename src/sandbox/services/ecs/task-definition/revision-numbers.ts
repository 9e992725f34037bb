import type { World } from '../../../world.js';
import { families, taskDefinitions } from '../tables.js';

/**
 * Brings the numbers of revisions in line with ARNs that were changed in the world's data: each revision is found by
 * its ARN's number, and its family counts on from the highest that there ever was.
 * @param arns of revisions that have been, whether they are still there or not; others among them are passed over
 */
export function renumberRevisions(
  where: { readonly world: World; readonly region: string },
  arns: Iterable<string>,
): void {
  const rows = taskDefinitions(where).all();
  taskDefinitions(where).clear();
  for (const row of rows) {
    const { family, number } = numberOf(row.definition.taskDefinitionArn);
    row.definition.revision = number;
    taskDefinitions(where).set(`${family}:${number}`, row);
  }
  for (const arn of [...arns, ...rows.map(({ definition }) => definition.taskDefinitionArn)]) {
    const { family, number } = numberOf(arn);
    if (number > (families(where).get(family)?.latest ?? 0)) families(where).set(family, { latest: number });
  }
}

/** Number 0 where it is no revision's ARN. */
function numberOf(arn: string): { readonly family: string; readonly number: number } {
  const [, family = '', number = 0] = /:task-definition\/([^:]+):(\d+)$/.exec(arn) ?? [];
  return { family, number: Number(number) };
}
