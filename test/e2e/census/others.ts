import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeRepositoriesCommand, ListImagesCommand } from '@aws-sdk/client-ecr';
import type { Clients } from '../census.js';

/** Logs, and images with where they are kept. */
export async function others({ logs, ecr }: Clients) {
  const [{ logGroups = [] }, { repositories = [] }] = await Promise.all([
    logs.send(new DescribeLogGroupsCommand({})),
    ecr.send(new DescribeRepositoriesCommand({})),
  ]);
  const images = await Promise.all(
    repositories.map(async ({ repositoryName }) => {
      const { imageIds = [] } = await ecr.send(new ListImagesCommand({ repositoryName }));
      return imageIds.map(({ imageTag }) => `${repositoryName}:${imageTag}`);
    }),
  );
  return {
    logGroups: logGroups.map(({ logGroupName, retentionInDays }) => `${logGroupName} ${retentionInDays}`),
    repositories: repositories.map(({ repositoryName }) => `${repositoryName}`),
    images: images.flat(),
  };
}
