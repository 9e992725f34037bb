import { messageOf } from '../../aws-errors.js';
import { realClock } from '../../clock.js';
import { openCloud } from '../../cloud/open.js';
import { regionsWithZones, zonesOf } from '../../facts/zones.js';
import { FailureError } from '../../failure.js';
import type { AwsLocation } from '../../rehearsal/in-memory-aws.js';
import { withLiveZones } from '../../rehearsal/live-zones.js';
import type { Target } from '../request.js';
import { credentialsFor } from '../session/endpoint.js';
import { unreachableBecause } from '../session/unreachable.js';

/**
 * For a command that calls nothing: the place where its stack is rehearsed. Only where the zones of the region are known to
 * nobody but EC2, EC2 is asked for them, as far as there is an account to ask with.
 * @param endpoint as the state records it
 * @throws FailureError `zones-unknown` where EC2 does not tell, and why
 */
export async function withAskedZones(
  { sandbox, profile }: Target,
  endpoint: string,
  location: AwsLocation,
): Promise<AwsLocation> {
  const { region } = location;
  if (sandbox || zonesOf(region)) return location;
  const unknown = (error: unknown) =>
    new FailureError({ code: 'zones-unknown', region, known: regionsWithZones, why: messageOf(error) });
  const settings = await credentialsFor(endpoint, profile).catch((error: unknown) => {
    throw unreachableBecause(error) ? unknown(error) : error;
  });
  const cloud = openCloud({ ...settings, region, clock: realClock, emit: () => {}, concurrency: 1 }, () => location);
  try {
    return await withLiveZones(location, cloud.clients);
  } catch (error) {
    throw unknown(error);
  } finally {
    cloud.close();
  }
}
