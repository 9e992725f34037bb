import {
  CreateFileSystemCommand,
  DeleteFileSystemCommand,
  DescribeFileSystemsCommand,
  type CreateFileSystemRequest,
  type FileSystemDescription,
} from '@aws-sdk/client-efs';
import { on, timer, type Context } from '../../service.js';
import { isTakenOnTrust } from '../../taken-on-trust.js';
import { arnOf, badRequest, byMarker, checkedTags, existingFileSystem, failure, idIn, notInSandbox } from './input.js';
import { accessPoints, fileSystems, mountTargets, type FileSystemRow } from './tables.js';

/** Seconds until a file system is available: a few (believed). */
const creationSeconds = 5;

const known = ['CreationToken', 'PerformanceMode', 'Encrypted', 'ThroughputMode', 'Tags', 'Backup'];

/** Sources: https://docs.aws.amazon.com/efs/latest/ug/API_CreateFileSystem.html, API_DeleteFileSystem and API_DescribeFileSystems beside it */
export const fileSystemOperations = [
  on(CreateFileSystemCommand, createFileSystem),

  on(DescribeFileSystemsCommand, (input, context) => {
    const { FileSystemId, CreationToken } = input;
    if (FileSystemId !== undefined && CreationToken !== undefined)
      throw badRequest('FileSystemId and CreationToken cannot both be specified.');
    if (FileSystemId !== undefined) return { FileSystems: [described(context, FileSystemId)] };
    const rows = fileSystems(context).all(({ token }) => CreationToken === undefined || token === CreationToken);
    const { items, more } = byMarker(rows, ({ id }) => id, input);
    return { FileSystems: items.map((row) => shown(context, row)), ...more };
  }),

  /** Its access points go with it. */
  on(DeleteFileSystemCommand, (input, context) => {
    const { id } = existingFileSystem(context, input.FileSystemId);
    if (mountTargets(context).find(({ fileSystemId }) => fileSystemId === id))
      throw failure('FileSystemInUse', `The file system '${id}' has mount targets and cannot be deleted.`);
    fileSystems(context).delete(id);
    for (const [key, { fileSystemId }] of accessPoints(context))
      if (fileSystemId === id) accessPoints(context).delete(key);
    return {};
  }),
];

export const fileSystemAvailable = timer<{ id: string }>('efs/file-system-available', (context, { id }) => {
  const row = fileSystems(context).get(id);
  if (row) row.state = 'available';
});

function createFileSystem(input: CreateFileSystemRequest, context: Context): FileSystemDescription {
  const asked = Object.entries(input).find(([member, value]) => value !== undefined && !known.includes(member));
  if (asked) throw notInSandbox(`the member ${asked[0]} of a file system`);
  if (input.ThroughputMode === 'provisioned') throw notInSandbox('provisioned throughput');
  const token = input.CreationToken ?? '';
  if (token.length < 1 || token.length > 64) throw badRequest('The creation token must have 1 to 64 characters.');
  const there = fileSystems(context).find((row) => row.token === token);
  if (there)
    throw failure(
      'FileSystemAlreadyExists',
      `File system '${there.id}' already exists with creation token '${token}'`,
      {
        FileSystemId: there.id,
      },
    );
  const row: FileSystemRow = {
    id: context.id('fs'),
    token,
    created: context.now,
    state: 'creating',
    settings: {
      Encrypted: input.Encrypted ?? false,
      PerformanceMode: input.PerformanceMode ?? 'generalPurpose',
      ThroughputMode: input.ThroughputMode ?? 'bursting',
    },
    tags: checkedTags(input.Tags),
  };
  fileSystems(context).set(row.id, row);
  context.after(creationSeconds, fileSystemAvailable, { id: row.id });
  return shown(context, row);
}

/** In a rehearsal, a file system of somebody else is taken to be there. */
function described(context: Context, asked: string): FileSystemDescription {
  const id = idIn(asked);
  if (!isTakenOnTrust(context) || fileSystems(context).get(id)) return shown(context, existingFileSystem(context, id));
  const settings = { Encrypted: true, PerformanceMode: 'generalPurpose', ThroughputMode: 'bursting' } as const;
  return shown(context, { id, token: id, created: context.now, state: 'available', settings, tags: [] });
}

function shown(context: Context, { id, token, created, state, settings, tags }: FileSystemRow): FileSystemDescription {
  const name = tags.find(({ Key }) => Key === 'Name')?.Value;
  return {
    OwnerId: context.account,
    CreationToken: token,
    FileSystemId: id,
    FileSystemArn: arnOf(context, `file-system/${id}`),
    CreationTime: created,
    LifeCycleState: state,
    ...(name !== undefined && { Name: name }),
    NumberOfMountTargets: mountTargets(context).all(({ fileSystemId }) => fileSystemId === id).length,
    // What is in it the sandbox does not know: an empty one has these 6 KiB.
    SizeInBytes: { Value: 6144, ValueInIA: 0, ValueInStandard: 6144, ValueInArchive: 0 },
    ...settings,
    Tags: [...tags],
    FileSystemProtection: { ReplicationOverwriteProtection: 'ENABLED' },
  };
}
