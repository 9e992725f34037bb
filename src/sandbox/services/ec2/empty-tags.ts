import type { Operation } from '../../service.js';

/**
 * The members of answers that hold resources which have no member `Tags` while they have no tags. Of other kinds (route
 * tables, network ACLs, interfaces, endpoints, key pairs, rules of groups) EC2 shows an empty list.
 * Source: the examples of each describe command in the AWS CLI's reference; internet gateways: believed
 */
const holders: readonly string[] = [
  'Vpc',
  'Vpcs',
  'Subnet',
  'Subnets',
  'SecurityGroups',
  'Addresses',
  'NatGateway',
  'NatGateways',
  'LaunchTemplate',
  'LaunchTemplates',
  'Instances',
  'Volumes',
];

/** The same operation, without the empty lists of tags that EC2 leaves out of its answers. */
export const withoutEmptyTags = (operation: Operation): Operation => ({
  ...operation,
  handle: (input, context) => leftOut(operation.handle(input, context)) as ReturnType<Operation['handle']>,
});

/** A copy: an answer may hold the rows themselves. */
function leftOut(answer: object): object {
  const members = Object.entries(answer).map(([member, value]: [string, unknown]) => {
    if (member === 'Reservations') return [member, (value as readonly object[]).map(leftOut)];
    if (!holders.includes(member)) return [member, value];
    return [member, Array.isArray(value) ? value.map(untagged) : untagged(value)];
  });
  return Object.fromEntries(members) as object;
}

function untagged(resource: unknown): unknown {
  if (typeof resource !== 'object' || resource === null || !('Tags' in resource)) return resource;
  const { Tags, ...rest } = resource;
  return Array.isArray(Tags) && Tags.length === 0 ? rest : resource;
}
