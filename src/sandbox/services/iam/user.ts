import { GetUserCommand } from '@aws-sdk/client-iam';
import { AwsError, on } from '../../service.js';
import { caller, sessionOf, userArn } from '../caller.js';

/** Before any world began. */
const since = new Date('2020-01-01T00:00:00Z');

/**
 * The one user that there is, who sends all requests: without a name it is the caller who is meant.
 * Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html
 */
export const userOperations = [
  on(GetUserCommand, (input, context) => {
    if (input.UserName === undefined && sessionOf(context))
      throw new AwsError('ValidationError', 'Must specify userName when calling with non-User credentials', {
        status: 400,
      });
    const { UserName = caller.name } = input;
    if (UserName !== caller.name)
      throw new AwsError('NoSuchEntityException', `The user with name ${UserName} cannot be found.`);
    return { User: { Path: '/', UserName, UserId: caller.id, Arn: userArn(context), CreateDate: since } };
  }),
];
