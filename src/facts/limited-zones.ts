/**
 * The availability zone ids that lack a part of what stacks consist of, in all accounts that see them. They are old: no new
 * instance types, or no new services, come to them. So no stack chooses one of them.
 *
 * Sources, by id:
 * - `use1-az3` has no instances of the Nitro System, so none of t3, m5, c5 and later: https://wolfman.dev/posts/exclude-use1-az3/
 * - `usw1-az2` and `cnn1-az4` have no Fargate: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/AWS_Fargate-Regions.html
 * - `apne1-az3` has no Fargate (as above), and no NAT gateways:
 *   https://github.com/sysdiglabs/terraform-aws-secure-for-cloud/pull/52
 * - `cac1-az3`, and all of the above but `apne1-az3`: EKS takes no subnets in them, and several services have no interface
 *   endpoints there. Believed to hold for the endpoints that a stack has, too.
 *   https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
 */
const limited: readonly string[] = ['use1-az3', 'usw1-az2', 'apne1-az3', 'cac1-az3', 'cnn1-az4'];

/** Whether everything that a stack may put into a zone can be there. */
export const isFullZone = (zoneId: string): boolean => !limited.includes(zoneId);

/** Whether EC2 has instances of the Nitro System in the zone. */
export const hasNitro = (zoneId: string): boolean => zoneId !== 'use1-az3';

export const limitedZoneIds = limited;
