/** As EC2 writes it. */
export type Architecture = 'x86_64' | 'arm64';

/**
 * The processor of an EC2 instance type, told by its name: a `g` behind the generation stands for AWS's Graviton,
 * as in `c7g.large` or `m6gd.xlarge`; before that, there was `a1`. `g4dn` is a family of its own, with x86.
 * Source: https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 */
export const architectureOf = (instanceType: string): Architecture =>
  /^(a1|[a-z]+\d+g[a-z]*)\./.test(instanceType) ? 'arm64' : 'x86_64';
