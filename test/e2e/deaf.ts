import type { Operation, Service } from '../../src/sandbox/service.js';
import { services } from '../../src/sandbox/services/index.js';

/** What selects in a request, and may be left out: then AWS answers with everything. */
const selectors: readonly string[] = [
  ...['Filters', 'Filter', 'TagFilters', 'Names', 'logGroupNamePrefix', 'repositoryNames', 'imageIds'],
  ...['serviceName', 'family', 'familyPrefix', 'desiredStatus', 'AutoScalingGroupNames', 'capacityProviders'],
];
/** `VpcIds`, `ListenerArns`: lists that may be left out, too. */
const isSelector = (member: string): boolean => selectors.includes(member) || /^[A-Z]\w+(Ids|Arns)$/.test(member);
/** Without them, AWS refuses these. */
const needsIds: readonly string[] = ['DescribeTags', 'DescribeListeners', 'DescribeRules'];

/** An endpoint that does not know what selects in requests that read, and answers with everything. */
export function deafServices(ignored: (operation: string, member: string) => void = () => {}): readonly Service[] {
  const deaf = (operation: Operation): Operation => {
    const name = operation.schema[2];
    if (!/^(Describe|List|Get)/.test(name) || needsIds.includes(name)) return operation;
    return {
      ...operation,
      handle(input, context) {
        const members = Object.entries(input).filter(([member, value]) => {
          const isLeftOut = value !== undefined && isSelector(member);
          if (isLeftOut) ignored(name, member);
          return !isLeftOut;
        });
        return operation.handle(Object.fromEntries(members), context);
      },
    };
  };
  return services.map((service) => ({ ...service, operations: service.operations.map(deaf) }));
}
