import {
  CreateDomainNameCommand,
  DeleteDomainNameCommand,
  GetDomainNameCommand,
  GetDomainNamesCommand,
  UpdateDomainNameCommand,
  type DomainName,
  type DomainNameConfiguration,
} from '@aws-sdk/client-apigatewayv2';
import { dnsSuffixOf } from '../../../facts/partitions.js';
import { refuseBeyond } from '../../quotas.js';
import { on, timer, type Context } from '../../service.js';
import { isHere } from '../acm/refusals.js';
import { certificates } from '../acm/tables.js';
import { beginUse, endUse } from '../acm/uses.js';
import { awsZoneOf } from '../route53/aws-zones.js';
import { badRequest, conflict, itemPage, notFound, notInSandbox, refuseOtherMembers, required } from './refusals.js';
import { apiMappings, domainNames, type DomainNameRow } from './tables.js';
import { checkedTags } from './tags.js';

/** Seconds that a change of the certificate or the policy takes (believed; AWS says minutes). */
const updateSeconds = 60;
/** Seconds for which ACM shows that a domain uses a certificate, after that has ended. See `acm/uses.ts`. */
const shownSeconds = 180;

/**
 * Custom domain names, regional ones. Source: https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames.html.
 * Messages seen: amplify-education/serverless-domain-manager (that a name exists, that a certificate does not cover it). Those
 * about certificates that are not there or not issued are believed.
 */
export const domainNameOperations = [
  on(CreateDomainNameCommand, (input, context) => {
    refuseOtherMembers(input, ['MutualTlsAuthentication']);
    if (input.RoutingMode !== undefined && input.RoutingMode !== 'API_MAPPING_ONLY')
      throw notInSandbox('routing rules of domains');
    const name = required(input.DomainName, 'DomainName').toLowerCase();
    const wanted = checkedConfiguration(context, name, input.DomainNameConfigurations);
    const tags = checkedTags(input.Tags);
    if (domainNames(context).has(name)) throw conflict('The domain name you provided already exists.');
    const reached = (quota: number) => `The maximum number of domain names, ${quota}, has been reached.`;
    refuseBeyond(context, 'domain-names', domainNames(context).size + 1, reached);
    const host = `d-${context.world.hex(10)}.execute-api.${context.region}.${dnsSuffixOf(context.region)}`;
    const row: DomainNameRow = {
      name,
      configuration: {
        ApiGatewayDomainName: host,
        ...wanted,
        DomainNameStatus: 'AVAILABLE',
        HostedZoneId: awsZoneOf('execute-api', context.region),
        IpAddressType: 'ipv4',
      },
      frontEnd: frontEndOf(context),
      tags,
    };
    domainNames(context).set(name, row);
    beginUse(context, wanted.CertificateArn, row.frontEnd);
    return shown(context, row);
  }),

  on(GetDomainNameCommand, (input, context) => shown(context, existingDomain(context, input.DomainName))),
  on(GetDomainNamesCommand, (input, context) => {
    const { items, more } = itemPage(domainNames(context).all(), ({ name }) => name, input);
    return { Items: items.map((row) => shown(context, row)), ...more };
  }),

  on(UpdateDomainNameCommand, (input, context) => {
    refuseOtherMembers(input, ['MutualTlsAuthentication', 'RoutingMode']);
    const row = existingDomain(context, input.DomainName);
    if (row.configuration.DomainNameStatus === 'UPDATING')
      throw conflict('The domain name is being updated, try again.');
    if (!input.DomainNameConfigurations) return shown(context, row);
    const { CertificateArn: before } = row.configuration;
    const wanted = checkedConfiguration(context, row.name, input.DomainNameConfigurations);
    Object.assign(row.configuration, wanted, { DomainNameStatus: 'UPDATING' });
    if (before !== undefined && before !== wanted.CertificateArn) endUse(context, before, row.frontEnd, shownSeconds);
    beginUse(context, wanted.CertificateArn, row.frontEnd);
    context.after(updateSeconds, domainUpdated, { name: row.name });
    return shown(context, row);
  }),

  /** Its mappings go with it. */
  on(DeleteDomainNameCommand, (input, context) => {
    const { name, configuration, frontEnd } = existingDomain(context, input.DomainName);
    for (const [key, { domainName }] of apiMappings(context)) if (domainName === name) apiMappings(context).delete(key);
    domainNames(context).delete(name);
    endUse(context, configuration.CertificateArn ?? '', frontEnd, shownSeconds);
    return {};
  }),
];

export const domainUpdated = timer<{ name: string }>('apigatewayv2/domain-updated', (context, { name }) => {
  const row = domainNames(context).get(name);
  if (row) row.configuration.DomainNameStatus = 'AVAILABLE';
});

/** @throws AwsError `NotFoundException` */
export function existingDomain(context: Context, name: string | undefined): DomainNameRow {
  const row = domainNames(context).get(required(name, 'DomainName').toLowerCase());
  if (!row) throw notFound('Invalid domain name identifier specified');
  return row;
}

const shown = ({ partition, region }: Context, { name, configuration, tags }: DomainNameRow): DomainName => ({
  ApiMappingSelectionExpression: '$request.basepath',
  DomainName: name,
  DomainNameArn: `arn:${partition}:apigateway:${region}::/domainnames/${name}`,
  DomainNameConfigurations: [{ ...configuration }],
  RoutingMode: 'API_MAPPING_ONLY',
  Tags: tags,
});

function checkedConfiguration(
  context: Context,
  name: string,
  configurations: readonly DomainNameConfiguration[] | undefined,
) {
  const [wanted, ...others] = required(configurations, 'DomainNameConfigurations');
  if (!wanted || others.length > 0) throw badRequest('Exactly one domain name configuration must be specified.');
  refuseOtherMembers(wanted, ['OwnershipVerificationCertificateArn']);
  const { EndpointType = 'REGIONAL', SecurityPolicy = 'TLS_1_2', CertificateArn } = wanted;
  if (EndpointType !== 'REGIONAL') throw badRequest('Only REGIONAL domain names are supported for HTTP APIs.');
  if (SecurityPolicy !== 'TLS_1_2') throw badRequest('HTTP APIs support the security policy TLS_1_2 only.');
  const arn = required(CertificateArn, 'CertificateArn');
  const certificate = certificates(context).get(arn);
  if (!certificate || !isHere(context, certificate))
    throw badRequest(`The certificate ${arn} does not exist in this region and account.`);
  if (certificate.status !== 'ISSUED') throw badRequest(`The certificate ${arn} is not issued.`);
  if (!certificate.names.some((it) => it === name || `*${name.replace(/^[^.]+/, '')}` === it))
    throw badRequest('The domain name to be created is not covered by the provided certificate.');
  return { EndpointType, SecurityPolicy, CertificateArn: arn } as const;
}

/**
 * The load balancer of AWS's own that answers for a domain: ACM names it where it says what uses a certificate.
 * Source: https://github.com/anomalyco/sst/issues/5462
 */
const frontEndOf = ({ partition, region, world }: Context): string =>
  `arn:${partition}:elasticloadbalancing:${region}:813709990731:loadbalancer/app/prod-${region}-1/${world.hex(16)}`;
