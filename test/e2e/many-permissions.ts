import type { Config } from '../../src/config/schema.js';
import { serviceIn } from './project.js';

/** Lets the program of a service do something with each of so many buckets: 100 of them fit into its role, 120 do not. */
export function manyPermissions(config: Config, count = 150): void {
  serviceIn(config).permissions = { statements: bucketStatements(count), managedPolicies: [] };
}

/** So many statements, each about one bucket. */
export const bucketStatements = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    ...{ effect: 'Allow' as const, actions: [`s3:Action${i}`], conditions: {} },
    resources: [`arn:aws:s3:::a-bucket-with-a-name-${i}/*`],
  }));

/** So many statements, each of some thousand characters: 9 of them fit into a role. */
export const longStatements = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    ...{ effect: 'Allow' as const, actions: [`s3:Action${i}`], conditions: {} },
    resources: [`arn:aws:s3:::files/${i}/${'of-a-customer/'.repeat(70)}*`],
  }));
