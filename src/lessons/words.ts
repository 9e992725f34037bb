/** What stands in front of an operation's name, to who has not met it: a service of AWS. */
export const services: { readonly [service: string]: string } = {
  sts: 'STS, Security Token Service: tells whose credentials a call is made with, and gives out temporary ones.',
  ec2:
    'EC2, Elastic Compute Cloud: virtual machines, and all that is a network, whether there are machines in it or ' +
    'not.',
  iam:
    'IAM, Identity and Access Management: who may do what. Where `IAM` stands below an operation, those are the ' +
    'actions that a policy has to allow.',
  logs: 'CloudWatch Logs: lines of text, kept and searched. CloudWatch itself has the metrics and alarms.',
  servicediscovery:
    'Cloud Map: a phone book of what runs, asked by DNS or by its own API. Its DNS zones are in Route 53, the DNS of AWS.',
  ecr: 'ECR, Elastic Container Registry: a registry for container images.',
  ecs:
    'ECS, Elastic Container Service: starts containers, in groups that are called tasks, and keeps as many running ' +
    'as are wanted: on Fargate, where AWS has the machines and you see none, or on machines of your own.',
  ssm: 'Systems Manager: looks after machines. Here it has a list of images, and a way in without SSH (Session Manager).',
  autoscaling: 'EC2 Auto Scaling: keeps as many machines running as are wanted.',
  elbv2: 'Elastic Load Balancing: takes requests at one name and spreads them over many tasks.',
  apigatewayv2: 'API Gateway: takes HTTPS requests from the internet, without a machine of yours.',
};

/** What comes up in nearly every lesson, and belongs to no noun. */
export const words: { readonly [word: string]: string } = {
  ARN:
    'The full name of one thing, `arn:aws:ecs:us-east-1:123456789012:cluster/shop`: partition, service, region, account, ' +
    'and what it is. An id such as `vpc-0a1b…` is short for one.',
  token:
    'A random text that a request brings along. The same request with the same token is done once, however often it is ' +
    'sent; without one, a create that is sent again after a lost answer makes a second thing.',
};
