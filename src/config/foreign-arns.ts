import { partitionOf } from '../facts/partitions.js';
import type { Objection } from './format.js';
import { memberSchema } from './json-schema.js';
import type { Path } from './member-path.js';
import type { Config } from './schema.js';
import { textMembers } from './text-members.js';

/** A member that names what nothing in the stack's region can name. */
export interface ForeignArn extends Objection {
  readonly path: Path;
}

/** Of an ARN: its partition, and the region, which global services leave out. */
const arn = /^arn:([^:]*):[^:]*:([^:]*):/;

/**
 * Finds the ARNs of another partition than the stack's: those of China and of GovCloud are of accounts that exist there alone.
 * A secret, a parameter, or what a policy allows may be in another region of the same partition.
 * Sources: https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html (credentials of one
 * partition are of no use in another), https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Secret.html (a parameter
 * in a different region), https://docs.aws.amazon.com/AmazonECS/latest/developerguide/private-auth.html (so may a secret
 * be). What IAM answers is in https://github.com/terraform-aws-modules/terraform-aws-iam/issues/224 and
 * https://github.com/pulumi/pulumi-aws-apigateway/issues/347, in the middle of an `up`.
 * @param region where the stack is, or is to be
 */
export function foreignArns(config: Config, region: string): ForeignArn[] {
  const own = partitionOf(region);
  return textMembers(config).flatMap(({ path, text }): ForeignArn[] => {
    const [, partition, its = ''] = (takesArns(path) ? arn.exec(text) : undefined) ?? [];
    if (partition === undefined) return [];
    const theirs = [partition, its && partitionOf(its)].find((it) => isPartition(it) && it !== own);
    if (!theirs) return [];
    const message = `an ARN of the partition ${theirs}; the stack is in ${region}, whose partition is ${own}`;
    return [{ path, message, hint: `accounts are of one partition: name one of ${own}, or choose another region` }];
  });
}

/** Not one with a wildcard, which IAM compares. */
const isPartition = (text: string): boolean => /^aws[a-z-]*$/.test(text);

/** Members whose format has ARNs: a variable of a container may hold whatever its program knows. */
const takesArns = (path: Path): boolean => memberSchema(path)?.pattern?.includes('arn:') === true;
