import { AwsError, type Context } from '../../../service.js';
import type { EndpointService } from './endpoint-services.js';
import { vpcEndpoints, type VpcEndpointRow, type VpcRow } from '../tables.js';

/**
 * Checks that a VPC can resolve a service's public name to an endpoint in it. What another endpoint holds is in the
 * way until that one is gone, not just deleting: who re-creates an endpoint right after its deletion is refused.
 * @param own the endpoint that is to have the name, where it is there already
 * @throws AwsError InvalidParameter
 */
export function checkPrivateDns(context: Context, home: VpcRow, service: EndpointService, own?: VpcEndpointRow): void {
  const { VpcId, attributes } = home;
  if (!attributes.enableDnsSupport || !attributes.enableDnsHostnames)
    throw refused(
      'Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true ' +
        `for ${VpcId}`,
    );
  const others = vpcEndpoints(context).all(
    (other) => other !== own && other.VpcId === VpcId && other.ServiceName === service.ServiceName,
  );
  // Unless told otherwise, and the sandbox cannot be, S3's private name is for resolvers from outside the VPC alone.
  if (service.name === 's3' && !others.some(({ VpcEndpointType }) => VpcEndpointType === 'Gateway'))
    throw refused(
      'To set PrivateDnsOnlyForInboundResolverEndpoint to true, ' +
        `the VPC ${VpcId} must have a Gateway endpoint for the service.`,
    );
  if (others.some(({ PrivateDnsEnabled }) => PrivateDnsEnabled))
    throw refused(
      'private-dns-enabled cannot be set because there is already a conflicting DNS domain for ' +
        `${service.privateName.replace('*.', '')} in the VPC ${VpcId}`,
    );
}

const refused = (message: string) => new AwsError('InvalidParameter', message);
