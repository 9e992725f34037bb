import type { Repository, Tag } from '@aws-sdk/client-ecr';
import { regional } from '../../service.js';

/** The SDK's type of a resource, in which the members that the sandbox always fills in are required. */
type With<T, Member extends keyof T> = Omit<T, Member> & { [M in Member]-?: NonNullable<T[M]> };

type Known = 'repositoryArn' | 'registryId' | 'repositoryName' | 'repositoryUri' | 'imageTagMutability';
/** A repository as the sandbox keeps it. */
export interface RepositoryRow {
  repository: With<Repository, Known>;
  tags: Tag[];
  lifecyclePolicyText?: string;
  /** Who else may use it. */
  policyText?: string;
}
/** Every repository of the region, by name. */
export const repositories = regional<RepositoryRow>('ecr/repositories');

export interface ImageRow {
  repositoryName: string;
  imageDigest: string;
  /** In the order they were given; an image without any stays until it is deleted by its digest. */
  imageTags: string[];
  imageManifest: string;
  imageManifestMediaType: string;
  artifactMediaType?: string;
  imageSizeInBytes: number;
  imagePushedAt: Date;
  /** Of a list of images: the digests of those in it. */
  references: readonly string[];
}
/** Every image of the region, by `repository@digest`. */
export const images = regional<ImageRow>('ecr/images');

/** What was uploaded, without the bytes themselves: nothing is ever downloaded from the sandbox. */
export interface LayerRow {
  repositoryName: string;
  layerDigest: string;
  layerSize: number;
}
/** Every layer and every image configuration of the region, by `repository@digest`. */
export const layers = regional<LayerRow>('ecr/layers');

/** A layer on its way: its bytes are kept until their digest can be taken. */
export interface UploadRow {
  repositoryName: string;
  parts: Uint8Array[];
}
/** By upload id. */
export const uploads = regional<UploadRow>('ecr/uploads');

export const keyOf = (repositoryName: string, digest: string): string => `${repositoryName}@${digest}`;
