import * as z from 'zod';
import { awsNames } from '../aws-names.js';
import { hidden, mapMember, plainText } from '../format-members.js';

/** What an image is built from: a directory, or more of what a builder takes. A text is the directory. */

const members = z.strictObject({
  context: z.string().min(1).describe('The directory that the builder gets.'),
  dockerfile: z.string().min(1).default('Dockerfile').describe('The path of the Dockerfile, from the directory on.'),
  args: hidden(mapMember(awsNames.buildArgument, plainText()))
    .default({})
    .describe(
      'Build arguments: values for ARG in the Dockerfile. Keep secrets out: everybody who has the image can read them in its ' +
        'history.',
    ),
  target: z.string().min(1).optional().describe('The stage of the Dockerfile that is built. Default: the last one.'),
});
type Build = z.output<typeof members>;

export const build = members.meta({ type: ['object', 'string'] }) as z.ZodType<Build, z.input<typeof members> | string>;
