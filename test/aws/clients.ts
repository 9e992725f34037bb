import { beforeAll } from '@jest/globals';
import { mockClient, type AwsClientStub } from 'aws-sdk-client-mock';
import type { ClientSettings, SdkClient } from '../../src/aws/client.js';
import { perService, serviceIds, services, type ClientOf, type ServiceId } from '../../src/aws/services.js';

/** The clients of the whole registry, for tests that send with them or answer in their place. */

export type RealClients = { readonly [S in ServiceId]: ClientOf<S> };
type Class = new (settings: ClientSettings) => SdkClient;

const classes = new Map<string, Class>();
beforeAll(async () => {
  for (const service of serviceIds) classes.set(service, await services[service].client());
});

/** One client of each service, made with the same settings; to be called in a test or a hook. */
export const realClients = (settings: object): RealClients =>
  perService((service) => new (classes.get(service) as new (settings: object) => SdkClient)(settings)) as RealClients;

/** What answers in the place of each client. */
export const stubsOf = (clients: RealClients): { readonly [S in ServiceId]: AwsClientStub<ClientOf<S>> } =>
  perService((service) => mockClient(clients[service] as ClientOf<'sts'>)) as never;
