import {
  CreateDeploymentCommand,
  CreateStageCommand,
  DeleteStageCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import { apigatewayv2 } from '../call.js';
import type { Found, Lab } from '../lab.js';
import { behindLink } from '../stacks.js';

const stageOf = ({ out }: Found) => ({ ApiId: out('api', 'apiId'), StageName: '$default' });

export const noDeployment: Lab = {
  name: 'no-deployment',
  title: 'Every path is 404, and the routes are right',
  topic: 'API Gateway',
  difficulty: 'medium',
  story:
    'To have releases of the API by hand, somebody has made its stage anew, without auto-deploy. Routes and integrations are ' +
    'as they were. Every path answers 404.',
  config: behindLink,
  requests: [{ method: 'GET', path: '/', service: 'web' }],
  breakage: {
    calls: [
      (found) => [
        apigatewayv2(new DeleteStageCommand(stageOf(found))),
        apigatewayv2(new CreateStageCommand({ ...stageOf(found), AutoDeploy: false })),
      ],
    ],
  },
  hints: [
    'The 404 is the API’s own. Its routes fit, so something before the routes is missing.',
    'Clients never see routes as they stand. They see what a stage serves.',
    'aws apigatewayv2 get-stages shows the stage $default. Which deployment does it serve?',
    'It has no deployment. Create one for the stage, or turn auto-deploy on.',
  ],
  repairs: [
    { says: 'Run `provision up`: it turns auto-deploy on again', edits: [] },
    {
      says: 'Deploy to the stage by hand',
      calls: [(found) => [apigatewayv2(new CreateDeploymentCommand(stageOf(found)))]],
    },
    {
      says: 'Turn auto-deploy on',
      calls: [(found) => [apigatewayv2(new UpdateStageCommand({ ...stageOf(found), AutoDeploy: true }))]],
    },
  ],
  hiding: [],
  lesson:
    'A stage serves a deployment: a copy of routes and integrations as they were at that moment. With auto-deploy, API ' +
    'Gateway makes one for each change. Without it, a change is seen by nobody until somebody deploys. A stage that was ' +
    'never deployed to answers 404, as an unknown path does.',
  sources: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-stages.html'],
  explain: ['api-stage'],
};
