import type { Chapter } from './lesson.js';

export const image: Chapter = {
  noun: 'image',
  is:
    'A container image in ECR: a manifest, which lists layers by their hash, under a tag. This step sees to it that ' +
    'the image is there before a service asks for it. It is built and pushed by docker, podman or finch; the sandbox ' +
    'has no registry, so a tiny stand-in is put there by the same calls that a push comes down to.',
  operations: {
    'ecr:GetAuthorizationToken': {
      does:
        'Gives a password for the registry, valid for 12 hours. Builders speak the HTTP API of container registries, ' +
        'which does not know AWS\'s signatures.',
      behind:
        'The token is `AWS:<password>` in base64. The password goes to `docker login` on its standard input, so it ' +
        'is in no list of processes; the builder keeps it in its own configuration. One login serves all ' +
        'repositories of the account in the region.',
      mistakes: [
        'Limiting the right to one repository. This action is for all or none, so its resource in a policy must be ' +
          '`*`.',
        'A login for another region: the push is refused with `no basic auth credentials`.',
        'Using `aws ecr get-login`: it is gone from version 2 of the AWS CLI, which has `get-login-password`.',
      ],
      link: 'https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html',
    },
    'ecr:BatchCheckLayerAvailability': {
      does: 'Says which layers the repository has already, so that only the others are sent.',
      parameters: {
        layerDigests:
          'The sha256 of the configuration and of each layer. Both are blobs like any other to the registry.',
      },
      behind:
        '`AVAILABLE` or `UNAVAILABLE` for each. On AWS it is `docker push` that asks, through the registry, and ' +
        'whoever pushes needs the right to this action.',
      link: 'https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchCheckLayerAvailability.html',
    },
    'ecr:InitiateLayerUpload': {
      does: 'Opens an upload for one layer and answers with its id, and with the size of part that ECR would like.',
      behind: 'On AWS, `docker push` causes it for each layer that is missing.',
      undo: 'Nothing has to: an upload that is not completed makes no layer.',
      link: 'https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_InitiateLayerUpload.html',
    },
    'ecr:UploadLayerPart': {
      does: 'Sends a piece of a layer.',
      parameters: {
        partFirstByte:
          'Where the piece begins in the layer. Pieces go in order, without gaps: otherwise ' +
          '`InvalidLayerPartException`.',
        partLastByte: 'Where it ends, that byte included. The stand-in is small enough for one piece.',
        layerPartBlob: 'Up to 20 MiB. All pieces but the last must have at least 5 MiB.',
      },
      undo: 'Nothing has to, as long as the upload is not completed.',
      link: 'https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_UploadLayerPart.html',
    },
    'ecr:CompleteLayerUpload': {
      does:
        'Closes an upload. ECR computes the hash of what has arrived, and the layer is there if it is the announced ' +
        'one.',
      parameters: {
        layerDigests: 'The sha256 of the whole layer. Another one is an `InvalidLayerException`.',
      },
      behind:
        '`LayerAlreadyExistsException` means that somebody else was faster. The content is the same, so it counts as ' +
        'success.',
      undo: 'Nothing has to: a layer goes with the last image that refers to it.',
      cost: 'By GB and month, once for each repository however many images share the layer.',
      link: 'https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CompleteLayerUpload.html',
    },
    'ecr:PutImage': {
      does: 'Stores a manifest and sets a tag on it. From now on the image can be pulled.',
      parameters: {
        imageManifest:
          'JSON that names the configuration and the layers by hash and size. It comes last: with a layer missing it ' +
          'is a `LayersNotFoundException`.',
        imageTag:
          'A hash of what the image was built of, where nobody has chosen a tag. The same files give the same tag, ' +
          'and other files another one.',
      },
      behind:
        'On a mutable repository a tag that exists moves to the new image, and the old one is left without. ' +
        '`ImageAlreadyExistsException` says that the same manifest has this tag already, which is as good as done.',
      undo: '`ecr:BatchDeleteImage`.',
      mistakes: [
        'Moving `latest` and expecting services to follow. ECS resolves a tag to a digest at a deployment, and ' +
          'stays with it.',
        'Building on a laptop with an ARM processor for tasks on x86. The push works, and the tasks end with `exec ' +
          'format error`.',
      ],
      link: 'https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImage.html',
    },
    'ecr:DescribeImages': {
      does:
        'Shows an image by its tag: digest, size, time of the push. Here it answers one question, whether the image ' +
        'is there.',
      parameters: {
        imageIds:
          'The tag. A missing one is an `ImageNotFoundException`: build and push it, or fail now and not in tasks ' +
          'that cannot start.',
      },
      link: 'https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeImages.html',
    },
    'ecr:BatchDeleteImage': {
      does:
        'Takes a tag away; with its last tag the image goes. Only images that this stack has put there are deleted ' +
        'so.',
      parameters: {
        imageIds:
          'The tag, not the digest: an image that somebody has given another tag as well stays. With a digest, all ' +
          'of its tags would go.',
      },
      behind: 'A refusal stands under `failures` of an answer with 200; `ImageNotFound` there means that it was gone.',
      undo: 'Building and pushing again.',
      mistakes: [
        'Deleting what a running service uses. Its tasks go on, but none can be replaced: `CannotPullContainerError`.',
      ],
      link: 'https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchDeleteImage.html',
    },
  },
};
