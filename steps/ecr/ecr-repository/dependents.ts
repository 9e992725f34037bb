import { DescribeImagesCommand } from '@aws-sdk/client-ecr';
import type { Cloud, Dependent } from '../../../src/step.js';
import { pages } from '../../../src/pages.js';

/** The images in a repository, by tag. They do not keep it, but are deleted with it, whoever pushed them. */
export async function repositoryDependents({ ecr }: Cloud, repositoryName: string): Promise<Dependent[]> {
  const images = await pages(async (nextToken) => {
    const answer = await ecr.send(new DescribeImagesCommand({ repositoryName, nextToken }));
    return { items: answer.imageDetails, next: answer.nextToken };
  });
  return images.flatMap(({ imageTags = [] }) => imageTags.map((tag) => ({ type: 'image', id: tag, isLost: true })));
}
