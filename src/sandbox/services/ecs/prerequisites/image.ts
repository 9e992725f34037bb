/** An image's name in its parts, with Docker's defaults. */
export interface Image {
  /** `docker.io`, `public.ecr.aws` */
  readonly host: string;
  readonly repository: string;
  /** `:tag` or `@digest` */
  readonly reference: string;
}

export function parsedImage(image: string): Image {
  const from = image.lastIndexOf('/') + 1;
  const at = from + image.slice(from).search(/(?:@sha256)?:[^]/);
  const [name, reference] = at >= Math.max(1, from) ? [image.slice(0, at), image.slice(at)] : [image, ':latest'];
  const [first = '', ...rest] = name.split('/');
  if (rest.length > 0 && /[.:]|^localhost$/.test(first)) return { host: first, repository: rest.join('/'), reference };
  return { host: 'docker.io', repository: rest.length > 0 ? name : `library/${name}`, reference };
}

/** The region of a private registry of ECR; undefined for any other registry, ECR Public among them. */
export const privateRegistryRegion = ({ host }: Image): string | undefined =>
  /^\d{12}\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(\.cn)?$/.exec(host)?.[1];
