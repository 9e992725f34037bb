import type { RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';

/** What a rule of a listener looks at: as a config says it, as Elastic Load Balancing has it, and in words. */

/** One thing that a request must have: one of these values. A request has all conditions of a rule. */
export interface Condition {
  readonly field: 'path' | 'host' | 'methods' | 'headers' | 'query' | 'sourceIps';
  /** Of a header, or of a parameter of the query. */
  readonly name?: string | undefined;
  readonly values: readonly string[];
}

/** In a line: `GET /api/*, /v2/* at api.example.com with X-A: b, ?v=2 from 10.0.0.0/8`. */
export function describedConditions(conditions: readonly Condition[]): string {
  const of = (field: Condition['field'], text: (condition: Condition) => string) =>
    conditions.filter((it) => it.field === field).map(text);
  const values = (it: Condition) => it.values.join(', ');
  const having = [
    ...of('headers', (it) => `${it.name}: ${it.values.join(' or ')}`),
    ...of('query', (it) => `?${it.name === undefined ? '' : `${it.name}=`}${it.values.join(' or ')}`),
  ];
  return [
    ...of('methods', (it) => it.values.join(' or ')),
    ...of('path', values),
    ...of('host', (it) => `at ${values(it)}`),
    ...(having.length > 0 ? [`with ${having.join(', ')}`] : []),
    ...of('sourceIps', (it) => `from ${values(it)}`),
  ].join(' ');
}

/**
 * Hosts that a client calls to meet rules which name these: those without a wildcard first, then the others, whose wildcards take
 * anything.
 */
export const calledHosts = (patterns: readonly string[]): string[] => {
  const isPlain = (it: string): boolean => !/[*?]/.test(it);
  const others = patterns.filter((it) => !isPlain(it));
  return [...patterns.filter(isPlain), ...others.map((it) => it.replaceAll('*', 'any').replaceAll('?', 'x'))];
};

/** As a rule is made with them, in an order that is always the same. */
export const awsConditions = (conditions: readonly Condition[]): RuleCondition[] =>
  inOrder(conditions.map(awsCondition));

/** Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RuleCondition.html */
function awsCondition({ field, name, values }: Condition): RuleCondition {
  const Values = values.toSorted();
  switch (field) {
    case 'path':
      return { Field: 'path-pattern', PathPatternConfig: { Values } };
    case 'host':
      return { Field: 'host-header', HostHeaderConfig: { Values } };
    case 'methods':
      return { Field: 'http-request-method', HttpRequestMethodConfig: { Values } };
    case 'headers':
      return { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: name, Values } };
    case 'query':
      return {
        Field: 'query-string',
        QueryStringConfig: { Values: Values.map((Value) => ({ ...(name !== undefined && { Key: name }), Value })) },
      };
    case 'sourceIps':
      return { Field: 'source-ip', SourceIpConfig: { Values } };
  }
}

const inOrder = (conditions: readonly RuleCondition[]): RuleCondition[] =>
  conditions.toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));

const orderOf = ({ Field, HttpHeaderConfig, QueryStringConfig }: RuleCondition): string =>
  [Field, HttpHeaderConfig?.HttpHeaderName, QueryStringConfig?.Values?.[0]?.Key].join(' ');

/** What somebody has made of a rule by hand, such as a regular expression, has no form here, and is undefined. */
function conditionIn(condition: RuleCondition): Condition | undefined {
  const { Values = [], PathPatternConfig: path, HostHeaderConfig: host, HttpHeaderConfig: header } = condition;
  const isByExpression = [condition, path, host, header].some((it) => (it?.RegexValues ?? []).length > 0);
  if (isByExpression) return undefined;
  switch (condition.Field) {
    case 'path-pattern':
      return { field: 'path', values: path?.Values ?? Values };
    case 'host-header':
      return { field: 'host', values: host?.Values ?? Values };
    case 'http-request-method':
      return { field: 'methods', values: condition.HttpRequestMethodConfig?.Values ?? [] };
    case 'http-header':
      return { field: 'headers', name: header?.HttpHeaderName, values: header?.Values ?? [] };
    case 'query-string': {
      const pairs = condition.QueryStringConfig?.Values ?? [];
      const [name, ...others] = new Set(pairs.map(({ Key }) => Key));
      if (others.length > 0) return undefined;
      return { field: 'query', name, values: pairs.map(({ Value = '' }) => Value) };
    }
    case 'source-ip':
      return { field: 'sourceIps', values: condition.SourceIpConfig?.Values ?? [] };
    default:
      return undefined;
  }
}

/** As asked for: AWS shows paths and hosts twice, and all of them in an order of its own. */
export const plainConditions = (conditions: readonly RuleCondition[]): RuleCondition[] =>
  inOrder(
    conditions.map((it) => {
      const condition = conditionIn(it);
      return condition ? awsCondition(condition) : it;
    }),
  );

/** What a rule of AWS looks at; undefined where somebody has set what has no form here. */
export function conditionsIn(conditions: readonly RuleCondition[]): Condition[] | undefined {
  const found = conditions.flatMap((it) => conditionIn(it) ?? []);
  return found.length === conditions.length ? found : undefined;
}

/** What a rule of AWS takes, in a line. */
export const takenBy = (conditions: readonly RuleCondition[]): string =>
  describedConditions(
    conditions.map((it) => conditionIn(it) ?? { field: 'headers', name: it.Field, values: ['what somebody has set'] }),
  );
