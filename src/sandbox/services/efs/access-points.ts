import {
  CreateAccessPointCommand,
  DeleteAccessPointCommand,
  DescribeAccessPointsCommand,
  type AccessPointDescription,
  type CreateAccessPointRequest,
} from '@aws-sdk/client-efs';
import { on, timer, type Context } from '../../service.js';
import { isTakenOnTrust } from '../../taken-on-trust.js';
import {
  arnOf,
  badRequest,
  byToken,
  checkedTags,
  existingAccessPoint,
  existingFileSystem,
  failure,
  idIn,
} from './input.js';
import { accessPoints, type AccessPointRow } from './tables.js';

/** Seconds until an access point is available (believed). */
const creationSeconds = 3;

/** Source: https://docs.aws.amazon.com/efs/latest/ug/API_CreateAccessPoint.html, API_DescribeAccessPoints and API_DeleteAccessPoint beside it */
export const accessPointOperations = [
  on(CreateAccessPointCommand, createAccessPoint),

  on(DescribeAccessPointsCommand, (input, context) => {
    const { AccessPointId, FileSystemId } = input;
    if (AccessPointId !== undefined && FileSystemId !== undefined)
      throw badRequest('AccessPointId and FileSystemId cannot both be specified.');
    if (AccessPointId !== undefined) return { AccessPoints: [described(context, AccessPointId)] };
    const id = FileSystemId === undefined ? undefined : existingFileSystem(context, FileSystemId).id;
    const rows = accessPoints(context).all(({ fileSystemId }) => id === undefined || fileSystemId === id);
    const { items, next } = byToken(rows, (row) => row.id, input);
    return { AccessPoints: items.map((row) => shown(context, row)), NextToken: next };
  }),

  on(DeleteAccessPointCommand, (input, context) => {
    accessPoints(context).delete(existingAccessPoint(context, input.AccessPointId).id);
    return {};
  }),
];

export const accessPointAvailable = timer<{ id: string }>('efs/access-point-available', (context, { id }) => {
  const row = accessPoints(context).get(id);
  if (row) row.state = 'available';
});

function createAccessPoint(input: CreateAccessPointRequest, context: Context): AccessPointDescription {
  const { ClientToken: token = context.world.hex(32), PosixUser, RootDirectory = {} } = input;
  const system = existingFileSystem(context, input.FileSystemId);
  if (system.state !== 'available')
    throw failure('IncorrectFileSystemLifeCycleState', `File system '${system.id}' is in the state '${system.state}'.`);
  const there = accessPoints(context).find((row) => row.token === token);
  if (there)
    throw failure('AccessPointAlreadyExists', `Access point '${there.id}' already exists with this client token.`, {
      AccessPointId: there.id,
    });
  const row: AccessPointRow = {
    ...{ id: context.id('fsap'), fileSystemId: system.id, token, state: 'creating' },
    settings: { ...(PosixUser && { PosixUser }), RootDirectory: { Path: '/', ...RootDirectory } },
    tags: checkedTags(input.Tags),
  };
  accessPoints(context).set(row.id, row);
  context.after(creationSeconds, accessPointAvailable, { id: row.id });
  return shown(context, row);
}

/** In a rehearsal, an access point of somebody else is taken to be there; of which file system, nobody knows. */
function described(context: Context, asked: string): AccessPointDescription {
  const id = idIn(asked);
  if (!isTakenOnTrust(context) || accessPoints(context).get(id))
    return shown(context, existingAccessPoint(context, id));
  return { AccessPointId: id, AccessPointArn: arnOf(context, `access-point/${id}`), LifeCycleState: 'available' };
}

function shown(
  context: Context,
  { id, fileSystemId, token, state, settings, tags }: AccessPointRow,
): AccessPointDescription {
  const name = tags.find(({ Key }) => Key === 'Name')?.Value;
  return {
    ClientToken: token,
    ...(name !== undefined && { Name: name }),
    Tags: [...tags],
    AccessPointId: id,
    AccessPointArn: arnOf(context, `access-point/${id}`),
    FileSystemId: fileSystemId,
    ...settings,
    OwnerId: context.account,
    LifeCycleState: state,
  };
}
