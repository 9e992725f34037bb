import type { StepRecord } from '../../../state/schema.js';
import { readFacts } from '../../path-facts/read-facts.js';
import type { Facts } from '../../path/facts.js';
import type { Cloud } from '../../step.js';
import { readNames } from './read-names.js';

type Records = ReadonlyMap<string, StepRecord>;

/** Looks at all that a request to a stack may meet, from what is recorded of it. */
export async function readRecorded(cloud: Cloud, records: Records): Promise<Facts> {
  const facts = await readFacts(cloud, scopeIn(records));
  return { ...facts, names: await readNames(cloud, records, facts) };
}

/** The same, with what is met by who asks from inside: private names, and the ways out of the VPC. */
export async function readInside(cloud: Cloud, records: Records): Promise<Facts> {
  const cloudMapServices = idsIn(records)('cloud-map-service', 'serviceArn');
  const facts = await readFacts(cloud, { ...scopeIn(records), inside: { cloudMapServices } });
  return { ...facts, names: await readNames(cloud, records, facts) };
}

function scopeIn(records: Records) {
  const ids = idsIn(records);
  return {
    domainNames: ids('domain-name', 'domainName'),
    apis: ids('api', 'apiId'),
    loadBalancers: [...ids('load-balancer', 'loadBalancerArn'), ...ids('existing-load-balancer', 'loadBalancerArn')],
    clusters: [...ids('cluster', 'clusterArn'), ...ids('existing-cluster', 'clusterArn')],
    vpcs: [...ids('vpc', 'vpcId'), ...ids('existing-vpc', 'vpcId')],
  };
}

/** What the resources of a noun give to others, by the name of the member. */
export const idsIn =
  (records: Records) =>
  (type: string, member: string): string[] =>
    [...records.values()].flatMap((it) => {
      const value: unknown = it.type === type ? Object(it.out)[member] : undefined;
      return typeof value === 'string' ? [value] : [];
    });
