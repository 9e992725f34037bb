import type { IndexedStep, StepIndex } from './step-index.js';

/** The names of one's own that records lead to a load balancer. */
export const namesOfBalancer = (stack: StepIndex, balancer: IndexedStep): string[] =>
  stack.dependentsOf(balancer, 'record-set').flatMap((record) => stack.text(record, 'Name') ?? []);

/** The names of one's own at which API Gateway takes requests for an API. */
export const namesOfApi = (stack: StepIndex, api: IndexedStep): string[] =>
  stack
    .dependentsOf(api, 'api-mapping')
    .flatMap((mapping) => stack.needsOf(mapping, 'domain-name'))
    .flatMap((domain) => stack.text(domain, 'DomainName') ?? []);
