import {
  CreateStageCommand,
  GetTagsCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-apigatewayv2';
import { expect, test } from '@jest/globals';
import { apigatewayv2 } from '../../../../src/sandbox/services/apigatewayv2/index.js';
import { httpApi } from './network.js';

function tagged() {
  const it = httpApi();
  it.call(apigatewayv2, CreateStageCommand, { ApiId: it.ApiId, StageName: '$default' });
  const start = 'arn:aws:apigateway:us-east-1::';
  const arns = {
    api: `${start}/apis/${it.ApiId}`,
    stage: `${start}/apis/${it.ApiId}/stages/$default`,
    link: `${start}/vpclinks/${it.integration.ConnectionId}`,
  };
  return { ...it, start, arns };
}

test.each(['api', 'stage', 'link'] as const)('the tags of the %s are reached by its ARN', (kind) => {
  const { call, arns } = tagged();
  const ResourceArn = arns[kind];
  call(apigatewayv2, TagResourceCommand, { ResourceArn, Tags: { team: 'a', cost: '1' } });
  call(apigatewayv2, TagResourceCommand, { ResourceArn, Tags: { team: 'b' } });
  call(apigatewayv2, UntagResourceCommand, { ResourceArn, TagKeys: ['cost', 'provision:stack'] });

  expect(call(apigatewayv2, GetTagsCommand, { ResourceArn })).toEqual({ Tags: { team: 'b' } });
});

test('what has no tags or is not there is refused', () => {
  const { refusal, start, arns } = tagged();
  const code = (ResourceArn: string) => refusal(apigatewayv2, GetTagsCommand, { ResourceArn }).code;

  expect(code(`${arns.api}/routes/abc`)).toBe('BadRequestException');
  expect(code(`${start}/apis/none`)).toBe('NotFoundException');
  expect(code(`${start}/vpclinks/none`)).toBe('NotFoundException');
  const reserved = { ResourceArn: arns.api, Tags: { 'aws:mine': '' } };
  expect(refusal(apigatewayv2, TagResourceCommand, reserved).code).toBe('BadRequestException');
});
