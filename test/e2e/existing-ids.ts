/** The ids in the config of one who has such a network, zone and certificate. */
export const existingIds = {
  vpc: 'vpc-00000000000000000',
  public: ['0', '1', '2'].map((i) => `subnet-0000000000000000${i}`),
  private: ['a', 'b', 'c'].map((i) => `subnet-0000000000000000${i}`),
  groups: ['0', '1'].map((i) => `sg-0000000000000000${i}`),
  fileSystem: 'fs-00000000000000000',
  accessPoint: 'fsap-00000000000000000',
  cluster: 'arn:aws:ecs:us-east-1:000000000000:cluster/shared',
  balancer: 'arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/shared/0000000000000000',
  zone: 'Z00000000000000000000',
  certificate: 'arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000000',
};
