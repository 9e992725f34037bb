import { createHash } from 'node:crypto';
import { invalid, invalidRequest, notInSandbox } from './constraint.js';

/** A manifest, as far as a registry must understand it. */
export interface Manifest {
  readonly mediaType: string;
  readonly digest: string;
  /** What must have been uploaded: the configuration and the layers. */
  readonly blobs: readonly string[];
  /** What must have been put: of a list, the images in it. */
  readonly references: readonly string[];
  /** Of the layers together, as they are stored: compressed. */
  readonly size: number;
  /** Of the configuration. */
  readonly artifactMediaType?: string;
}

interface Json {
  readonly [name: string]: unknown;
}
interface Descriptor {
  readonly mediaType?: string;
  readonly digest: string;
  readonly size: number;
}

const ofOneImage = [
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
];
const ofSeveral = [
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.index.v1+json',
];

/**
 * Reads a manifest of Docker's v2 schema 2 or of OCI's image specification.
 * Source: https://github.com/opencontainers/image-spec/blob/main/manifest.md
 * @param given the media type, where the request says it
 * @throws AwsError `InvalidParameterException`; 501 for other formats
 */
export function readManifest(text: string, given: string | undefined): Manifest {
  const json = objectIn(text);
  const own = typeof json['mediaType'] === 'string' ? json['mediaType'] : undefined;
  const mediaType = given ?? own;
  if (mediaType === undefined) throw invalidRequest('image manifest mediatype not provided in manifest or parameter');
  if (own !== undefined && own !== mediaType)
    throw invalidRequest('image manifest mediatype in the manifest is not that of the parameter');
  const digest = `sha256:${createHash('sha256').update(text).digest('hex')}`;
  if (ofSeveral.includes(mediaType))
    return { mediaType, digest, blobs: [], references: descriptors(json, 'manifests').map((it) => it.digest), size: 0 };
  if (ofOneImage.includes(mediaType)) return { mediaType, digest, references: [], ...partsOf(json) };
  throw notInSandbox(`the sandbox's ECR does not read manifests of ${mediaType}`);
}

/** Of one image: its configuration and its layers. */
function partsOf(json: Json): Pick<Manifest, 'blobs' | 'size' | 'artifactMediaType'> {
  const [config] = descriptors({ config: [json['config']] }, 'config');
  const layers = descriptors(json, 'layers');
  return {
    blobs: [config, ...layers.filter(isHere)].flatMap((it) => (it ? [it.digest] : [])),
    size: layers.reduce((sum, { size }) => sum + size, 0),
    ...(config?.mediaType !== undefined && { artifactMediaType: config.mediaType }),
  };
}

/** Layers that may not be distributed are not in the registry: they are pulled from elsewhere. */
const isHere = ({ mediaType = '' }: Descriptor): boolean => !/foreign|nondistributable/.test(mediaType);

function descriptors(json: Json, name: string): Descriptor[] {
  const list: unknown = json[name];
  if (Array.isArray(list) && list.every(isDescriptor)) return list;
  throw invalid('ImageManifest', `Invalid '${name}' in the manifest`);
}

function isDescriptor(value: unknown): value is Descriptor {
  const { digest, size } = (value ?? {}) as { digest?: unknown; size?: unknown };
  return typeof digest === 'string' && /^sha256:[0-9a-f]{64}$/.test(digest) && typeof size === 'number' && size >= 0;
}

function objectIn(text: string): Json {
  try {
    const json: unknown = JSON.parse(text);
    if (typeof json === 'object' && json !== null) return json as Json;
  } catch {
    // Said below, like any other JSON that is no object.
  }
  throw invalid('ImageManifest', 'Invalid JSON syntax');
}
