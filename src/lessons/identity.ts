import type { Chapter } from './lesson.js';

export const identity: Chapter = {
  noun: 'identity',
  is:
    'Every call to AWS is signed with credentials, and these belong to a user or a role of one account. Nothing in a ' +
    'call names the account, so the same command can build in production or in a sandbox, depending on an ' +
    'environment variable.',
  operations: {
    'sts:GetCallerIdentity': {
      does:
        'Tells whose credentials these are: account, user or role. `provision` asks it first in every run, before ' +
        'anything is made or deleted.',
      behind:
        'It needs no permission, and works even if a policy denies it; so whatever goes wrong here is about the ' +
        'credentials or the way to AWS, not about rights. The account is held against the one in the state: another ' +
        'one ends the run, because there everything would look deleted and be made a second time. The account and ' +
        "the ARN's second part (`aws`, `aws-cn`, `aws-us-gov`) are also what other ARNs are put together from.",
      mistakes: [
        'Temporary credentials that have run out: `ExpiredToken`. They are renewed by logging in again.',
        '`AWS_PROFILE` of another terminal session still set: the answer shows another account than expected. Look ' +
          'at it before the first `up` of a stack, when there is no state yet to compare with.',
        'Temporary credentials copied without their session token: `InvalidClientTokenId`, as if the key did not ' +
          'exist.',
      ],
      link: 'https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html',
    },
  },
};
