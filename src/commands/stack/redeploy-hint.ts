import type { Config } from '../../config/schema.js';
import { imagesIn, tasksOf } from '../../config/tasks.js';

/**
 * What to do where nothing changes, though an image may be another one by now: of a tag in somebody else's registry nobody here
 * can tell. ECS asks for the image when a task starts; with `--redeploy` all tasks are started anew.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html, forceNewDeployment
 * @returns undefined where no service has such an image
 */
export function redeployHint(config: Config): string | undefined {
  const [first] = tasksOf(config).flatMap(({ name, kind, task }) => {
    const image = imagesIn(task).find(isLatest);
    return kind === 'services' && image !== undefined ? [{ name, image }] : [];
  });
  return (
    first &&
    `${first.image} may be another image by now than the one that the tasks of ${first.name} run. ` +
      `\`provision up --redeploy ${first.name}\` starts them anew.`
  );
}

/** An image without a tag is `latest`. A digest names one image for good. */
const isLatest = (image: string): boolean => /^[^:@]+(?::latest)?$/.test(image.slice(image.lastIndexOf('/') + 1));
