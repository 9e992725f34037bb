import type { SecurityGroup, VpcEndpoint } from '@aws-sdk/client-ec2';
import type { MadeByAws } from '../../src/step.js';
import { fromUpper } from '../common/tags.js';

/**
 * What GuardDuty's Runtime Monitoring puts into a VPC in which tasks run: an interface endpoint and a security group, both
 * with a tag of GuardDuty's. It takes neither away, and EC2 deletes no VPC and no subnet with them.
 * Sources: https://github.com/hashicorp/terraform-provider-aws/issues/46747 (the names and the tag, and that deleting them
 * helps), https://docs.aws.amazon.com/guardduty/latest/ug/runtime-monitoring-agent-resource-clean-up.html (they stay)
 */
const hasTag = ({ Tags }: Pick<VpcEndpoint, 'Tags'>): boolean => fromUpper(Tags)['GuardDutyManaged'] === 'true';

/** The endpoint, where GuardDuty has made it. */
export const endpointOfGuardDuty = (it: VpcEndpoint): MadeByAws | undefined =>
  hasTag(it) && /\.guardduty-data(-fips)?$/.test(it.ServiceName ?? '')
    ? { type: 'vpc-endpoint', id: it.VpcEndpointId ?? '', by: 'GuardDuty' }
    : undefined;

/** The group, where GuardDuty has made it. */
export const groupOfGuardDuty = (it: SecurityGroup): MadeByAws | undefined =>
  hasTag(it) && it.GroupName?.startsWith('GuardDutyManagedSecurityGroup-')
    ? { type: 'security-group', id: it.GroupId ?? '', by: 'GuardDuty' }
    : undefined;
