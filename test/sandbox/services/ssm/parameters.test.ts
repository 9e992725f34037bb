import { DescribeImagesCommand } from '@aws-sdk/client-ec2';
import { GetParameterCommand, GetParametersCommand } from '@aws-sdk/client-ssm';
import { expect, test } from '@jest/globals';
import { ec2 } from '../../../../src/sandbox/services/ec2/index.js';
import { ssm } from '../../../../src/sandbox/services/ssm/index.js';
import { testContext } from '../../context.js';

const ecs = '/aws/service/ecs/optimized-ami/amazon-linux-2023';
const names = [
  `${ecs}/recommended/image_id`,
  `${ecs}/arm64/recommended/image_id`,
  '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64',
  '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64',
];

test('each public parameter hands out an image that EC2 has, for the architecture it names', () => {
  const { call } = testContext();
  const images = names.map((Name) => {
    const { Parameter } = call(ssm, GetParameterCommand, { Name });
    expect(Parameter).toMatchObject({ Name, Type: 'String', ARN: `arn:aws:ssm:us-east-1::parameter${Name}` });
    return call(ec2, DescribeImagesCommand, { ImageIds: [Parameter?.Value ?? ''] }).Images?.[0];
  });
  expect(images.map((image) => image?.Architecture)).toEqual(['x86_64', 'arm64', 'x86_64', 'arm64']);
  expect(images.map((image) => image?.BlockDeviceMappings?.[0]?.Ebs?.VolumeSize)).toEqual([30, 30, 8, 8]);
  expect(new Set(images.map((image) => image?.ImageId)).size).toBe(4);
});

test('ids differ from region to region, and are the same in every world', () => {
  const id = (region: string) =>
    testContext({ region }).call(ssm, GetParameterCommand, { Name: names[0] }).Parameter?.Value;
  expect(id('us-east-1')).toMatch(/^ami-0[0-9a-f]{16}$/);
  expect(id('us-east-1')).toBe(id('us-east-1'));
  expect(id('eu-west-1')).not.toBe(id('us-east-1'));
});

test('a parameter that is not there is an error by itself, and one of the others among several', () => {
  const { call, refusal } = testContext();
  expect(refusal(ssm, GetParameterCommand, { Name: '/own' }).code).toBe('ParameterNotFound');
  const several = call(ssm, GetParametersCommand, { Names: ['/own', names[0] ?? ''] });
  expect(several).toMatchObject({ InvalidParameters: ['/own'], Parameters: [{ Name: names[0] }] });
});
