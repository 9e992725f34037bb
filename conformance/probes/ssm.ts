import {
  DescribeParametersCommand,
  GetParameterCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  PutParameterCommand,
} from '@aws-sdk/client-ssm';
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
  {
    title: 'a parameter that is put again needs Overwrite, and counts its versions',
    source: api('PutParameter'),
    async run({ check, ssm, name, tagList }) {
      const [Name, Type] = [`/${name('own')}`, 'String' as const];
      const first = await ssm.send(new PutParameterCommand({ Name, Type, Value: 'one', Tags: tagList }));
      check.equal('the first version', [first.Version, first.Tier], [1, 'Standard']);
      await check.refused('PutParameter', ssm.send(new PutParameterCommand({ Name, Type, Value: 'two' })), {
        code: 'ParameterAlreadyExists',
      });
      const second = await ssm.send(new PutParameterCommand({ Name, Value: 'two', Overwrite: true }));
      check.equal('the second version', second.Version, 2);
      const read = async (at: string) => (await ssm.send(new GetParameterCommand({ Name: at }))).Parameter?.Value;
      await check.shows('the value', () => read(Name), 'two');
      await check.shows('the value before', () => read(`${Name}:1`), 'one');
    },
  },
  {
    title: 'a SecureString is decrypted for those who ask for it, and described without its value',
    source: api('GetParameter'),
    async run({ check, ssm, name, tagList }) {
      const Name = `/${name('hidden')}`;
      await ssm.send(new PutParameterCommand({ Name, Type: 'SecureString', Value: 'probe', Tags: tagList }));
      const read = async (WithDecryption: boolean) =>
        (await ssm.send(new GetParameterCommand({ Name, WithDecryption }))).Parameter?.Value;
      await check.shows('the value', () => read(true), 'probe');
      check.equal('whether it is shown otherwise', (await read(false))?.includes('probe'), false);
      const filter = { Key: 'Name', Values: [Name] };
      const { Parameters } = await ssm.send(new DescribeParametersCommand({ ParameterFilters: [filter] }));
      check.has('the description', Parameters?.[0], 'Name', 'Type', 'KeyId', 'LastModifiedUser', 'Version', 'Tier');
    },
  },
  {
    title: 'a parameter is found by its whole name alone where the filter says Equals',
    source: api('DescribeParameters'),
    async run({ check, ssm, name, tagList }) {
      const Name = `/${name('whole')}/db`;
      await ssm.send(new PutParameterCommand({ Name, Type: 'String', Value: 'probe', Tags: tagList }));
      const read = async (value: string) => {
        const ParameterFilters = [{ Key: 'Name', Option: 'Equals', Values: [value] }];
        const { Parameters } = await ssm.send(new DescribeParametersCommand({ ParameterFilters }));
        return Parameters?.map((it) => it.Name);
      };
      await check.shows('by its name', () => read(Name), [Name]);
      check.equal('by the beginning of it', await read(Name.slice(0, -1)), []);
    },
  },
  {
    title: 'a path gives what is directly below it, and everything where it is asked to',
    source: api('GetParametersByPath'),
    async run({ check, ssm, name, tagList }) {
      const Path = `/${name('path')}`;
      for (const it of ['a', 'b/c'])
        await ssm.send(new PutParameterCommand({ Name: `${Path}/${it}`, Type: 'String', Value: it, Tags: tagList }));
      const read = async (Recursive: boolean) =>
        (await ssm.send(new GetParametersByPathCommand({ Path, Recursive }))).Parameters?.map(
          (it) => it.Value,
        ).toSorted();
      await check.shows('all below it', () => read(true), ['a', 'b/c']);
      check.equal('what is directly below it', await read(false), ['a']);
    },
  },
  {
    title: 'a name that begins with aws is reserved: ValidationException',
    source: api('PutParameter'),
    async run({ check, ssm, name }) {
      const command = new PutParameterCommand({ Name: `aws${name('x')}`, Type: 'String', Value: 'x' });
      await check.refused('PutParameter', ssm.send(command), { code: 'ValidationException' });
    },
  },
]);
