import type { Shape, Structure } from '../sdk-schema.js';
import { escapedPatternIn, matches } from '../wildcards.js';
import { plainText } from '../plain-text.js';

/**
 * Leaves out of an answer what the request has not selected. An endpoint that is not AWS may not know a filter, ignore it and
 * answer with everything. What is not ours would then be taken for ours, or for what keeps ours from being deleted.
 *
 * What selects is found in the request by AWS's own conventions, for all operations at once: `Filters`, lists of names and
 * ids (`VpcIds`), and members that are in the items, too (`LoadBalancerArn`). What an item does not show is not what was asked
 * for, except where endpoints are known to leave it out.
 */

type Item = { readonly [member: string]: unknown };
/** Whether an item is as the request wants it, in one respect. */
type Selection = (item: Item) => boolean;
/** Members on the way to a value, through structures and lists. */
type Path = readonly string[];

/** The list of an answer that the request selects from. */
interface Selected {
  readonly list: string;
  readonly of: Structure;
  /** A list in each item that the selections are about: the instances of a reservation. */
  readonly inner?: string;
}

/**
 * Removes from the answer what was not selected.
 * @param input as it was sent
 * @param output is changed
 */
export function keepSelected(operation: string, shape: Shape, input: object, output: object): void {
  const answer = output as { [member: string]: unknown };
  keepOfCluster(operation, input as Item, answer);
  const selected = selectedIn(shape);
  if (!selected) return;
  const { list, of, inner } = selected;
  const items = answer[list];
  const selections = selectionsOf(operation, input as Item, of);
  if (!Array.isArray(items) || selections.length === 0) return;
  const keep = (item: Item) => selections.every((it) => it(item));
  answer[list] =
    inner === undefined
      ? items.filter(keep)
      : (items as Item[]).flatMap((item) => {
          const kept = listOf(item[inner]).filter((it) => keep(it as Item));
          return kept.length > 0 ? [{ ...item, [inner]: kept }] : [];
        });
}

/** Whether each item of an answer says whether a question is for it. */
export function isSelective(operation: string, shape: Shape, input: object): boolean {
  const selected = selectedIn(shape);
  return selected !== undefined && selectionsOf(operation, input as Item, selected.of).length > 0;
}

/** The items of an answer: its one list of structures. A reservation is a list of instances. */
function selectedIn(shape: Shape): Selected | undefined {
  if (shape.kind !== 'structure') return undefined;
  const lists = shape.members.flatMap(({ name, shape: of }) =>
    of.kind === 'list' && of.item.kind === 'structure' && name !== 'failures' ? [{ list: name, of: of.item }] : [],
  );
  const [only] = lists;
  if (!only || lists.length > 1) return undefined;
  const instances = only.list === 'Reservations' ? memberOf(only.of, 'Instances') : undefined;
  return instances?.kind === 'list' && instances.item.kind === 'structure'
    ? { list: only.list, inner: 'Instances', of: instances.item }
    : only;
}

function selectionsOf(operation: string, input: Item, of: Structure): Selection[] {
  const byFilter = filtersOf(input).flatMap(({ name, values, begins }): Selection[] => {
    if (name.startsWith('tag:')) return [bearsTag(name.slice('tag:'.length), values)];
    const paths = pathsOf(operation, name).filter((path) => hasPath(of, path));
    const fits = (shown: unknown) =>
      values.some((it) => (begins ? plainText(shown).startsWith(it) : isLike(shown, it)));
    return paths.length > 0 && values.length > 0 ? [shows(paths, fits)] : [];
  });
  const byMember = Object.entries(input).flatMap(([member, value]): Selection[] => {
    const texts = (Array.isArray(value) ? value : [value]).filter((it): it is string => typeof it === 'string');
    const names = namesOf(operation, member, Array.isArray(value)).filter((name) => hasPath(of, [name]));
    const fits = (shown: unknown) => texts.some((text) => isSame(shown, text));
    return texts.length > 0 && names.length > 0
      ? [
          shows(
            names.map((it) => [it]),
            fits,
          ),
        ]
      : [];
  });
  const byRest = unconventional[operation]?.(input);
  return [...byFilter, ...byMember, ...(byRest ? [byRest] : [])];
}

/** Whether one of these paths leads to a value that fits. */
const shows =
  (paths: readonly Path[], fits: (shown: unknown) => boolean): Selection =>
  (item) => {
    const shown = paths.flatMap((path) => valuesAt(item, path));
    return shown.some(fits) || (shown.length === 0 && paths.every(([name = '']) => oftenLeftOut.includes(name)));
  };

/** Of zones: emulators of AWS do not have all of them. */
const oftenLeftOut: readonly string[] = ['ZoneType', 'OptInStatus'];

/** @param values any, where there is none */
const bearsTag =
  (key: string, values: readonly string[]): Selection =>
  ({ Tags, TagSet }) =>
    (listOf(Tags ?? TagSet) as { readonly Key?: string; readonly Value?: string }[]).some(
      (it) => it.Key === key && (values.length === 0 || values.some((value) => isLike(it.Value ?? '', value))),
    );

function valuesAt(value: unknown, [name, ...path]: Path): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap((it) => valuesAt(it, name === undefined ? [] : [name, ...path]));
  if (value === undefined || value === null) return [];
  return name === undefined ? [value] : valuesAt((value as Item)[name], path);
}

interface Filter {
  readonly name: string;
  readonly values: readonly string[];
  readonly begins?: boolean;
}

/** `Filters` of EC2, Auto Scaling and Cloud Map, `Filter` of NAT gateways, and `TagFilters` of the tagging API. */
function filtersOf(input: Item): Filter[] {
  const filters = [...listOf(input['Filters']), ...listOf(input['Filter'])] as {
    readonly Name?: string;
    readonly Values?: readonly string[];
    readonly Condition?: string;
  }[];
  const byTag = listOf(input['TagFilters']) as { readonly Key?: string; readonly Values?: readonly string[] }[];
  return [
    ...filters.flatMap(({ Name = '', Values = [], Condition }): Filter[] => {
      // Auto Scaling selects what bears a tag at all in this way.
      if (Name === 'tag-key') return Values.map((key) => ({ name: `tag:${key}`, values: [] }));
      return [{ name: Name, values: Values, begins: Condition === 'BEGINS_WITH' }];
    }),
    ...byTag.map(({ Key = '', Values = [] }) => ({ name: `tag:${Key}`, values: Values })),
  ];
}

/**
 * Where a filter's name points: `attachment.vpc-id` is `Attachments[].VpcId`, `NAMESPACE_ID` is `NamespaceId`. Exceptions:
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Operations.html (the filters of each operation)
 */
function pathsOf(operation: string, name: string): readonly Path[] {
  const special = specialFilters[`${operation} ${name}`] ?? specialFilters[name];
  if (special) return [special];
  const segments = name.split('.').map((segment) =>
    segment
      .toLowerCase()
      .split(/[-_]/)
      .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
      .join(''),
  );
  const plural = segments.map((it, at) => (at < segments.length - 1 ? `${it}s` : it));
  return segments.length > 1 ? [segments, plural] : [segments];
}
const specialFilters: { readonly [name: string]: Path | undefined } = {
  'instance-state-name': ['State', 'Name'],
  'addresses.private-ip-address': ['PrivateIpAddresses', 'PrivateIpAddress'],
  'DescribeNetworkInterfaces group-id': ['Groups', 'GroupId'],
  'ip-permission.group-id': ['IpPermissions', 'UserIdGroupPairs', 'GroupId'],
  'egress.ip-permission.group-id': ['IpPermissionsEgress', 'UserIdGroupPairs', 'GroupId'],
};

/** What a member of the request is called in the items: `VpcIds` is `VpcId`, `services` of ECS is `serviceArn`. */
function namesOf(operation: string, member: string, isList: boolean): string[] {
  if (member === 'Names') return [operation === 'DescribeTargetGroups' ? 'TargetGroupName' : 'LoadBalancerName'];
  if (!isList) return member === 'cluster' ? ['clusterArn'] : [member];
  const one = member.replace(/s$/, '');
  return [one, `${one}Arn`, `${one}Name`];
}

/** What follows no convention. */
const unconventional: { readonly [operation: string]: ((input: Item) => Selection | undefined) | undefined } = {
  DescribeLogGroups: ({ logGroupNamePrefix: prefix }) => startsWith('logGroupName', prefix),
  // The ARN of a rule is that of its listener, and more, except for one word.
  DescribeRules: ({ ListenerArn: listener }) =>
    startsWith('RuleArn', typeof listener === 'string' ? listener.replace(':listener/', ':listener-rule/') : undefined),
  DescribeImages: ({ imageIds }) => {
    const tags = listOf(imageIds).flatMap((it) => (it as { readonly imageTag?: string }).imageTag ?? []);
    return tags.length > 0 ? shows([['imageTags']], (it) => tags.includes(plainText(it))) : undefined;
  },
};
const startsWith = (member: string, start: unknown): Selection | undefined =>
  typeof start === 'string' ? shows([[member]], (it) => plainText(it).startsWith(start)) : undefined;

/**
 * Lists of ARNs say which cluster they are of. Old ones do not, and are kept.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-account-settings.html (ARN formats)
 */
function keepOfCluster(operation: string, { cluster }: Item, answer: { [member: string]: unknown }): void {
  if (!/^List(Services|Tasks|ContainerInstances)$/.test(operation) || typeof cluster !== 'string') return;
  const name = cluster.split('/').at(-1);
  for (const [member, arns] of Object.entries(answer))
    if (/Arns$/.test(member) && Array.isArray(arns))
      answer[member] = arns.filter((arn) => {
        const [, of, ...own] = String(arn).split('/');
        return own.length === 0 || of === name;
      });
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const memberOf = ({ members }: Structure, name: string): Shape | undefined =>
  members.find((it) => it.name === name)?.shape;

function hasPath(shape: Shape, [name, ...path]: Path): boolean {
  if (shape.kind === 'list') return hasPath(shape.item, name === undefined ? [] : [name, ...path]);
  if (name === undefined) return true;
  const member = shape.kind === 'structure' ? memberOf(shape, name) : undefined;
  return member !== undefined && hasPath(member, path);
}

/** `*` and `?` stand for any characters, as in EC2's filters. A state may have given anything in the place of a text. */
const isLike = (shown: unknown, pattern: unknown): boolean =>
  matches(escapedPatternIn(plainText(pattern)), plainText(shown));

/** ECS takes names for ARNs, and answers ARNs. */
export const isSame = (shown: unknown, asked: unknown): boolean =>
  shown === asked ||
  plainText(shown).endsWith(`/${plainText(asked)}`) ||
  plainText(asked).endsWith(`/${plainText(shown)}`);
