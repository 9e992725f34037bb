import type { Shape } from './shape.js';
import { imagesIn, tasksOf } from './tasks.js';
import type { ValidPart } from './valid-part.js';

/** A private registry of ECR. Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html */
const registry = /^(\d{12})\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?\//;

/** The account whose private registry an image is in; undefined for any other registry. */
export const registryOf = (image: string): string | undefined => registry.exec(image)?.[1];

/** The account whose private registry images of a config are in; the first where they are in several. */
export const registryAccount = (config: Pick<ValidPart<Shape>, 'services' | 'jobs'>): string | undefined =>
  tasksOf(config)
    .flatMap(({ task }) => imagesIn(task))
    .flatMap((image) => registryOf(image) ?? [])[0];
