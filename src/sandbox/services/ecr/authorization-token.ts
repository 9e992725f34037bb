import { GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';
import { on } from '../../service.js';
import { registryHost } from './repository.js';

const hours = 3600_000;

/**
 * A token as `docker login` takes it: user and password in base64. It opens nothing: the sandbox answers ECR's API
 * and serves no registry, so nothing can be pushed or pulled, and the password says so.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_AuthorizationData.html
 */
export const authorizationTokenOperations = [
  on(GetAuthorizationTokenCommand, (_input, context) => ({
    authorizationData: [
      {
        authorizationToken: Buffer.from('AWS:the-sandbox-serves-no-registry').toString('base64'),
        expiresAt: new Date(context.now.getTime() + 12 * hours),
        proxyEndpoint: `https://${registryHost(context)}`,
      },
    ],
  })),
];
