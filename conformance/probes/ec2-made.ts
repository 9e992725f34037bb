import { CreateRouteTableCommand, CreateSecurityGroupCommand, CreateSubnetCommand } from '@aws-sdk/client-ec2';
import { tagged } from '../given.js';
import type { Source } from '../probe.js';
import type { Story } from '../story.js';

/** What the probes of EC2 have in common: pages, and what they make in the shared VPC. */

export const api = (operation: string): Source =>
  `https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_${operation}.html`;

/** Every code of EC2, with what it means. */
export const codes: Source = 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html';

/** Codes that Terraform has met, and the page of codes does not have, or has in another spelling. */
export const met: Source =
  'https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/ec2/errors.go';

/** An id of the right form that nobody has. */
export const noId = '0123456789abcdef0';

/** A group of the shared VPC. @returns its id */
export async function groupIn(story: Story, GroupName = story.name('group')): Promise<string> {
  const VpcId = await story.given.vpc();
  const TagSpecifications = tagged(story, 'security-group');
  const { GroupId = '' } = await story.ec2.send(
    new CreateSecurityGroupCommand({ VpcId, GroupName, Description: 'conformance', TagSpecifications }),
  );
  return GroupId;
}

/** A subnet of the shared VPC. @param third of the four numbers of its address range: each probe has its own */
export async function subnetIn(story: Story, third: number, more: { AvailabilityZone?: string } = {}): Promise<string> {
  const input = { VpcId: await story.given.vpc(), CidrBlock: `10.99.${third}.0/24`, ...more };
  const made = await story.ec2.send(new CreateSubnetCommand({ ...input, TagSpecifications: tagged(story, 'subnet') }));
  return `${made.Subnet?.SubnetId}`;
}

/** A route table of the shared VPC. */
export async function tableIn(story: Story): Promise<string> {
  const VpcId = await story.given.vpc();
  const TagSpecifications = tagged(story, 'route-table');
  const made = await story.ec2.send(new CreateRouteTableCommand({ VpcId, TagSpecifications }));
  return `${made.RouteTable?.RouteTableId}`;
}

export const port = (number: number, CidrIp = '10.99.0.0/16') => ({
  IpProtocol: 'tcp',
  FromPort: number,
  ToPort: number,
  IpRanges: [{ CidrIp }],
});
