import type { Operation } from '../service.js';

/**
 * Makes an operation take a blank text for one that is absent, as EC2 and Elastic Load Balancing do: Terraform's provider
 * sends `ProtocolVersion=` with each target group. Only the request's own members count, so that tags may have blank
 * values. IAM does not do so: there a blank text is one that is too short.
 */
export const ignoringBlankTexts = (operation: Operation): Operation => ({
  ...operation,
  handle: (input, context) =>
    operation.handle(Object.fromEntries(Object.entries(input).filter(([, value]) => value !== '')), context),
});
