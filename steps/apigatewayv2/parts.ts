import {
  GetIntegrationsCommand,
  GetRoutesCommand,
  GetStagesCommand,
  type Integration,
  type Route,
} from '@aws-sdk/client-apigatewayv2';
import type { Cloud } from '../../src/step.js';
import { pages } from '../../src/pages.js';

/** All integrations of an API. They have neither names nor tags. */
export const integrationsOf = ({ apigatewayv2 }: Cloud, ApiId: string): Promise<readonly Integration[]> =>
  pages(async (NextToken) => {
    const answer = await apigatewayv2.send(new GetIntegrationsCommand({ ApiId, NextToken }));
    return { items: answer.Items, next: answer.NextToken };
  });

/** All routes of an API. They have no tags. */
export const routesOf = ({ apigatewayv2 }: Cloud, ApiId: string): Promise<readonly Route[]> =>
  pages(async (NextToken) => {
    const answer = await apigatewayv2.send(new GetRoutesCommand({ ApiId, NextToken }));
    return { items: answer.Items, next: answer.NextToken };
  });

/** @returns reads a page of the stages of an API */
export const pageOfStages =
  ({ apigatewayv2 }: Cloud, ApiId: string) =>
  async (NextToken: string | undefined) => {
    const answer = await apigatewayv2.send(new GetStagesCommand({ ApiId, NextToken }));
    return { items: answer.Items, next: answer.NextToken };
  };
