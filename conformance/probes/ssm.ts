import { GetParameterCommand, GetParametersCommand } from '@aws-sdk/client-ssm';
import { probesOf, type Source } from '../probe.js';

const ecsImage = '/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id';
const linuxImage = '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64';
const api = (operation: string): Source =>
  `https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_${operation}.html`;

export const ssm = probesOf('ssm', [
  {
    title: 'the recommended image for ECS on Amazon Linux 2023 is a public parameter',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/retrieve-ecs-optimized_AMI.html',
    async run({ check, ssm }) {
      const { Parameter } = await ssm.send(new GetParameterCommand({ Name: ecsImage }));
      check.matches('its value', Parameter?.Value, /^ami-[0-9a-f]{17}$/);
      check.has('the parameter', Parameter, 'Name', 'Type', 'Version', 'ARN');
      check.equal('its name', Parameter?.Name, ecsImage);
    },
  },
  {
    title: 'the recommended image for ECS on arm64 is another one',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/retrieve-ecs-optimized_AMI.html',
    async run({ check, ssm }) {
      const Name = ecsImage.replace('/recommended', '/arm64/recommended');
      const { Parameter } = await ssm.send(new GetParameterCommand({ Name }));
      check.matches('its value', Parameter?.Value, /^ami-[0-9a-f]{17}$/);
    },
  },
  {
    title: 'the image of Amazon Linux 2023 is a public parameter',
    source: 'https://docs.aws.amazon.com/linux/al2023/ug/ec2.html',
    async run({ check, ssm }) {
      const { Parameter } = await ssm.send(new GetParameterCommand({ Name: linuxImage }));
      check.matches('its value', Parameter?.Value, /^ami-[0-9a-f]{17}$/);
    },
  },
  {
    title: 'a parameter that is not there is refused: ParameterNotFound, which no waiting helps',
    source: api('GetParameter'),
    async run({ check, ssm, name }) {
      await check.refused('GetParameter', ssm.send(new GetParameterCommand({ Name: `/${name('nobody')}` })), {
        code: 'ParameterNotFound',
        means: ['create', 'refused'],
      });
    },
  },
  {
    title: 'of several parameters those that are not there are named, and are no error',
    source: api('GetParameters'),
    async run({ check, ssm, name }) {
      const nobody = `/${name('nobody')}`;
      const answer = await ssm.send(new GetParametersCommand({ Names: [nobody, linuxImage] }));
      check.equal('those that are not there', answer.InvalidParameters, [nobody]);
      check.equal(
        'the others',
        answer.Parameters?.map(({ Name }) => Name),
        [linuxImage],
      );
    },
  },
]);
