import type { Finding } from './finding.js';
import type { Shape } from './shape.js';
import type { ValidPart } from './valid-part.js';

/** The rules about a cluster that exists already: the stack makes none, and changes nothing of it. */
type Checked = ValidPart<Shape>;

const ofOwner = (member: 'name' | 'capacity', message: string, hint: string): Finding => ({
  at: [['cluster', member]],
  message,
  hint,
  other: ['cluster', 'arn'],
});

export function changesToExistingCluster({ cluster }: Checked): Finding[] {
  if (cluster?.arn === undefined) return [];
  return [
    ...(cluster.name === undefined
      ? []
      : [ofOwner('name', 'the cluster that exists already has its name', 'remove the name, or `cluster.arn`')]),
    ...(cluster.capacity === 'ec2'
      ? [
          ofOwner(
            'capacity',
            'instances belong to a cluster of the stack, and this one exists already',
            'set it to fargate, or remove `cluster.arn`',
          ),
        ]
      : []),
  ];
}
