import { ModifyVpcEndpointCommand } from '@aws-sdk/client-ec2';
import { ec2 } from '../call.js';
import type { Found, Lab } from '../lab.js';
import { app, isolated } from '../stacks.js';
import { statusPage, stopTasks } from './changes.js';

const tablesOf = ({ out }: Found) => ['a', 'b'].map((zone) => out(`private-route-table-${zone}`, 'routeTableId'));

export const s3Endpoint: Lab = {
  name: 's3-endpoint',
  title: 'ECR is reached, and the image still does not come',
  topic: 'ways out of a task',
  difficulty: 'hard',
  story:
    'The tasks are in isolated subnets. Nobody in the team uses S3, so somebody has taken its endpoint out of the route ' +
    'tables. The endpoints of ECR are as they were, and tasks stop all the same.',
  config: isolated,
  files: app,
  requests: [{ method: 'GET', path: '/', service: 'web' }],
  breakage: {
    calls: [
      (found) => [
        ec2(
          new ModifyVpcEndpointCommand({
            VpcEndpointId: found.out('s3-endpoint', 'vpcEndpointId'),
            RemoveRouteTableIds: tablesOf(found),
          }),
        ),
      ],
      stopTasks,
    ],
  },
  hints: [
    'Compare the reason why the task stopped with one of a registry that is not reached: here it has got further.',
    'The reason has the name of a host in it. Which service is that?',
    'ECR keeps the layers of images in S3. The manifest comes through the endpoints of ECR, and the layers do not.',
    'The gateway endpoint of S3 is in no route table. Add those of the two private subnets.',
  ],
  repairs: [
    { says: 'Run `provision up`: the config still has it in both tables', edits: [] },
    {
      says: 'Add the route tables to the endpoint',
      calls: [
        (found) => [
          ec2(
            new ModifyVpcEndpointCommand({
              VpcEndpointId: found.out('s3-endpoint', 'vpcEndpointId'),
              AddRouteTableIds: tablesOf(found),
            }),
          ),
        ],
      ],
    },
  ],
  hiding: [statusPage],
  lesson:
    'Pulling an image from ECR takes three ways: ecr.api for the login, ecr.dkr for the manifest, and S3 for the layers. ' +
    'A gateway endpoint has no interface and no security group. It is an entry in route tables, and works for the subnets ' +
    'of those tables alone. It costs nothing, so there is no reason to save it.',
  sources: [
    'https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html',
    'https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html',
  ],
  explain: ['vpc-endpoint', 'image'],
};
