/** How the headers of requests are read, wherever one is sent, followed or answered. */

/** As they are compared: names in lower case. */
export const lowerNames = <Value>(headers: { readonly [name: string]: Value }): { [name: string]: Value } =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

/** The name that a `Host` header has, in lower case and without its port. */
export const hostnameIn = (host: string): string => host.toLowerCase().replace(/:\d{1,5}$/, '');
