import type { StepRecord } from '../../../state/schema.js';
import { readFacts } from '../../path-facts/read-facts.js';
import type { Facts } from '../../path/facts.js';
import type { Cloud } from '../../step.js';
import { readNames } from './read-names.js';

/** Looks at all that a request to a stack may meet, from what is recorded of it. */
export async function readRecorded(cloud: Cloud, records: ReadonlyMap<string, StepRecord>): Promise<Facts> {
  const ids = idsIn(records);
  const facts = await readFacts(cloud, {
    domainNames: ids('domain-name', 'domainName'),
    apis: ids('api', 'apiId'),
    loadBalancers: [...ids('load-balancer', 'loadBalancerArn'), ...ids('existing-load-balancer', 'loadBalancerArn')],
    clusters: [...ids('cluster', 'clusterArn'), ...ids('existing-cluster', 'clusterArn')],
    vpcs: [...ids('vpc', 'vpcId'), ...ids('existing-vpc', 'vpcId')],
  });
  return { ...facts, names: await readNames(cloud, records, facts) };
}

/** What the resources of a noun give to others, by the name of the member. */
const idsIn =
  (records: ReadonlyMap<string, StepRecord>) =>
  (type: string, member: string): string[] =>
    [...records.values()].flatMap((it) => {
      const value: unknown = it.type === type ? Object(it.out)[member] : undefined;
      return typeof value === 'string' ? [value] : [];
    });
