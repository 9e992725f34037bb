import {
  GetApiCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  GetStagesCommand,
  GetVpcLinkCommand,
} from '@aws-sdk/client-apigatewayv2';
import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  type Action,
  type RedirectActionConfig,
  type Rule,
  type RuleCondition,
  type TargetHealthDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { all } from '../all.js';
import { pages } from '../pages.js';
import type { Api, LoadBalancer, TargetGroup, VpcLink } from '../path/facts.js';
import type { Senders } from '../aws/services.js';

/** What takes requests, and where it sends them. */

export async function readApi({ apigatewayv2: api }: Senders, ApiId: string): Promise<Api> {
  const [itself, stages, routes, integrations] = await all([
    api.send(new GetApiCommand({ ApiId })),
    pages(async (NextToken) => {
      const answer = await api.send(new GetStagesCommand({ ApiId, NextToken }));
      return { items: answer.Items, next: answer.NextToken };
    }),
    pages(async (NextToken) => {
      const answer = await api.send(new GetRoutesCommand({ ApiId, NextToken }));
      return { items: answer.Items, next: answer.NextToken };
    }),
    pages(async (NextToken) => {
      const answer = await api.send(new GetIntegrationsCommand({ ApiId, NextToken }));
      return { items: answer.Items, next: answer.NextToken };
    }),
  ]);
  const { ApiEndpoint = '', DisableExecuteApiEndpoint = false, CorsConfiguration: cors } = itself;
  return {
    ...{ ApiId, ApiEndpoint, DisableExecuteApiEndpoint },
    ...(cors && {
      CorsConfiguration: {
        AllowOrigins: cors.AllowOrigins ?? [],
        AllowMethods: cors.AllowMethods ?? [],
        AllowHeaders: cors.AllowHeaders ?? [],
        ExposeHeaders: cors.ExposeHeaders,
        AllowCredentials: cors.AllowCredentials,
        MaxAge: cors.MaxAge,
      },
    }),
    stages: stages.map(({ StageName = '', DeploymentId }) => ({ StageName, DeploymentId })),
    routes: routes.map(({ RouteId = '', RouteKey = '', Target, AuthorizationType }) => ({
      ...{ RouteId, RouteKey, Target, AuthorizationType },
    })),
    integrations: integrations.map(
      ({ IntegrationId = '', IntegrationType = '', ConnectionType = 'INTERNET', ...it }) => ({
        ...{
          IntegrationId,
          IntegrationType,
          ConnectionType,
          ConnectionId: it.ConnectionId,
          IntegrationUri: it.IntegrationUri,
        },
      }),
    ),
  };
}

export async function readVpcLink({ apigatewayv2 }: Senders, VpcLinkId: string): Promise<VpcLink> {
  const { Name = '', VpcLinkStatus = '', ...it } = await apigatewayv2.send(new GetVpcLinkCommand({ VpcLinkId }));
  return {
    ...{ VpcLinkId, Name, VpcLinkStatus },
    ...{ SubnetIds: it.SubnetIds ?? [], SecurityGroupIds: it.SecurityGroupIds ?? [] },
  };
}

export async function readLoadBalancer({ elbv2 }: Senders, LoadBalancerArn: string): Promise<LoadBalancer> {
  const [{ LoadBalancers: [live] = [] }, listeners] = await all([
    elbv2.send(new DescribeLoadBalancersCommand({ LoadBalancerArns: [LoadBalancerArn] })),
    pages(async (Marker) => {
      const answer = await elbv2.send(new DescribeListenersCommand({ LoadBalancerArn, Marker }));
      return { items: answer.Listeners, next: answer.NextMarker };
    }),
  ]);
  const rules = await all(
    listeners.map(({ ListenerArn }) =>
      pages(async (Marker) => {
        const answer = await elbv2.send(new DescribeRulesCommand({ ListenerArn, Marker }));
        return { items: answer.Rules, next: answer.NextMarker };
      }),
    ),
  );
  return {
    ...{ LoadBalancerArn, LoadBalancerName: live?.LoadBalancerName ?? '', DNSName: live?.DNSName ?? '' },
    ...{ Scheme: live?.Scheme ?? '', State: live?.State?.Code ?? 'gone', SecurityGroups: live?.SecurityGroups ?? [] },
    listeners: listeners.map(({ ListenerArn = '', Port = 0, Protocol = '' }, at) => ({
      ...{ ListenerArn, Port, Protocol, rules: (rules[at] ?? []).map(ruleOf) },
    })),
  };
}

/** A rule, as it is or as it is asked for. */
export const ruleOf = ({ RuleArn = '', Priority = '', Conditions = [], Actions = [] }: Rule) => ({
  ...{ RuleArn, Priority, Conditions: Conditions.map(conditionOf), Actions: Actions.map(actionOf) },
});

const conditionOf = ({ Field = '', Values, ...it }: RuleCondition) => ({
  Field,
  Values:
    it.PathPatternConfig?.Values ??
    it.HostHeaderConfig?.Values ??
    it.HttpRequestMethodConfig?.Values ??
    it.HttpHeaderConfig?.Values ??
    it.SourceIpConfig?.Values ??
    Values ??
    [],
  HttpHeaderName: it.HttpHeaderConfig?.HttpHeaderName,
  QueryStrings: it.QueryStringConfig?.Values?.map(({ Key, Value = '' }) => ({ Key, Value })),
});

const locationIn = ({ Protocol = '', Host = '', Port = '', Path = '', Query = '' }: RedirectActionConfig): string =>
  `${Protocol}://${Host}:${Port}${Path}${Query === '' ? '' : `?${Query}`}`;

const actionOf = ({ Type, TargetGroupArn, ForwardConfig, FixedResponseConfig, RedirectConfig }: Action) => ({
  Type: Type ?? '',
  TargetGroupArns: (ForwardConfig?.TargetGroups ?? [{ TargetGroupArn, Weight: 1 }])
    .filter(({ Weight }) => Weight !== 0)
    .flatMap((it) => it.TargetGroupArn ?? []),
  StatusCode: FixedResponseConfig?.StatusCode ?? RedirectConfig?.StatusCode,
  Location: RedirectConfig && locationIn(RedirectConfig),
  ContentType: FixedResponseConfig?.ContentType,
  MessageBody: FixedResponseConfig?.MessageBody,
});

export async function readTargetGroup({ elbv2 }: Senders, TargetGroupArn: string): Promise<TargetGroup> {
  const [{ TargetGroups: [group] = [] }, { TargetHealthDescriptions = [] }] = await all([
    elbv2.send(new DescribeTargetGroupsCommand({ TargetGroupArns: [TargetGroupArn] })),
    elbv2.send(new DescribeTargetHealthCommand({ TargetGroupArn })),
  ]);
  return {
    ...{ TargetGroupArn, TargetGroupName: group?.TargetGroupName ?? '', TargetType: group?.TargetType ?? '' },
    targets: TargetHealthDescriptions.map(targetOf),
  };
}

const targetOf = ({ Target, TargetHealth }: TargetHealthDescription) => ({
  ...{ Id: Target?.Id ?? '', Port: Target?.Port ?? 0, State: TargetHealth?.State ?? '', Reason: TargetHealth?.Reason },
});
