import { GetParameterCommand, GetParametersCommand, type Parameter } from '@aws-sdk/client-ssm';
import { AwsError, on, type Context } from '../../service.js';
import { constraints } from '../constraint.js';
import { publicImages } from '../ec2/images/public-images.js';

const { present, failed } = constraints('ValidationException');

/**
 * AWS's public parameters: the newest images.
 * Source: https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters.html
 */
export const parameterOperations = [
  on(GetParameterCommand, ({ Name }, context) => {
    const name = present(Name, 'name');
    const found = parameter(context, name);
    if (!found) throw new AwsError('ParameterNotFound', `Parameter ${name} not found.`);
    return { Parameter: found };
  }),

  /** What is not there does not fail the others. */
  on(GetParametersCommand, ({ Names }, context) => {
    const names = present(Names, 'names');
    if (names.length < 1) throw failed('[]', 'names', 'Member must have length greater than or equal to 1');
    if (names.length > 10) throw failed(names, 'names', 'Member must have length less than or equal to 10');
    const found = [...new Set(names)].map((name) => ({ name, parameter: parameter(context, name) }));
    return {
      Parameters: found.flatMap((it) => it.parameter ?? []),
      InvalidParameters: found.flatMap((it) => (it.parameter ? [] : [it.name])),
    };
  }),
];

/** By its name, or by its ARN, which names no account. */
function parameter({ region, partition }: Context, nameOrArn: string): Parameter | undefined {
  const start = `arn:${partition}:ssm:${region}::parameter`;
  const name = nameOrArn.startsWith(start) ? nameOrArn.slice(start.length) : nameOrArn;
  const image = publicImages(region).find((it) => it.parameter === name);
  return (
    image && {
      Name: name,
      ARN: `${start}${name}`,
      Type: 'String',
      DataType: 'text',
      Value: image.ImageId,
      Version: 1,
      LastModifiedDate: new Date('2026-01-06T00:00:00Z'),
    }
  );
}
