import { AwsError } from '../../../service.js';
import { formatCidr, parseCidr, type Cidr } from './cidr.js';
import { required, invalid } from '../refusals.js';

/** @throws AwsError MissingParameter, or InvalidParameterValue where the text is no IPv4 range */
export function requiredCidr(text: string | undefined, parameter: string): Cidr {
  const asked = required(text, parameter);
  const cidr = parseCidr(asked);
  if (cidr) return cidr;
  throw invalid(`Value (${asked}) for parameter ${parameter} is invalid. This is not a valid CIDR block.`);
}

/** A range that a VPC may have. @throws AwsError InvalidParameterValue, or InvalidVpc.Range beyond /16 to /28 */
export function vpcRange(text: string | undefined): string {
  const cidr = requiredCidr(text, 'cidrBlock');
  if (cidr.bits < 16 || cidr.bits > 28) throw new AwsError('InvalidVpc.Range', `The CIDR '${text}' is invalid.`);
  return formatCidr(cidr);
}
