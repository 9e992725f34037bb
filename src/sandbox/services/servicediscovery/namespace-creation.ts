import { latencies } from '../../../facts/latencies.js';
import {
  CreateHttpNamespaceCommand,
  CreatePrivateDnsNamespaceCommand,
  type NamespaceType,
  type Tag,
} from '@aws-sdk/client-servicediscovery';
import { refuseBeyond } from '../../quotas.js';
import { AwsError, on, timer, type Context } from '../../service.js';
import { vpcs } from '../ec2/tables.js';
import { invalidInput, matching, present } from './input.js';
import {
  beginOperation,
  duplicateRequest,
  failOperation,
  operationOf,
  succeedOperation,
  type Ending,
} from './operations.js';
import { arnOf, namespaces, type NamespaceRow } from './tables.js';
import { checkedTags } from './tags.js';

/** Seconds until a namespace is there: Route 53 makes a hosted zone and attaches it to the VPC. */
const privateDnsSeconds = latencies['namespace created'].usual;
const httpSeconds = 5;

export const namespaceCreationOperations = [
  /** Source: https://docs.aws.amazon.com/cloud-map/latest/api/API_CreatePrivateDnsNamespace.html */
  on(CreatePrivateDnsNamespaceCommand, (input, context) => {
    const vpc = present(input.Vpc, 'vpc');
    const soaTtl = input.Properties?.DnsProperties?.SOA?.TTL ?? 15;
    const wanted = { ...common(input), type: 'DNS_PRIVATE', vpc, soaTtl } as const;
    const earlier = repeated(context, wanted);
    if (earlier) return { OperationId: earlier };
    if (!vpcs(context).has(vpc)) throw invalidInput(`The VPC ${vpc} in region ${context.region} can't be found.`);
    return { OperationId: create(context, wanted, privateDnsSeconds) };
  }),

  on(CreateHttpNamespaceCommand, (input, context) => {
    const wanted = { ...common(input), type: 'HTTP' } as const;
    return { OperationId: repeated(context, wanted) ?? create(context, wanted, httpSeconds) };
  }),
];

interface Wanted {
  readonly name: string;
  readonly type: NamespaceType;
  readonly vpc?: string;
  /** Seconds; private DNS only. */
  readonly soaTtl?: number;
  readonly description: string | undefined;
  readonly creatorRequestId: string | undefined;
  readonly tags: Tag[];
}

function common(input: {
  readonly Name: string | undefined;
  readonly Description?: string | undefined;
  readonly CreatorRequestId?: string | undefined;
  readonly Tags?: Tag[] | undefined;
}) {
  return {
    name: matching(input.Name, 'name', /[!-~]{1,1024}/, 1024),
    description: input.Description,
    creatorRequestId: input.CreatorRequestId,
    tags: checkedTags(input.Tags),
  };
}

/**
 * The operation of an earlier request with the same CreatorRequestId, whether it is underway or done.
 * @throws AwsError `DuplicateRequest` or `NamespaceAlreadyExists` where another request made, or makes, the same
 */
function repeated(context: Context, wanted: Wanted): string | undefined {
  const same = namespaces(context).find((row) => alike(row, wanted));
  if (!same) return undefined;
  const { Id: NamespaceId, CreatorRequestId } = same.namespace;
  if (wanted.creatorRequestId !== undefined && CreatorRequestId === wanted.creatorRequestId) return same.operationId;
  if (same.state === 'creating') throw duplicateRequest(same.operationId);
  throw new AwsError('NamespaceAlreadyExists', `A namespace with the name ${wanted.name} already exists.`, {
    members: { NamespaceId, CreatorRequestId },
  });
}

const alike = ({ namespace, vpc }: NamespaceRow, wanted: Wanted) =>
  namespace.Type === wanted.type && vpc === wanted.vpc && zone(namespace.Name) === zone(wanted.name);

function create(context: Context, wanted: Wanted, seconds: number): string {
  const reached = (quota: number) => `The maximum number of namespaces, ${quota}, has been reached.`;
  refuseBeyond(context, 'namespaces', namespaces(context).size + 1, reached);
  const Id = `ns-${context.world.hex(16)}`;
  const targets = { NAMESPACE: Id };
  const operationId = beginOperation(context, { type: 'CREATE_NAMESPACE', targets, seconds, end: namespaceCreated });
  namespaces(context).set(Id, {
    namespace: namespaceOf(context, Id, wanted),
    state: 'creating',
    operationId,
    ...(wanted.vpc !== undefined && { vpc: wanted.vpc }),
    tags: wanted.tags,
  });
  return operationId;
}

const namespaceOf = (context: Context, Id: string, wanted: Wanted): NamespaceRow['namespace'] => ({
  Id,
  Arn: arnOf(context, 'namespace', Id),
  ResourceOwner: context.account,
  Name: wanted.name,
  Type: wanted.type,
  ...(wanted.description !== undefined && { Description: wanted.description }),
  Properties: {
    ...(wanted.soaTtl !== undefined && {
      DnsProperties: { HostedZoneId: `Z0${context.world.hex(18).toUpperCase()}`, SOA: { TTL: wanted.soaTtl } },
    }),
    HttpProperties: { HttpName: wanted.name },
  },
  CreateDate: context.now,
  ...(wanted.creatorRequestId !== undefined && { CreatorRequestId: wanted.creatorRequestId }),
});

export const namespaceCreated = timer<Ending>('servicediscovery/namespace-created', (context, { operationId }) => {
  const id = operationOf(context, operationId).Targets.NAMESPACE ?? '';
  const row = namespaces(context).get(id);
  if (!row) return;
  const problem = zoneProblem(context, row);
  if (problem !== undefined) {
    namespaces(context).delete(id);
    return failOperation(context, operationId, 'CANNOT_CREATE_HOSTED_ZONE', problem);
  }
  row.state = 'active';
  succeedOperation(context, operationId);
});

/**
 * What Route 53 has against the hosted zone: the VPC is gone. A name that overlaps another of the VPC is nothing, as the
 * longer one wins; the same name does not come this far, where Cloud Map has made the other zone too.
 * Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html
 */
const zoneProblem = (context: Context, { vpc }: NamespaceRow): string | undefined =>
  vpc === undefined || vpcs(context).has(vpc)
    ? undefined
    : `The VPC ${vpc} is invalid. (Service: Route53, Status Code: 400, Error Code: InvalidVPCId)`;

const zone = (name: string) => name.toLowerCase().replace(/\.$/, '');
