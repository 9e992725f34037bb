import { serviceEntry, serviceIds, services } from './services.js';

/** What a service is called where something else than its id is asked for. A service that is not known keeps its id. */

/** `elbv2` → `Elastic Load Balancing`, for people. */
export const productName = (service: string): string => serviceEntry(service)?.name ?? service;

/** What stands behind `aws` on the command line. */
export const cliName = (service: string): string => serviceEntry(service)?.cli ?? service;

/** `elbv2`, `CreateRule` → `elasticloadbalancing:CreateRule` */
export const iamAction = (service: string, operation: string): string =>
  `${serviceEntry(service)?.iam ?? service}:${operation}`;

/** The prefixes of IAM's actions, in the registry's order. */
export const iamPrefixes: readonly string[] = [...new Set(serviceIds.map((service) => services[service].iam))];

/**
 * A name of letters and digits alone, as the `Sid` of a policy's statement has to be: `application-autoscaling` →
 * `ApplicationAutoscaling`.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html
 * @param text any; what is neither letter nor digit is left out
 */
export const alphanumericName = (text: string): string =>
  text
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
