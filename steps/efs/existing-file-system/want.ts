/** What tasks need of a file system. */
export interface ExistingFileSystemWant {
  readonly FileSystemId: string;
  /** Those that tasks mount it through. */
  readonly AccessPointIds: readonly string[];
  /** The VPC that it must be mounted in; absent where the stack makes one. */
  readonly VpcId?: string | undefined;
  /** The ids of the zones in which tasks mount it. */
  readonly ZoneIds: readonly string[];
  /** Groups of somebody else that all of these tasks have. */
  readonly GroupIds: readonly string[];
}
