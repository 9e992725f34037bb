import {
  DescribeListenerAttributesCommand,
  ModifyListenerAttributesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { on } from '../../../service.js';
import { boolean, changed, defaultsOf, listed, text, type AttributeRules, type Attributes } from '../attributes.js';
import { required } from '../refusals.js';
import { existingRow, listener } from '../resource-kinds.js';
import type { ListenerRow } from '../tables.js';

/**
 * What the listener of an application load balancer does with headers. Those of requests tell of TLS, so an HTTP listener
 * has none of them.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/header-modification.html; that values which
 * nobody has set are shown as blank is believed.
 */
const listenerAttributes: AttributeRules = {
  'routing.http.response.server.enabled': { unless: 'true', allows: boolean },
  'routing.http.response.strict_transport_security.header_value': { unless: '', allows: text },
  'routing.http.response.access_control_allow_origin.header_value': { unless: '', allows: text },
  'routing.http.response.access_control_allow_methods.header_value': { unless: '', allows: text },
  'routing.http.response.access_control_allow_headers.header_value': { unless: '', allows: text },
  'routing.http.response.access_control_allow_credentials.header_value': { unless: '', allows: text },
  'routing.http.response.access_control_expose_headers.header_value': { unless: '', allows: text },
  'routing.http.response.access_control_max_age.header_value': { unless: '', allows: text },
  'routing.http.response.content_security_policy.header_value': { unless: '', allows: text },
  'routing.http.response.x_content_type_options.header_value': { unless: '', allows: text },
  'routing.http.response.x_frame_options.header_value': { unless: '', allows: text },
};

export const listenerAttributeOperations = [
  on(DescribeListenerAttributesCommand, (input, context) => ({
    Attributes: listed(attributesOf(existingRow(context, listener, input.ListenerArn))),
  })),

  on(ModifyListenerAttributesCommand, (input, context) => {
    const row = existingRow(context, listener, input.ListenerArn);
    const asked = required(input.Attributes, 'Attributes');
    row.attributes = changed(attributesOf(row), asked, { rules: listenerAttributes, what: 'Listener' });
    return { Attributes: listed(row.attributes) };
  }),
];

const attributesOf = ({ attributes }: ListenerRow): Attributes => ({
  ...defaultsOf(listenerAttributes),
  ...attributes,
});
