import { ModifyVpcEndpointCommand } from '@aws-sdk/client-ec2';
import { ec2, type Call } from '../call.js';
import type { Found, Lab } from '../lab.js';
import { app, isolated } from '../stacks.js';
import { statusPage, stopTasks } from './changes.js';

const withPrivateDns = ({ out }: Found, PrivateDnsEnabled: boolean): Call =>
  ec2(new ModifyVpcEndpointCommand({ VpcEndpointId: out('ecr-api-endpoint', 'vpcEndpointId'), PrivateDnsEnabled }));

export const privateDns: Lab = {
  name: 'private-dns',
  title: 'The endpoint is there, and tasks look for ECR on the internet',
  topic: 'ways out of a task',
  difficulty: 'hard',
  story:
    'For a test, somebody has switched one setting of the endpoint of ECR off, and has left it so. Security groups and route ' +
    'tables are right. New tasks do not come up in the isolated subnets.',
  config: isolated,
  files: app,
  requests: [{ method: 'GET', path: '/', service: 'web' }],
  breakage: { calls: [(found) => [withPrivateDns(found, false)], stopTasks] },
  hints: [
    'The last task that stopped could not log in to the registry: it tried a name of ECR’s, and got no connection.',
    'Which address does that name have, seen from inside of the VPC? It is to be that of the endpoint.',
    'A VPC endpoint has private DNS, or has it not. Without it the name has its public address.',
    'Enable private DNS of the endpoint ecr.api again: aws ec2 modify-vpc-endpoint --private-dns-enabled.',
  ],
  repairs: [
    { says: 'Run `provision up`: the config still wants private DNS', edits: [] },
    { says: 'Enable private DNS', calls: [(found) => [withPrivateDns(found, true)]] },
  ],
  hiding: [statusPage],
  lesson:
    'Private DNS makes the usual name of a service lead to the endpoint inside of the VPC. The agent that starts a task asks ' +
    'for the usual name, so without private DNS it never comes to the endpoint, which goes on costing money. The VPC needs ' +
    'DNS support and DNS hostnames for it.',
  sources: [
    'https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html',
    'https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html',
  ],
  explain: ['vpc-endpoint'],
};
