import { parseCidr, type Cidr } from './cidr.js';
import { required, invalid } from '../refusals.js';

/** @throws AwsError MissingParameter, or InvalidParameterValue where the text is no IPv4 range */
export function requiredCidr(text: string | undefined, parameter: string): Cidr {
  const asked = required(text, parameter);
  const cidr = parseCidr(asked);
  if (cidr) return cidr;
  throw invalid(`Value (${asked}) for parameter ${parameter} is invalid. This is not a valid CIDR block.`);
}
