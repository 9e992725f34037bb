/**
 * What EC2 is called where a role trusts it or is passed to it. It is one of a few services with a name of their own in
 * China; `ecs-tasks.amazonaws.com` and the owners of service-linked roles have the same name everywhere.
 * Sources: https://github.com/kubernetes/kops/issues/27, https://github.com/awslabs/cdk-eks-blueprints/issues/558; of
 * passing: the policies of https://github.com/aws/karpenter-provider-aws, where `iam:PassedToService` has both names
 */
export const ec2Principal = (partition: string): string =>
  partition === 'aws-cn' ? 'ec2.amazonaws.com.cn' : 'ec2.amazonaws.com';
