import {
  GetOperationCommand,
  ListOperationsCommand,
  type OperationTargetType,
  type OperationType,
} from '@aws-sdk/client-servicediscovery';
import { AwsError, on, timer, type Context, type Timer } from '../../service.js';
import { pageOf, passes, present } from './input.js';
import { operations, type OperationRow } from './tables.js';

/**
 * Cloud Map answers slow requests with an operation, which clients poll: SUBMITTED, PENDING, then SUCCESS or FAIL.
 * Source: https://docs.aws.amazon.com/cloud-map/latest/api/API_GetOperation.html
 */
export type Targets = Partial<Record<OperationTargetType, string>>;

/** The arguments of the timers that end operations. */
export interface Ending {
  readonly operationId: string;
}

interface Underway {
  readonly type: OperationType;
  /** The ids it is about; AWS tells them from the start, but what they name is only there on SUCCESS. */
  readonly targets: Targets;
  /** Until `end` runs. */
  readonly seconds: number;
  /** Does the work, and calls `succeedOperation` or `failOperation`. */
  readonly end: Timer<Ending>;
}

/** Begins an operation and tells its id. */
export function beginOperation(context: Context, { type, targets, seconds, end }: Underway): string {
  const { world, account, now } = context;
  const Id = `${world.hex(32)}-${world.hex(8)}`;
  operations(context).set(Id, {
    Id,
    OwnerAccount: account,
    Type: type,
    Status: 'SUBMITTED',
    CreateDate: now,
    UpdateDate: now,
    Targets: targets,
  });
  context.after(1, operationPends, { operationId: Id });
  context.after(seconds, end, { operationId: Id });
  return Id;
}

/** The operation that a timer was set for; operations are never deleted. */
export function operationOf(context: Context, operationId: string): OperationRow {
  const operation = operations(context).get(operationId);
  if (!operation) throw new Error(`no operation ${operationId}`);
  return operation;
}

export function succeedOperation(context: Context, operationId: string): void {
  Object.assign(operationOf(context, operationId), { Status: 'SUCCESS', UpdateDate: context.now });
}

/** @param ErrorCode one of https://docs.aws.amazon.com/cloud-map/latest/api/API_Operation.html */
export function failOperation(context: Context, operationId: string, ErrorCode: string, ErrorMessage: string): void {
  const operation = operationOf(context, operationId);
  Object.assign(operation, { Status: 'FAIL', ErrorCode, ErrorMessage, UpdateDate: context.now });
}

/** The operation that has not ended yet and is about all these targets; of one type, where told. */
export const operationUnderway = (context: Context, targets: Targets, type?: OperationType): OperationRow | undefined =>
  operations(context).find(
    ({ Type, Status, Targets }) =>
      (Status === 'SUBMITTED' || Status === 'PENDING') &&
      (type === undefined || Type === type) &&
      isAbout(Targets, targets),
  );

const isAbout = (all: Targets, some: Targets) =>
  (some.NAMESPACE ?? all.NAMESPACE) === all.NAMESPACE &&
  (some.SERVICE ?? all.SERVICE) === all.SERVICE &&
  (some.INSTANCE ?? all.INSTANCE) === all.INSTANCE;

/** @throws AwsError `DuplicateRequest`, naming the operation to wait for, while one is about these targets */
export function refuseDuplicate(context: Context, targets: Targets, type?: OperationType): void {
  const other = operationUnderway(context, targets, type);
  if (other) throw duplicateRequest(other.Id);
}

export const duplicateRequest = (DuplicateOperationId: string) =>
  new AwsError('DuplicateRequest', `Another operation is already in progress: ${DuplicateOperationId}.`, {
    members: { DuplicateOperationId },
  });

export const operationPends = timer<Ending>('servicediscovery/operation-pends', (context, { operationId }) => {
  const operation = operationOf(context, operationId);
  if (operation.Status === 'SUBMITTED') Object.assign(operation, { Status: 'PENDING', UpdateDate: context.now });
});

export const operationOperations = [
  on(GetOperationCommand, ({ OperationId }, context) => {
    const operation = operations(context).get(present(OperationId, 'operationId'));
    if (!operation) throw new AwsError('OperationNotFound', `The operation ${OperationId ?? ''} can't be found.`);
    return { Operation: operation };
  }),

  on(ListOperationsCommand, (input, context) => {
    const all = operations(context).all();
    const matching = all.filter((operation) => passes(input.Filters, (name) => filtered(operation, name)));
    const { items, more } = pageOf(matching, ({ Id }) => Id, input);
    return { Operations: items.map(({ Id, Status }) => ({ Id, Status })), ...more };
  }),
];

function filtered({ Targets, Status, Type, UpdateDate }: OperationRow, name: string): string | undefined {
  switch (name) {
    case 'NAMESPACE_ID':
      return Targets.NAMESPACE;
    case 'SERVICE_ID':
      return Targets.SERVICE;
    case 'STATUS':
      return Status;
    case 'TYPE':
      return Type;
    case 'UPDATE_DATE':
      return String(UpdateDate.getTime());
    default:
      return undefined;
  }
}
