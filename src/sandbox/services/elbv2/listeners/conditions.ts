import type { RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';
import { parseCidr } from '../../ec2/vpc/cidr.js';
import { notInSandbox, validationError } from '../refusals.js';

type Field = 'path-pattern' | 'host-header' | 'http-request-method' | 'http-header' | 'query-string' | 'source-ip';

/** Fields that a rule can look at only once. */
const once: readonly string[] = ['path-pattern', 'host-header', 'http-request-method', 'source-ip'];
/**
 * All values of a rule's conditions together, and all wildcards in them. Pages differ between 5 and 6 wildcards; the words are
 * believed.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 */
const mostValues = 5;
const mostWildcards = 5;

/**
 * When a rule applies.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 * @returns the conditions as they are shown: paths and hosts both ways, whichever way they were asked for
 * @throws AwsError `ValidationError`, 501
 */
export function checkedConditions(conditions: readonly RuleCondition[]): RuleCondition[] {
  if (conditions.length === 0) throw validationError('A condition must be specified');
  const checked = conditions.map(checkedCondition);
  const fields = checked.map(({ Field = '' }) => Field);
  const twice = fields.find((field, index) => once.includes(field) && fields.indexOf(field) !== index);
  if (twice !== undefined) throw validationError(`A rule can only have one '${twice}' condition`);
  const values = checked.reduce((sum, condition) => sum + valuesOf(condition).length, 0);
  if (values > mostValues) throw validationError(`A rule can only have '${mostValues}' condition values`);
  const wildcards = checked
    .filter(({ Field = '' }) => patterns.includes(Field))
    .reduce((sum, condition) => sum + (JSON.stringify(valuesOf(condition)).match(/[*?]/g)?.length ?? 0), 0);
  if (wildcards > mostWildcards) throw validationError(`A rule can only have '${mostWildcards}' condition wildcards`);
  return checked;
}

const patterns: readonly string[] = ['path-pattern', 'host-header', 'http-header', 'query-string'];

function checkedCondition(condition: RuleCondition): RuleCondition {
  if (condition.RegexValues?.length) throw notInSandbox('conditions with regular expressions');
  const read = Object.hasOwn(fields, condition.Field ?? '') ? fields[condition.Field as Field] : undefined;
  if (!read)
    throw validationError(
      `Condition field '${condition.Field ?? ''}' must be one of '[${Object.keys(fields).toSorted().join(', ')}]'`,
    );
  const shown = read(condition);
  if (valuesOf(shown).length === 0) throw validationError('A condition value must be specified');
  return shown;
}

const fields: { readonly [F in Field]: (condition: RuleCondition) => RuleCondition } = {
  'path-pattern'({ Values, PathPatternConfig: config }) {
    if (config?.RegexValues?.length) throw notInSandbox('conditions with regular expressions');
    const values = matching(config?.Values ?? Values, /^[\w\-.$/~"'@:+&*?]{1,128}$/, 'path-pattern');
    return { Field: 'path-pattern', Values: values, PathPatternConfig: { Values: values } };
  },
  'host-header'({ Values, HostHeaderConfig: config }) {
    if (config?.RegexValues?.length) throw notInSandbox('conditions with regular expressions');
    const values = matching(config?.Values ?? Values, /^(?=.{1,128}$)[A-Za-z0-9\-.*?]*\.[A-Za-z]+$/, 'host-header');
    return { Field: 'host-header', Values: values, HostHeaderConfig: { Values: values } };
  },
  'http-request-method'({ HttpRequestMethodConfig: config }) {
    const values = matching(config?.Values, /^[A-Z_-]{1,40}$/, 'http-request-method');
    return { Field: 'http-request-method', HttpRequestMethodConfig: { Values: values } };
  },
  'http-header'({ HttpHeaderConfig: config }) {
    if (config?.RegexValues?.length) throw notInSandbox('conditions with regular expressions');
    const [HttpHeaderName = ''] = matching([config?.HttpHeaderName ?? ''], /^[\w!#$%&'*+.^`|~-]{1,40}$/, 'http-header');
    if (HttpHeaderName.toLowerCase() === 'host')
      throw validationError('A host is compared with a host-header condition');
    const values = matching(config?.Values, /^[^\r\n]{1,128}$/, 'http-header');
    return { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName, Values: values } };
  },
  'query-string'({ QueryStringConfig: config }) {
    const pairs = config?.Values ?? [];
    matching(
      pairs.map(({ Value = '' }) => Value),
      /^.{1,128}$/,
      'query-string',
    );
    return { Field: 'query-string', QueryStringConfig: { Values: structuredClone(pairs) } };
  },
  'source-ip'({ SourceIpConfig: config }) {
    if (config?.IpAddressType !== undefined) throw notInSandbox('rules of network load balancers');
    const values = config?.Values ?? [];
    const odd = values.find((value) => !parseCidr(value));
    if (odd !== undefined) throw validationError(`The source IP '${odd}' is not a valid IPv4 CIDR block`);
    return { Field: 'source-ip', SourceIpConfig: { Values: [...values] } };
  },
};

function matching(values: readonly string[] = [], form: RegExp, field: Field): string[] {
  const odd = values.find((value) => !form.test(value));
  if (odd !== undefined) throw validationError(`Condition value '${odd}' is not valid for the field '${field}'`);
  return [...values];
}

const valuesOf = (condition: RuleCondition): readonly unknown[] =>
  condition.PathPatternConfig?.Values ??
  condition.HostHeaderConfig?.Values ??
  condition.HttpRequestMethodConfig?.Values ??
  condition.HttpHeaderConfig?.Values ??
  condition.QueryStringConfig?.Values ??
  condition.SourceIpConfig?.Values ??
  [];
