import { serviceNames } from '../../../../facts/endpoint-service-names.js';
import type { Dropped, Leg } from '../../../../hops.js';
import { interfaceEnd } from '../../../../path/end.js';
import { connect } from '../../../../path/network.js';
import { toInternet, toService } from '../../../../path/way-out.js';
import { interfaceOf } from '../../../../path-facts/network-of.js';
import type { Context } from '../../../service.js';
import { factsBetween, factsOfVpc } from '../network-facts.js';
import type { NetworkInterfaceRow } from '../tables.js';

/** Where connections of the network interfaces of the world get to, by the model of a request's way. */

/** Why TCP on this port does not get from one interface to another one in its VPC; undefined where it does. */
export function stopOfTcp(
  context: Context,
  from: NetworkInterfaceRow,
  to: NetworkInterfaceRow,
  port: number,
): Dropped | undefined {
  const [client, server] = [interfaceEnd(interfaceOf(from), 'the client'), interfaceEnd(interfaceOf(to), 'the server')];
  return connect(factsBetween(context, [from, to]), { from: client, to: server, port, seen: 'timeout' }).dropped;
}

/** Whether an interface, of a task or a container instance, can connect to hosts on the internet over HTTPS. */
export const reachesInternet = (context: Context, from: NetworkInterfaceRow): boolean =>
  arrives(toInternet(factsOfVpc(context, from.VpcId), senderOf(from)));

/**
 * Whether it gets to a service of AWS in its own region.
 * @param service as endpoint services are called: `ecr.api`, `logs`, `s3`
 */
export const reachesService = (context: Context, from: NetworkInterfaceRow, service: string): boolean =>
  arrives(toService(factsOfVpc(context, from.VpcId), senderOf(from), serviceNames(context.region, service)));

const senderOf = (from: NetworkInterfaceRow) => ({ own: interfaceOf(from), called: from.NetworkInterfaceId });
const arrives = ({ dropped }: Leg): boolean => dropped === undefined;
