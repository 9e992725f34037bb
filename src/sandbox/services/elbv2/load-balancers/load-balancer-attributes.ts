import {
  DescribeLoadBalancerAttributesCommand,
  ModifyLoadBalancerAttributesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { on } from '../../../service.js';
import { between, boolean, changed, listed, oneOf, text, type AttributeRules } from '../attributes.js';
import { loadBalancer, existingRow } from '../resource-kinds.js';
import { required } from '../refusals.js';

const logs = 'S3 buckets to keep logs in';

/**
 * What an application load balancer can be told, and what it does unless told.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html
 */
export const loadBalancerAttributes: AttributeRules = {
  'access_logs.s3.enabled': { unless: 'false', allows: boolean, beyond: logs },
  'access_logs.s3.bucket': { unless: '', allows: text, beyond: logs },
  'access_logs.s3.prefix': { unless: '', allows: text, beyond: logs },
  'idle_timeout.timeout_seconds': { unless: '60', allows: between(1, 4000) },
  'deletion_protection.enabled': { unless: 'false', allows: boolean },
  'routing.http2.enabled': { unless: 'true', allows: boolean },
  'routing.http.drop_invalid_header_fields.enabled': { unless: 'false', allows: boolean },
  'routing.http.xff_client_port.enabled': { unless: 'false', allows: boolean },
  'routing.http.preserve_host_header.enabled': { unless: 'false', allows: boolean },
  'routing.http.xff_header_processing.mode': { unless: 'append', allows: oneOf('append', 'preserve', 'remove') },
  'load_balancing.cross_zone.enabled': { unless: 'true', allows: oneOf('true') },
  'routing.http.desync_mitigation_mode': { unless: 'defensive', allows: oneOf('monitor', 'defensive', 'strictest') },
  'client_keep_alive.seconds': { unless: '3600', allows: between(60, 604_800) },
  'waf.fail_open.enabled': { unless: 'false', allows: boolean },
  'routing.http.x_amzn_tls_version_and_cipher_suite.enabled': { unless: 'false', allows: boolean },
  'zonal_shift.config.enabled': { unless: 'false', allows: boolean },
  'ipv6.deny_all_igw_traffic': { unless: 'false', allows: boolean },
  'connection_logs.s3.enabled': { unless: 'false', allows: boolean, beyond: logs },
  'connection_logs.s3.bucket': { unless: '', allows: text, beyond: logs },
  'connection_logs.s3.prefix': { unless: '', allows: text, beyond: logs },
  'health_check_logs.s3.enabled': { unless: 'false', allows: boolean, beyond: logs },
  'health_check_logs.s3.bucket': { unless: '', allows: text, beyond: logs },
  'health_check_logs.s3.prefix': { unless: '', allows: text, beyond: logs },
};

export const loadBalancerAttributeOperations = [
  on(DescribeLoadBalancerAttributesCommand, (input, context) => ({
    Attributes: listed(existingRow(context, loadBalancer, input.LoadBalancerArn).attributes),
  })),

  on(ModifyLoadBalancerAttributesCommand, (input, context) => {
    const row = existingRow(context, loadBalancer, input.LoadBalancerArn);
    const asked = required(input.Attributes, 'Attributes');
    row.attributes = changed(row.attributes, asked, { rules: loadBalancerAttributes, what: 'Load balancer' });
    return { Attributes: listed(row.attributes) };
  }),
];
