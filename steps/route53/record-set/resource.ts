import {
  ChangeResourceRecordSetsCommand,
  GetChangeCommand,
  NoSuchChange,
  type ChangeAction,
  type ResourceRecordSet,
} from '@aws-sdk/client-route-53';
import { isDeepStrictEqual } from 'node:util';
import {
  absent,
  pending,
  ready,
  required,
  resource,
  step,
  type Cloud,
  type Need,
  type StepOf,
} from '../../../src/step.js';
import type { Certificate } from '../../acm/certificate/resource.js';
import type { DomainName } from '../../apigatewayv2/domain-name/resource.js';
import type { LoadBalancer } from '../../elbv2/load-balancer/resource.js';
import type { HostedZone } from '../hosted-zone/resource.js';
import { plainId, plainName, recordsAt, type RecordKey } from '../records.js';
import { script } from './script.js';

/** An alias has a target, any other record a TTL and values: what a record has not is null. */
interface Content {
  readonly TTL: number | null;
  readonly ResourceRecords: readonly { readonly Value: string }[] | null;
  readonly AliasTarget: {
    readonly HostedZoneId: string;
    readonly DNSName: string;
    readonly EvaluateTargetHealth: boolean;
  } | null;
}
interface RecordSetWant extends RecordKey, Content {}

interface RecordSetId extends RecordKey {
  /** The change that made it, until all name servers have it. */
  readonly ChangeId?: string;
  /** Somebody else had made the very same: it is used, and stays. */
  readonly isShared?: true;
  /** It is not deleted, because somebody else needs it, or has it lead elsewhere by now. */
  readonly isLeft?: true;
}

export const recordSetResource = resource({
  type: 'record-set',
  isGlobal: true,
  lists: { ResourceRecords: 'set' },
  uses: ['certificate', 'load-balancer', 'listener', 'domain-name', 'api-mapping'],
  script,
  fixed: ['HostedZoneId', 'Name', 'Type'],
  replace: 'create-first',
  sameName: 'refuses',
  nameMember: 'Name',
  namedWithin: 'HostedZoneId',

  // It overwrites nothing.
  async create(cloud, want: RecordSetWant): Promise<RecordSetId> {
    return { ...keyOf(want), ChangeId: await change(cloud, 'CREATE', want) };
  },

  // It has no tags. What says the same is ours; all else that has the name, or would not let it in, is somebody else's.
  async find(cloud, want) {
    const others = await recordsAt(cloud, want);
    return others
      .filter(({ Type }) => Type === want.Type || Type === 'CNAME' || want.Type === 'CNAME')
      .map((it) => {
        const id: RecordSetId = { ...keyOf(want), Type: it.Type ?? want.Type };
        return it.Type === want.Type && isSame(it, want) ? { id } : { id, tags: {} };
      });
  },

  // A validation record is the same for all certificates of a name, so somebody may have made it for another one.
  asShared: (id): RecordSetId => ({ ...id, isShared: true }),

  async read(cloud, id) {
    if (id.isLeft) return absent;
    const there = await recordSetAt(cloud, id);
    if (!there) return absent;
    const { ChangeId, ...rest } = id;
    if (ChangeId !== undefined && !(await isServed(cloud, ChangeId)))
      return pending('Route 53 tells its name servers of the record');
    const out = { name: plainName(id.Name) };
    return ready(out, id.isShared ? {} : contentOf(there), ChangeId === undefined ? {} : { id: rest });
  },

  async update(cloud, id, want) {
    const there = await recordSetAt(cloud, id);
    if (id.isShared && there && !isSame(there, want))
      throw new Error(`${plainName(id.Name)} was there before this stack, and leads elsewhere by now`);
    await change(cloud, 'UPSERT', want);
  },

  // Somebody may have had it lead elsewhere, as one does before a stack is taken down: then it serves that.
  async delete(cloud, id, want): Promise<RecordSetId | undefined> {
    const there = await recordSetAt(cloud, id);
    if (!there) return undefined;
    if (id.isShared || (want && !isSame(there, want))) return { ...id, isLeft: true };
    await change(cloud, 'DELETE', { ...there, HostedZoneId: id.HostedZoneId });
    return undefined;
  },
});
export type RecordSet = StepOf<typeof recordSetResource>;

/** The name comes first: that is what people know it by. */
const keyOf = ({ HostedZoneId, Name, Type }: RecordKey): RecordKey => ({ Name, Type, HostedZoneId });

async function recordSetAt(cloud: Cloud, id: RecordKey): Promise<ResourceRecordSet | undefined> {
  return (await recordsAt(cloud, id)).find(({ Type }) => Type === id.Type);
}

/** @returns the id of the change */
async function change({ route53 }: Cloud, Action: ChangeAction, set: RecordSetWant | LiveRecord): Promise<string> {
  const { HostedZoneId, Name, Type, TTL, ResourceRecords, AliasTarget } = set;
  // An alias has no list of values, not even an empty one.
  const content = AliasTarget ? { AliasTarget } : { TTL, ResourceRecords };
  const ResourceRecordSet = { Name, Type, ...content } as ResourceRecordSet;
  const { ChangeInfo } = await route53.send(
    new ChangeResourceRecordSetsCommand({ HostedZoneId, ChangeBatch: { Changes: [{ Action, ResourceRecordSet }] } }),
  );
  return plainId(required(ChangeInfo?.Id, 'Id'));
}
type LiveRecord = ResourceRecordSet & { readonly HostedZoneId: string };

/** Route 53 forgets changes after a while: by then everybody knows the record. */
async function isServed({ route53 }: Cloud, Id: string): Promise<boolean> {
  const asked = route53.send(new GetChangeCommand({ Id }));
  const { ChangeInfo } = await asked.catch((error: unknown) => {
    if (error instanceof NoSuchChange) return { ChangeInfo: { Status: 'INSYNC' } };
    throw error;
  });
  return ChangeInfo?.Status !== 'PENDING';
}

/** What a record says, as it is asked for: Route 53 writes the name of an alias's target with a dot at its end. */
function contentOf({ TTL, ResourceRecords, AliasTarget: alias }: ResourceRecordSet): Content {
  if (!alias)
    return {
      TTL: TTL ?? 0,
      ResourceRecords: (ResourceRecords ?? []).map(({ Value = '' }) => ({ Value })),
      AliasTarget: null,
    };
  const { HostedZoneId = '', DNSName = '', EvaluateTargetHealth = false } = alias;
  return {
    ...{ TTL: null, ResourceRecords: null },
    AliasTarget: { HostedZoneId, DNSName: plainName(DNSName), EvaluateTargetHealth },
  };
}

/** Whether a record leads where it is wanted to lead. How long it may be cached does not count. */
function isSame(there: ResourceRecordSet, want: Content): boolean {
  const targetsOf = ({ ResourceRecords, AliasTarget }: Content) =>
    AliasTarget
      ? ['alias', plainName(AliasTarget.DNSName)]
      : (ResourceRecords ?? []).map(({ Value }) => plainName(Value)).toSorted();
  return isDeepStrictEqual(targetsOf(contentOf(there)), targetsOf(want));
}

/** Seconds that resolvers may keep a validation record. It never changes. */
const ttl = 300;

/**
 * Proves that a domain is ours. It stays as long as the certificate: ACM looks for it at each renewal.
 * Source: https://docs.aws.amazon.com/acm/latest/userguide/dns-renewal-validation.html
 * @param options.domain without `*.`
 */
export const validationRecord = (
  name: string,
  needs: { zone: HostedZone; certificate: Certificate },
  { domain }: { domain: string },
) =>
  step({
    name,
    resource: recordSetResource,
    needs,
    why: `Proves to ACM that ${domain} is yours, now and at each renewal`,
    want: ({ zone, certificate }): RecordSetWant => {
      const record = required(certificate.records[domain], `the validation record of ${domain}`);
      return {
        ...{ HostedZoneId: zone.hostedZoneId, Name: record.name, Type: 'CNAME' },
        ...{ TTL: ttl, ResourceRecords: [{ Value: record.value }], AliasTarget: null },
      };
    },
  });

interface Aliased {
  readonly HostedZoneId: string;
  readonly DNSName: string;
}

/** An address that always is that of its target. Queries for it cost nothing. */
const alias = (hostedZoneId: string, domain: string, target: Aliased): RecordSetWant => ({
  ...{ HostedZoneId: hostedZoneId, Name: domain, Type: 'A' },
  ...{ TTL: null, ResourceRecords: null },
  // There is nothing else that it could lead to.
  AliasTarget: { ...target, EvaluateTargetHealth: false },
});

/**
 * Leads a name to the load balancer.
 * Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html
 * @param needs.served what has to be there for requests to be answered
 */
export const balancerAlias = (
  name: string,
  needs: { zone: HostedZone; balancer: LoadBalancer; served: readonly Need[] },
  { domain }: { domain: string },
) =>
  step({
    name,
    resource: recordSetResource,
    needs,
    why: `Leads ${domain} to the load balancer`,
    want: ({ zone, balancer }) =>
      alias(zone.hostedZoneId, domain, {
        HostedZoneId: balancer.canonicalHostedZoneId,
        DNSName: balancer.dnsName,
      }),
  });

/** Leads a name to the API. @param needs.served what has to be there for requests to be answered */
export const apiAlias = (
  name: string,
  needs: { zone: HostedZone; domainName: DomainName; served: readonly Need[] },
  { domain }: { domain: string },
) =>
  step({
    name,
    resource: recordSetResource,
    needs,
    why: `Leads ${domain} to the API`,
    want: ({ zone, domainName }) =>
      alias(zone.hostedZoneId, domain, {
        HostedZoneId: domainName.hostedZoneId,
        DNSName: domainName.apiGatewayDomainName,
      }),
  });
