import type * as Route53 from '@aws-sdk/client-route-53';
import { unknownZoneId } from '../hosted-zone-ids.js';
import {
  onAnyResource,
  onResource,
  readOnly,
  type PermissionContext,
  type Rule,
  type Rules,
} from './required-permission.js';

const arn = ({ partition }: PermissionContext, path: string): string => `arn:${partition}:route53:::${path}`;

/** A zone whose id nobody knows yet may be any. */
const zoneArns = (context: PermissionContext, id: string) => {
  const plain = id.replace(/^\/hostedzone\//, '');
  return {
    resource: arn(context, `hostedzone/${plain}`),
    pattern: arn(context, `hostedzone/${plain === unknownZoneId ? '*' : plain}`),
  };
};

const onZone =
  <Input extends object>(member: keyof Input & string): Rule<Input> =>
  ({ operation, input, context }) => {
    const { resource, pattern } = zoneArns(context, String(input[member]));
    return [onResource(`route53:${operation}`, resource, {}, pattern)];
  };

/** As the condition keys have names: small letters, without the dot at the end, with the octal codes. */
const normalized = (name: string): string => name.toLowerCase().replace(/\.$/, '').replace('*', '\\052');

/**
 * Source of the keys and their form:
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-conditions-route53.html
 */
const changesRecords: Rule<Route53.ChangeResourceRecordSetsRequest> = ({ operation, input, context }) => {
  const changes = input.ChangeBatch?.Changes ?? [];
  const { resource, pattern } = zoneArns(context, input.HostedZoneId ?? '');
  const of = (member: 'Name' | 'Type') => changes.map(({ ResourceRecordSet: set }) => set?.[member] ?? '');
  const keys = {
    'route53:ChangeResourceRecordSetsNormalizedRecordNames': of('Name').map(normalized),
    'route53:ChangeResourceRecordSetsRecordTypes': of('Type'),
    'route53:ChangeResourceRecordSetsActions': changes.map(({ Action }) => Action ?? ''),
  };
  return [onResource(`route53:${operation}`, resource, keys, pattern)];
};

const reads = readOnly('route53');

/**
 * Amazon Route 53.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonroute53.html
 */
export const route53: Rules = {
  ChangeResourceRecordSets: changesRecords,
  CreateHostedZone: ({ operation }) => [onAnyResource(`route53:${operation}`)],
  DeleteHostedZone: onZone<Route53.DeleteHostedZoneRequest>('Id'),
  GetChange: ({ operation, context }) => [onResource(`route53:${operation}`, arn(context, 'change/*'))],
  GetHostedZone: onZone<Route53.GetHostedZoneRequest>('Id'),
  GetHostedZoneCount: reads,
  ListHostedZones: reads,
  ListHostedZonesByName: reads,
  ListHostedZonesByVPC: ({ operation }) => [onAnyResource(`route53:${operation}`), onAnyResource('ec2:DescribeVpcs')],
  ListResourceRecordSets: onZone<Route53.ListResourceRecordSetsRequest>('HostedZoneId'),
};
