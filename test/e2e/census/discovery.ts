import {
  ListInstancesCommand,
  ListNamespacesCommand,
  ListServicesCommand,
  type DnsRecord,
} from '@aws-sdk/client-servicediscovery';
import type { Clients } from '../census.js';

export async function discovery({ servicediscovery }: Clients) {
  const { Namespaces = [] } = await servicediscovery.send(new ListNamespacesCommand({}));
  const { Services = [] } = await servicediscovery.send(new ListServicesCommand({}));
  const instances = await Promise.all(
    Services.map(async ({ Id, Name }) => {
      const { Instances = [] } = await servicediscovery.send(new ListInstancesCommand({ ServiceId: Id }));
      return Instances.map(() => `${Name}`);
    }),
  );
  return {
    namespaces: Namespaces.map(({ Name }) => `${Name}`),
    discoveries: Services.map(({ Name, DnsConfig }) => `${Name} ${DnsConfig?.DnsRecords?.map(recordText)}`),
    instances: instances.flat(),
  };
}

const recordText = ({ Type, TTL }: DnsRecord) => `${Type} ${TTL}`;
