import { DescribeCertificateCommand } from '@aws-sdk/client-acm';
import { DescribeSecurityGroupsCommand, DescribeSubnetsCommand } from '@aws-sdk/client-ec2';
import {
  DescribeListenerCertificatesCommand,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTagsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { account, says, upper, type Samples } from './sample.js';

const elb = `arn:aws:elasticloadbalancing:eu-west-1:${account}`;
const balancerArn = `${elb}:loadbalancer/app/shared/0123456789abcdef`;
const listenerArn = `${elb}:listener/app/shared/0123456789abcdef/aaaabbbbccccdddd`;
const ruleArn = `${elb}:listener-rule/app/shared/0123456789abcdef/aaaabbbbccccdddd/1111222233334444`;
const certificateArn = `arn:aws:acm:eu-west-1:${account}:certificate/12345678-1234-1234-1234-123456789012`;
const dnsName = 'shared-1234567890.eu-west-1.elb.amazonaws.com';

const balancers = says(DescribeLoadBalancersCommand, {
  LoadBalancers: [
    {
      AvailabilityZones: [
        { LoadBalancerAddresses: [], SubnetId: 'subnet-0bbbbbbbbbbbbbbbb', ZoneName: 'eu-west-1b' },
        { LoadBalancerAddresses: [], SubnetId: 'subnet-0aaaaaaaaaaaaaaaa', ZoneName: 'eu-west-1a' },
      ],
      CanonicalHostedZoneId: 'Z32O12XQLNTSW2',
      CreatedTime: new Date('2026-03-01T08:30:00Z'),
      DNSName: dnsName,
      IpAddressType: 'ipv4',
      LoadBalancerArn: balancerArn,
      LoadBalancerName: 'shared',
      Scheme: 'internet-facing',
      SecurityGroups: ['sg-0bbbbbbbbbbbbbbbb', 'sg-0aaaaaaaaaaaaaaaa'],
      State: { Code: 'active' },
      Type: 'application',
      VpcId: 'vpc-0a1b2c3d4e5f60718',
    },
  ],
});

const otherPath = { Field: 'path-pattern', Values: ['/b*'], PathPatternConfig: { Values: ['/b*'] } };
const targets = [
  { Service: 'web', Port: 8080, Subnets: ['subnet-0cccccccccccccccc'], SecurityGroups: ['sg-0cccccccccccccccc'] },
];
const rule = {
  priority: 2000,
  isSaid: false,
  conditions: [{ field: 'path' as const, values: { '/api/*': true as const } }],
};
const wantOfListener = {
  LoadBalancerArn: balancerArn,
  IsHttps: true,
  Names: { 'api.example.com': true as const },
  Rules: { 'web-rule-for-api': rule },
};

/**
 * What a load balancer of somebody else and its listener look like.
 * Sources: the pages of these operations in https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/ and
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/
 */
export const sharedLoadBalancer: Samples = {
  'existing-load-balancer': {
    id: { LoadBalancerArn: balancerArn, VpcId: 'vpc-0a1b2c3d4e5f60718', Targets: targets },
    answers: [
      balancers,
      says(DescribeSubnetsCommand, {
        Subnets: [{ SubnetId: 'subnet-0cccccccccccccccc', AvailabilityZone: 'eu-west-1a', CidrBlock: '10.0.12.0/24' }],
      }),
      says(DescribeSecurityGroupsCommand, {
        SecurityGroups: [
          {
            GroupId: 'sg-0aaaaaaaaaaaaaaaa',
            IpPermissionsEgress: [
              {
                ...{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443 },
                ...{ IpRanges: [{ CidrIp: '0.0.0.0/0' }], Ipv6Ranges: [], PrefixListIds: [], UserIdGroupPairs: [] },
              },
            ],
          },
          {
            GroupId: 'sg-0bbbbbbbbbbbbbbbb',
            IpPermissionsEgress: [
              {
                ...{ IpProtocol: '-1' },
                ...{ IpRanges: [{ CidrIp: '10.0.0.0/16' }], Ipv6Ranges: [], PrefixListIds: [], UserIdGroupPairs: [] },
              },
            ],
          },
        ],
      }),
    ],
    reads: {
      out: {
        loadBalancerArn: balancerArn,
        loadBalancerFullName: 'app/shared/0123456789abcdef',
        dnsName,
        canonicalHostedZoneId: 'Z32O12XQLNTSW2',
        groupId: 'sg-0bbbbbbbbbbbbbbbb',
      },
      live: { LoadBalancerArn: balancerArn, VpcId: 'vpc-0a1b2c3d4e5f60718', Targets: targets },
    },
  },
  'existing-listener': {
    id: { ...wantOfListener, ListenerArn: listenerArn, priorities: { 'web-rule-for-api': 2001 } },
    answers: [
      balancers,
      says(DescribeListenersCommand, {
        Listeners: [
          {
            Certificates: [{ CertificateArn: certificateArn }],
            DefaultActions: [],
            ListenerArn: listenerArn,
            LoadBalancerArn: balancerArn,
            Port: 443,
            Protocol: 'HTTPS',
            SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
          },
        ],
      }),
      says(DescribeListenerCertificatesCommand, {
        Certificates: [{ CertificateArn: certificateArn, IsDefault: true }],
      }),
      says(DescribeCertificateCommand, {
        Certificate: { DomainName: 'example.com', SubjectAlternativeNames: ['example.com', '*.example.com'] },
      }),
      says(DescribeRulesCommand, {
        Rules: [
          { RuleArn: ruleArn, Priority: '2000', Conditions: [otherPath], Actions: [], IsDefault: false },
          { RuleArn: `${ruleArn}5`, Priority: 'default', Conditions: [], Actions: [], IsDefault: true },
        ],
      }),
      says(DescribeTagsCommand, ({ ResourceArns = [] }) => ({
        TagDescriptions: ResourceArns.map((ResourceArn) => ({ ResourceArn, Tags: upper })),
      })),
    ],
    reads: {
      out: {
        ...{ listenerArn, protocol: 'HTTPS', port: 443, dnsName },
        ...{ priorities: { 'web-rule-for-api': 2001 }, taken: [2000] },
      },
      live: wantOfListener,
    },
  },
};
