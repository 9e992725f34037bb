import * as z from 'zod';
import { awsNames } from '../aws-names.js';
import { written } from '../format.js';
import { retention } from '../retention.js';
import { routeKey } from '../route-key.js';
import { whole } from '../whole.js';

/** The members of the way in from the internet. */

const cors = z.strictObject({
  allowOrigins: z.array(z.string().min(1)).min(1).describe('Origins whose pages may call it: "*", or as in "https://example.com".'),
  allowMethods: z.array(z.string().min(1)).min(1).describe('Methods that they may use: "*", or as in GET.'),
  allowHeaders: z.array(z.string().min(1)).default([]).describe('Headers that a page may send.'),
  allowCredentials: z.boolean().default(false).describe('Whether a page may send cookies.'),
  maxAge: whole().min(0).max(86400).default(0).describe('Seconds that a browser may keep the answer.'),
});

const loadBalancer = z.strictObject({
  name: written(awsNames.loadBalancer).optional().describe("The load balancer's name; the stack's unless told."),
  idleTimeout: whole().min(1).max(4000).default(60).describe('Seconds without data until a connection is closed.'),
});

export const ingress = z.strictObject({
  type: z
    .enum(['http-api', 'alb', 'none'])
    .default('http-api')
    .describe(
      'What takes requests from the internet. http-api: an HTTP API of API Gateway with a VPC link. alb: an ' +
        'Application Load Balancer.',
    ),
  via: z
    .enum(['cloud-map', 'alb'])
    .default('cloud-map')
    .describe('How the HTTP API finds tasks. cloud-map: by their SRV records. alb: through an internal load balancer.'),
  routes: z
    .array(written(routeKey))
    .optional()
    .describe('Routes of the HTTP API that lead to the load balancer; "$default" unless told.'),
  cors: cors.optional().describe('Lets pages of other origins call the HTTP API.'),
  loadBalancer: loadBalancer.prefault({}).describe('The load balancer, where there is one.'),
  logRetentionDays: retention().default(30).describe('Days that access log lines of the HTTP API are kept.'),
});
