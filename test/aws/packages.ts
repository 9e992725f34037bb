import { serviceIds, services } from '../../src/aws/services.js';

/** The SDK's package that the registry loads a client from: `ec2` → `@aws-sdk/client-ec2`. */
export const packageOf = (service: keyof typeof services): string =>
  /@aws-sdk\/client-[\w-]+/.exec(String(services[service].client))?.[0] ?? 'none';

const ids = new Map<string, string>(serviceIds.map((service) => [packageOf(service), service]));

/** @param name of a package of the SDK, as it is imported. @returns the service's id; what the registry lacks keeps its name */
export const serviceOf = (name: string): string => ids.get(name) ?? name.replace('@aws-sdk/client-', '');
