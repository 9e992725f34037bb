import type { Finding } from './finding.js';
import { portsOf } from './service-ports.js';
import type { Shape } from './shape.js';
import { tasksOf } from './tasks.js';
import type { Path } from './member-path.js';
import type { ValidPart } from './valid-part.js';

/** Lists of which each entry is created in AWS: AWS would refuse the second of two equal entries. */
function listsOf(config: ValidPart<Shape>): { at: Path; entries: readonly (string | undefined)[] }[] {
  const { jobs, ingress, network } = config;
  const { public: open = [], private: closed = [] } = network?.existing ?? {};
  return [
    ...portsOf(config).flatMap(({ at, members }) => [
      { at: [...at, 'allow'], entries: members.allow ?? [] },
      { at: [...at, 'calledBy'], entries: members.calledBy ?? [] },
    ]),
    ...tasksOf(config).map(({ at, task }) => ({
      at: [...at, 'permissions', 'managedPolicies'],
      entries: task.permissions?.managedPolicies ?? [],
    })),
    ...tasksOf(config).map(({ at, task }) => ({
      at: [...at, 'securityGroups'],
      entries: task.securityGroups ?? [],
    })),
    ...Object.entries(jobs ?? {}).map(([name, job]) => ({
      at: ['jobs', name, 'services'],
      entries: job?.services ?? [],
    })),
    { at: ['ingress', 'routes'], entries: ingress?.routes ?? [] },
    { at: ['network', 'existing', 'public'], entries: open },
    { at: ['network', 'existing', 'private'], entries: closed },
  ];
}

export function repeatedEntries(config: ValidPart<Shape>): Finding[] {
  return listsOf(config).flatMap(({ at, entries }) =>
    entries.flatMap((entry, i): Finding[] => {
      const first = entries.indexOf(entry);
      if (entry === undefined || first === i) return [];
      const message = `${JSON.stringify(entry)} is there twice`;
      return [{ at: [[...at, i]], message, hint: 'remove one of the two', other: [...at, first] }];
    }),
  );
}
