import type { Chapter } from './lesson.js';

export const apiStage: Chapter = {
  noun: 'api-stage',
  is:
    'A stage puts an API on the air: it serves a deployment, which is a frozen copy of routes and integrations. ' +
    'Until then all that was made for the API is a draft that no client sees. The stage also has the settings for ' +
    'logs and metrics.',
  operations: {
    'apigatewayv2:CreateStage': {
      does:
        "Puts the API on the air and has each request logged. It is the last of the API's parts to be made, so that " +
        'what it deploys is complete.',
      parameters: {
        ApiId: 'The API. Fixed for life.',
        StageName:
          '`$default` is served at the root of the address. A stage named `prod` would be at `/prod`, and hand that ' +
          'on to the tasks as part of the path.',
        AutoDeploy:
          '`true`: each later change of a route or an integration is deployed by itself. Otherwise changes would ' +
          'stay a draft until somebody calls `CreateDeployment`.',
        DefaultRouteSettings:
          '`DetailedMetricsEnabled`: numbers of requests, errors and latencies for each route, and not only for the ' +
          'API as a whole.',
        AccessLogSettings:
          'Where to and what: the ARN of a log group, without the `:*` that some answers append, and one JSON object ' +
          'per request. The format has to contain `$context.requestId`, or it is refused.',
        Tags: 'As with the API; integrations and routes cannot have any.',
      },
      behind:
        'API Gateway deploys at once and says in `LastDeploymentStatusMessage` how that went; requests are answered ' +
        'some seconds later. For the logs, AWS itself enters the log group into a policy of the account that lets ' +
        'its log delivery write there; `provision` has no policy of its own for it. Your own permissions need the ' +
        'log delivery actions for that, `logs:CreateLogDelivery` and its kin.',
      undo: '`DeleteStage`.',
      cost: 'Detailed metrics are billed as metrics of CloudWatch, access logs by the GB.',
      mistakes: [
        'An API without routes: the stage is made, and its message is "Deployment attempt failed: Unable to deploy ' +
          'API because no routes exist in this API".',
        '`BadRequestException`, "Insufficient permissions to enable logging", although you may do everything: the ' +
          "account's policy for log delivery is full. Groups under `/aws/vendedlogs/` need no entry of their own, " +
          "which is why the log group's name begins so.",
        'A log group ARN that ends in `:*`, as `DescribeLogGroups` shows it under `arn`: refused. Its `logGroupArn` ' +
          'is the right one.',
      ],
      link: 'https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages.html',
    },
    'apigatewayv2:GetStage': {
      does:
        "Tells settings, tags and the fate of the last deployment. `provision` finds an interrupted run's stage by " +
        'its name, and sees in the message whether the API is on the air.',
      behind:
        'A deployment that failed is no error of any call: the stage stays, and serves what it served before, or ' +
        'nothing. Only `LastDeploymentStatusMessage` says so; `provision` counts "failed" and "unable" in it as ' +
        'broken.',
      link: 'https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html',
    },
    'apigatewayv2:UpdateStage': {
      does:
        'Changes logs or metrics, or deploys again after a deployment that failed. A stage is mended so and never ' +
        'replaced, since without one the API is off the air.',
      parameters: {
        AutoDeploy:
          '`true` once more, when a deployment has failed and nothing else is to be changed: that alone starts ' +
          'another.',
      },
      behind: 'With automatic deployment each update deploys, which takes some seconds.',
      undo: 'The same call with the former settings.',
      link: 'https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html',
    },
    'apigatewayv2:DeleteStage': {
      does:
        'Takes the API off the air. From then on its address answers `{"message":"Not Found"}`, and nothing of that ' +
        'is logged.',
      behind:
        "Immediate. In `down` it is the first of the API's parts to go: no request comes in while the rest is taken " +
        'away.',
      undo: '`CreateStage`; the address is the same again, since it belongs to the API.',
      link: 'https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html',
    },
  },
};
