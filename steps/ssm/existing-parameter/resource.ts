import { DescribeParametersCommand } from '@aws-sdk/client-ssm';
import { pages } from '../../../src/pages.js';
import { absent, ready, resource, step, type Cloud, type StepOf } from '../../../src/step.js';

interface ExistingParameterWant {
  readonly Name: string;
}

export const existingParameterResource = resource({
  type: 'existing-parameter',
  lookup: true,
  fixed: ['Name'],

  async create(cloud, { Name }: ExistingParameterWant) {
    if (!(await isThere(cloud, Name))) throw new Error(missing(Name, cloud.region));
    const { account, region, partition } = cloud;
    return { asked: Name, arn: `arn:${partition}:ssm:${region}:${account}:parameter/${Name.replace(/^\//, '')}` };
  },

  async find() {
    return [];
  },

  // It is read in every run, because its owner may have deleted it.
  async read(cloud, { asked, arn }) {
    return (await isThere(cloud, asked)) ? ready({ asked, arn }, { Name: asked }) : absent;
  },

  async delete() {},
});
export type ExistingParameter = StepOf<typeof existingParameterResource>;

/**
 * DescribeParameters shows no values. GetParameter would, to whoever reads the calls of a run. A page may be empty where a
 * later one is not.
 * Source: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeParameters.html
 */
async function isThere({ ssm }: Cloud, name: string): Promise<boolean> {
  const ParameterFilters = [{ Key: 'Name', Option: 'Equals', Values: [name] }];
  const found = await pages(async (NextToken) => {
    const answer = await ssm.send(new DescribeParametersCommand({ ParameterFilters, NextToken }));
    return { items: answer.Parameters, next: answer.NextToken };
  });
  return found.length > 0;
}

/** The value is in no command: it would stay in the history of the shell. */
const missing = (name: string, region: string): string =>
  `there is no parameter ${name} in ${region}. This makes it: aws ssm put-parameter --name ${name} --type SecureString ` +
  '--value file://secret.txt';

/**
 * A parameter of Parameter Store that exists already. Its ARN is made of its name; what is asked is whether it is there.
 * Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html
 */
export const existingParameter = (name: string, { id }: { id: string }) =>
  step({
    name,
    resource: existingParameterResource,
    needs: {},
    why: 'Makes sure that a parameter is there that the config names; its value is not read',
    want: () => ({ Name: id }),
  });
