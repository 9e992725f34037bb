import { DescribeCertificateCommand, ListTagsForCertificateCommand } from '@aws-sdk/client-acm';
import { GetApiMappingCommand, GetDomainNameCommand } from '@aws-sdk/client-apigatewayv2';
import { GetHostedZoneCommand, ListResourceRecordSetsCommand } from '@aws-sdk/client-route-53';
import { account, says, tags, upper, type Samples } from './sample.js';

const at = new Date('2026-03-01T08:30:00Z');
const arn = `arn:aws:acm:eu-west-1:${account}:certificate/0aaaaaaa-1111-2222-3333-444444444444`;
const record = {
  Name: '_0123456789abcdef0123456789abcdef.api.example.com.',
  Type: 'CNAME' as const,
  Value: '_fedcba9876543210fedcba9876543210.abcdefghij.acm-validations.aws.',
};
const validation = (DomainName: string) => ({
  ...{
    DomainName,
    ValidationDomain: DomainName,
    ValidationStatus: 'SUCCESS' as const,
    ValidationMethod: 'DNS' as const,
  },
  ResourceRecord: record,
});
const zoneId = 'Z0123456789ABCDEFGHIJ';

const described = says(DescribeCertificateCommand, {
  Certificate: {
    CertificateArn: arn,
    CreatedAt: at,
    DomainName: 'api.example.com',
    DomainValidationOptions: [validation('api.example.com'), validation('*.api.example.com')],
    ExtendedKeyUsages: [{ Name: 'TLS_WEB_SERVER_AUTHENTICATION', OID: '1.3.6.1.5.5.7.3.1' }],
    InUseBy: [`arn:aws:elasticloadbalancing:eu-west-1:${account}:loadbalancer/app/shop/0123456789abcdef`],
    IssuedAt: at,
    Issuer: 'Amazon',
    KeyUsages: [{ Name: 'DIGITAL_SIGNATURE' }, { Name: 'KEY_ENCIPHERMENT' }],
    NotAfter: at,
    NotBefore: at,
    Options: { CertificateTransparencyLoggingPreference: 'ENABLED' },
    RenewalEligibility: 'ELIGIBLE',
    Serial: '0a:1b:2c:3d',
    SignatureAlgorithm: 'SHA256WITHRSA',
    Status: 'ISSUED',
    Subject: 'CN=api.example.com',
    SubjectAlternativeNames: ['api.example.com', '*.api.example.com'],
    Type: 'AMAZON_ISSUED',
  },
});

/**
 * Sources: the pages of these operations in https://docs.aws.amazon.com/acm/latest/APIReference/,
 * https://docs.aws.amazon.com/Route53/latest/APIReference/ and https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/
 */
export const domains: Samples = {
  certificate: {
    id: arn,
    answers: [described, says(ListTagsForCertificateCommand, { Tags: upper })],
    reads: {
      out: { certificateArn: arn, records: { 'api.example.com': { name: record.Name, value: record.Value } } },
      live: { DomainName: 'api.example.com', SubjectAlternativeNames: ['*.api.example.com'] },
      tags,
      since: at,
    },
  },
  'issued-certificate': {
    id: { certificateArn: arn, nameServers: [] },
    answers: [described],
    reads: { out: { certificateArn: arn }, live: {} },
  },
  'hosted-zone': {
    id: { hostedZoneId: zoneId },
    answers: [
      says(GetHostedZoneCommand, {
        DelegationSet: {
          NameServers: [
            'ns-1.awsdns-01.com',
            'ns-513.awsdns-02.net',
            'ns-1025.awsdns-03.org',
            'ns-1537.awsdns-04.co.uk',
          ],
        },
        HostedZone: {
          CallerReference: '1',
          Config: { Comment: 'ours', PrivateZone: false },
          Id: `/hostedzone/${zoneId}`,
          Name: 'example.com.',
          ResourceRecordSetCount: 7,
        },
      }),
    ],
    reads: {
      out: {
        hostedZoneId: zoneId,
        zoneName: 'example.com',
        nameServers: ['ns-1.awsdns-01.com', 'ns-513.awsdns-02.net', 'ns-1025.awsdns-03.org', 'ns-1537.awsdns-04.co.uk'],
      },
      live: {},
    },
  },
  'record-set': {
    id: { HostedZoneId: zoneId, Name: '*.api.example.com', Type: 'A' },
    answers: [
      says(ListResourceRecordSetsCommand, {
        IsTruncated: false,
        MaxItems: 20,
        ResourceRecordSets: [
          {
            AliasTarget: {
              DNSName: 'shop-1234567890.eu-west-1.elb.amazonaws.com.',
              EvaluateTargetHealth: false,
              HostedZoneId: 'Z32O12XQLNTSW2',
            },
            Name: '\\052.api.example.com.',
            ResourceRecords: [],
            Type: 'A',
          },
          { Name: 'www.example.com.', ResourceRecords: [{ Value: '192.0.2.1' }], TTL: 60, Type: 'A' },
        ],
      }),
    ],
    reads: {
      out: { name: '*.api.example.com' },
      live: {
        ...{ TTL: null, ResourceRecords: null },
        AliasTarget: {
          DNSName: 'shop-1234567890.eu-west-1.elb.amazonaws.com',
          EvaluateTargetHealth: false,
          HostedZoneId: 'Z32O12XQLNTSW2',
        },
      },
    },
  },
  'domain-name': {
    id: 'api.example.com',
    answers: [
      says(GetDomainNameCommand, {
        ApiMappingSelectionExpression: '$request.basepath',
        DomainName: 'api.example.com',
        DomainNameArn: 'arn:aws:apigateway:eu-west-1::/domainnames/api.example.com',
        DomainNameConfigurations: [
          {
            ApiGatewayDomainName: 'd-a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com',
            CertificateArn: arn,
            DomainNameStatus: 'AVAILABLE',
            EndpointType: 'REGIONAL',
            HostedZoneId: 'ZLY8HYME6SFDD',
            IpAddressType: 'ipv4',
            SecurityPolicy: 'TLS_1_2',
          },
        ],
        RoutingMode: 'API_MAPPING_ONLY',
        Tags: { ...tags },
      }),
    ],
    reads: {
      out: {
        domainName: 'api.example.com',
        apiGatewayDomainName: 'd-a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com',
        hostedZoneId: 'ZLY8HYME6SFDD',
      },
      live: {
        DomainName: 'api.example.com',
        CertificateArn: arn,
        EndpointType: 'REGIONAL',
        SecurityPolicy: 'TLS_1_2',
      },
      tags,
    },
  },
  'api-mapping': {
    id: { apiMappingId: 'm1a2p3', domainName: 'api.example.com' },
    answers: [
      says(GetApiMappingCommand, { ApiId: 'a1b2c3d4e5', ApiMappingId: 'm1a2p3', ApiMappingKey: '', Stage: '$default' }),
    ],
    reads: {
      out: { apiMappingId: 'm1a2p3' },
      live: { DomainName: 'api.example.com', ApiId: 'a1b2c3d4e5', Stage: '$default' },
    },
  },
};
