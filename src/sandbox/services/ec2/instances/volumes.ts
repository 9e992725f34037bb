import { DeleteVolumeCommand, DescribeVolumesCommand } from '@aws-sdk/client-ec2';
import { AwsError, on, type Operation } from '../../../service.js';
import { volumes, type VolumeRow } from '../compute-tables.js';
import { described, type Description } from '../describe.js';
import { existingRow, volume } from '../resource-kinds.js';

/** Volumes come with instances, and most go with them; none is made by itself here. */
export const volumeOperations: readonly Operation[] = [
  on(DescribeVolumesCommand, (question, context) => {
    const { rows: Volumes, ...more } = described(context, description, { ...question, ids: question.VolumeIds });
    return { Volumes, ...more };
  }),

  on(DeleteVolumeCommand, ({ VolumeId }, context) => {
    const row = existingRow(context, volume, VolumeId, 'volumeId');
    const [attached] = row.Attachments;
    if (attached) {
      const why = `Volume ${row.VolumeId} is currently attached to ${attached.InstanceId}`;
      throw new AwsError('VolumeInUse', why);
    }
    volumes(context).delete(row.VolumeId);
    return {};
  }),
];

const description: Description<VolumeRow> = {
  kind: volume,
  idsParameter: 'volumeIds',
  filters: {
    'attachment.delete-on-termination': ({ Attachments }) => Attachments.map((it) => it.DeleteOnTermination),
    'attachment.device': ({ Attachments }) => Attachments.map(({ Device }) => Device),
    'attachment.instance-id': ({ Attachments }) => Attachments.map(({ InstanceId }) => InstanceId),
    'attachment.status': ({ Attachments }) => Attachments.map(({ State }) => State),
    'availability-zone': ({ AvailabilityZone }) => AvailabilityZone,
    'create-time': ({ CreateTime }) => CreateTime?.toISOString(),
    encrypted: ({ Encrypted }) => Encrypted,
    size: ({ Size }) => Size,
    'snapshot-id': ({ SnapshotId }) => SnapshotId,
    status: ({ State }) => State,
    'volume-id': ({ VolumeId }) => VolumeId,
    'volume-type': ({ VolumeType }) => VolumeType,
  },
};
