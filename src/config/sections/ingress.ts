import * as z from 'zod';
import { awsNames } from '../aws-names.js';
import { balancerDefaults } from '../balancer-attributes.js';
import { textMember } from '../format-members.js';
import { domainName, domainPattern, hostedZone } from '../names.js';
import { retention } from '../retention.js';
import { routeKey } from '../route-key.js';
import { wholeNumber } from '../whole-number.js';

/** The members of the ingress: what takes requests from the internet. */

const unless = (member: keyof typeof balancerDefaults): string => `Default: ${balancerDefaults[member]}.`;

const cors = z.strictObject({
  allowOrigins: z
    .array(z.string().min(1))
    .min(1)
    .describe('Origins whose pages may call the API: "*" for all, or origins such as "https://example.com".'),
  allowMethods: z
    .array(z.string().min(1))
    .min(1)
    .describe('HTTP methods that these pages may use: "*" for all, or methods such as GET.'),
  allowHeaders: z.array(z.string().min(1)).default([]).describe('Request headers that these pages may send.'),
  allowCredentials: z.boolean().default(false).describe('Whether these pages may send cookies and other credentials.'),
  maxAge: wholeNumber()
    .min(0)
    .max(86400)
    .default(0)
    .describe('Seconds for which a browser may cache the answer to a preflight request.'),
});

const loadBalancer = z.strictObject({
  name: textMember(awsNames.loadBalancer)
    .optional()
    .describe("The name of the load balancer. Default: the stack's name."),
  arn: textMember(awsNames.loadBalancerArn)
    .optional()
    .describe(
      'The ARN of an Application Load Balancer that exists already, in the same account, region and VPC. Rules are added to one ' +
        'of its listeners, and nothing of it is changed or deleted. Default: the stack makes one.',
    ),
  listener: wholeNumber()
    .min(1)
    .max(65_535)
    .optional()
    .describe('The port of the listener of `arn` that gets the rules. Default: 443 if it has one there, else 80.'),
  shared: z
    .boolean()
    .optional()
    .describe(
      'Whether other stacks may be behind the load balancer, which name it as their `ingress.loadBalancer.arn`: its security group ' +
        "then lets it out to every TCP port of the VPC's range, where else it reaches the services of this stack alone. Default: false.",
    ),
  idleTimeout: wholeNumber()
    .min(1)
    .max(4000)
    .optional()
    .describe(`Seconds without data after which the load balancer closes a connection. ${unless('idleTimeout')}`),
  keepAlive: wholeNumber()
    .min(60)
    .max(604_800)
    .optional()
    .describe(`Seconds after which a connection of a client is closed, even if it is in use. ${unless('keepAlive')}`),
  http2: z
    .boolean()
    .optional()
    .describe(`Whether clients may use HTTP/2, which they do over HTTPS only. ${unless('http2')}`),
  dropInvalidHeaders: z
    .boolean()
    .optional()
    .describe(
      `Whether headers whose names are malformed are removed before tasks see them. ${unless('dropInvalidHeaders')} That of ` +
        'AWS is false.',
    ),
  preserveHost: z
    .boolean()
    .optional()
    .describe(`Whether tasks get the Host header as the client has sent it, with its port. ${unless('preserveHost')}`),
  deletionProtection: z
    .boolean()
    .optional()
    .describe(
      'Whether AWS refuses to delete the load balancer. `down` and `pause` then delete nothing, until it is switched off here ' +
        `and \`up\` has been run. ${unless('deletionProtection')}`,
    ),
});

const domain = z.strictObject({
  name: textMember(domainName).describe('The name that requests are made to, such as "api.example.com".'),
  alternativeNames: z
    .array(textMember(domainPattern))
    .max(99)
    .default([])
    .describe('More names that lead to the same, such as "www.example.com" or "*.api.example.com".'),
  zone: textMember(hostedZone)
    .optional()
    .describe(
      'The hosted zone of Route 53 that the names are in: its name, such as "example.com", or its id. It must be there. ' +
        'Records are put into it, and taken out again. Without it, your own DNS has to lead the names here.',
    ),
  certificate: textMember(awsNames.certificateArn)
    .optional()
    .describe(
      'The ARN of a certificate in Certificate Manager that is there. Default: one is requested, and validated by records ' +
        'in the hosted zone.',
    ),
});

export const ingress = z.strictObject({
  type: z
    .enum(['http-api', 'alb', 'none'])
    .default('http-api')
    .describe(
      'What takes requests from the internet. http-api: an HTTP API of API Gateway with a VPC link. alb: an ' +
        'Application Load Balancer. none: nothing.',
    ),
  via: z
    .enum(['cloud-map', 'alb'])
    .default('cloud-map')
    .describe(
      'How the HTTP API reaches tasks. cloud-map: directly, by the SRV records of the service. alb: through an ' +
        'internal Application Load Balancer.',
    ),
  routes: z
    .array(textMember(routeKey))
    .optional()
    .describe('Routes of the HTTP API that lead to the load balancer. Default: "$default", which takes every request.'),
  cors: cors.optional().describe('CORS: allows pages of other origins to call the HTTP API.'),
  domain: domain
    .optional()
    .describe(
      'HTTPS under a name of your own: a listener at port 443 of the load balancer, to which port 80 sends requests on, or ' +
        'a custom domain name of the HTTP API. At a load balancer that exists already, its listener must have a certificate for it, ' +
        'and rules without a host take the requests to it alone.',
    ),
  loadBalancer: loadBalancer.prefault({}).describe('The Application Load Balancer, if the ingress has one.'),
  logRetentionDays: retention()
    .default(30)
    .describe('Days for which CloudWatch Logs keeps the access log of the HTTP API.'),
});
