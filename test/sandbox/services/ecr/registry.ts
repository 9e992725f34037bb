import { createHash } from 'node:crypto';
import {
  CompleteLayerUploadCommand,
  CreateRepositoryCommand,
  InitiateLayerUploadCommand,
  PutImageCommand,
  UploadLayerPartCommand,
  type CreateRepositoryRequest,
  type PutImageRequest,
} from '@aws-sdk/client-ecr';
import type { CommandClass } from '../../../../src/sandbox/service.js';
import { ecr } from '../../../../src/sandbox/services/ecr/index.js';
import { testContext, type TestContext } from '../../context.js';

export const digestOf = (content: string) => `sha256:${createHash('sha256').update(content).digest('hex')}`;
export const manifestType = 'application/vnd.docker.distribution.manifest.v2+json';
const layer = 'the only layer';
const descriptor = (mediaType: string, text: string) => ({ mediaType, size: text.length, digest: digestOf(text) });

/** A manifest of one configuration and one layer. */
export const manifestOf = (config: string): string =>
  JSON.stringify({
    schemaVersion: 2,
    mediaType: manifestType,
    config: descriptor('application/vnd.docker.container.image.v1+json', config),
    layers: [descriptor('application/vnd.docker.image.rootfs.diff.tar.gzip', layer)],
  });

/** Puts bytes into a repository as one layer. @returns its digest */
export function uploadLayer({ call }: Pick<TestContext, 'call'>, repositoryName: string, content: string): string {
  const layerPartBlob = Buffer.from(content);
  const { uploadId } = call(ecr, InitiateLayerUploadCommand, { repositoryName });
  const part = { partFirstByte: 0, partLastByte: layerPartBlob.length - 1, layerPartBlob };
  call(ecr, UploadLayerPartCommand, { repositoryName, uploadId, ...part });
  call(ecr, CompleteLayerUploadCommand, { repositoryName, uploadId, layerDigests: [digestOf(content)] });
  return digestOf(content);
}

/** Puts an image whose configuration is this text; its layer must be there. @returns its digest */
export function putImage(it: Pick<TestContext, 'call'>, repositoryName: string, config: string, imageTag: string) {
  uploadLayer(it, repositoryName, config);
  const input = { repositoryName, imageManifest: manifestOf(config), imageTag };
  return it.call(ecr, PutImageCommand, input).image?.imageId?.imageDigest;
}

/** A registry with the repository `web`, and short words to put images into it. */
export function registry(repository: Partial<CreateRepositoryRequest> = {}) {
  const it = testContext();
  const call = <Command extends CommandClass>(command: Command, input: InstanceType<Command>['input']) =>
    it.call(ecr, command, input);
  call(CreateRepositoryCommand, { repositoryName: 'web', ...repository });
  uploadLayer(it, 'web', layer);
  return {
    ...it,
    call,
    refusal: <Command extends CommandClass>(command: Command, input: InstanceType<Command>['input']) =>
      it.refusal(ecr, command, input),
    /** Puts an image whose configuration is this text. @returns its digest */
    put(config: string, imageTag?: string, more: Partial<PutImageRequest> = {}): string | undefined {
      const known = it.world.table('us-east-1/ecr/layers').has(`web@${digestOf(config)}`);
      if (!known) uploadLayer(it, 'web', config);
      const input = { repositoryName: 'web', imageManifest: manifestOf(config), imageTag, ...more };
      return call(PutImageCommand, input).image?.imageId?.imageDigest;
    },
  };
}
