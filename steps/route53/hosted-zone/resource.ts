import { GetHostedZoneCommand, NoSuchHostedZone, type HostedZone as LiveZone } from '@aws-sdk/client-route-53';
import { isInZone } from '../../../src/config/domains.js';
import { broken, ready, required, resource, step, type Cloud, type StepOf } from '../../../src/step.js';
import { isHostedZoneId } from '../../../src/hosted-zone-ids.js';
import { idSet, type IdSet } from '../../common/id-set.js';
import { plainId, plainName, zonesNamed } from '../records.js';

interface HostedZoneWant {
  /** Its name, or its id: `Z0123456789ABCDEFGHIJ`. */
  readonly Zone: string;
  /** The names that records will be made for. */
  readonly Names: IdSet;
}

export const hostedZoneResource = resource({
  type: 'hosted-zone',
  isGlobal: true,
  lookup: true,
  fixed: ['Zone', 'Names'],

  async create(cloud, { Zone, Names }: HostedZoneWant) {
    const { Id, Name = '' } = isHostedZoneId(Zone) ? await zoneById(cloud, Zone) : await zoneByName(cloud, Zone);
    const zoneName = plainName(Name);
    const outside = Object.keys(Names).filter((name) => !isInZone(name, zoneName));
    if (outside.length > 0)
      throw new Error(`${outside.join(', ')} cannot be in the hosted zone ${Zone}, which is ${zoneName}`);
    return { hostedZoneId: plainId(required(Id, 'Id')) };
  },

  async find() {
    return [];
  },

  // It is read in every run, because its owner may have deleted it.
  async read({ route53 }, { hostedZoneId }) {
    if (!hostedZoneId) return broken('its record does not say what was found: it was edited');
    const { HostedZone, DelegationSet } = await route53.send(new GetHostedZoneCommand({ Id: hostedZoneId }));
    const nameServers = DelegationSet?.NameServers ?? [];
    return ready({ hostedZoneId, zoneName: plainName(required(HostedZone?.Name, 'Name')), nameServers }, {});
  },

  async delete() {},
});
export type HostedZone = StepOf<typeof hostedZoneResource>;

/** @throws Error */
async function zoneById({ route53 }: Cloud, id: string): Promise<LiveZone> {
  const asked = route53.send(new GetHostedZoneCommand({ Id: id }));
  const { HostedZone: zone } = await asked.catch((error: unknown) => {
    if (error instanceof NoSuchHostedZone) return { HostedZone: undefined };
    throw error;
  });
  if (!zone) throw new Error(`there is no hosted zone ${id} in this account`);
  if (zone.Config?.PrivateZone) throw new Error(`${id} is a private hosted zone, and the internet asks none of these`);
  return zone;
}

/** @throws Error */
async function zoneByName(cloud: Cloud, name: string): Promise<LiveZone> {
  const [zone, ...others] = await zonesNamed(cloud, name);
  if (!zone) throw new Error(noZone(name));
  if (others.length === 0) return zone;
  const ids = [zone, ...others].map(({ Id = '' }) => plainId(Id));
  throw new Error(
    `there are several public hosted zones called ${name}: ${ids.join(', ')}. \`ingress.domain.zone\` in the config can name ` +
      'one by its id: the one whose name servers the registrar has',
  );
}

/** A zone is a monthly price and a change at the registrar, so none is made without being asked for. */
const noZone = (name: string): string =>
  `there is no public hosted zone ${name} in this account. \`aws route53 create-hosted-zone --name ${name} ` +
  '--caller-reference 1` makes one, with `--endpoint-url` where it shall be in the sandbox; the registrar of the domain then ' +
  'has to be given its four name servers';

/**
 * A hosted zone that is there. Records are put into it; it is never made or deleted.
 * @param options.zone its name or its id
 * @param options.names for which records will be made
 */
export const hostedZone = (name: string, { zone, names }: { zone: string; names: readonly string[] }) =>
  step({
    name,
    resource: hostedZoneResource,
    needs: {},
    why: 'The hosted zone that the config names: records are put into it, and taken out again',
    want: (): HostedZoneWant => ({ Zone: zone, Names: idSet(names) }),
  });
