import * as z from 'zod';
import { anyRange } from '../cidr.js';
import { conditionValue, headerName, hostPattern, methodName } from '../condition-formats.js';
import { mapMember } from '../format-members.js';
import { serviceName } from '../names.js';
import { oneOrMore } from '../one-or-more.js';
import { pathPattern } from '../path-pattern.js';
import { wholeNumber } from '../whole-number.js';

/** The members of a rule of the load balancer: which requests it sends to the service. */
export const listenerRule = z.strictObject({
  path: oneOrMore(pathPattern)
    .optional()
    .describe(
      'The request paths, such as "/api/books*", or several; or "$default" for all requests that no other rule takes.',
    ),
  host: oneOrMore(hostPattern)
    .optional()
    .describe('The host that is called, such as api.example.com or "*.example.com", or several.'),
  methods: oneOrMore(methodName).optional().describe('The methods of HTTP, such as [GET, HEAD].'),
  headers: mapMember(headerName, oneOrMore(conditionValue))
    .optional()
    .describe('Headers that the request has, each with the value that it has, or several of which it has one.'),
  query: mapMember(conditionValue, oneOrMore(conditionValue))
    .optional()
    .describe('Parameters of the query string, each with the value that it has, or several of which it has one.'),
  sourceIps: oneOrMore(anyRange)
    .optional()
    .describe('Address ranges of which the request comes, such as 203.0.113.0/24. Not what X-Forwarded-For says.'),
  weights: mapMember(serviceName, wholeNumber().min(0).max(999))
    .optional()
    .describe(
      'Shares the requests out between this service and another one, as in {web: 90, canary: 10}. The other one needs no rules ' +
        'of its own. Default: all to this service.',
    ),
  priority: wholeNumber()
    .min(1)
    .max(50000)
    .optional()
    .describe(
      'The load balancer tries rules in the order of their priorities, the lowest first. Without one, it is 2000 or more: rules ' +
        'with more conditions come first, then those with longer ones.',
    ),
});
