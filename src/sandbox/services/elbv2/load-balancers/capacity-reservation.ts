import { DescribeCapacityReservationCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { on } from '../../../service.js';
import { existingRow, loadBalancer } from '../resource-kinds.js';

/** Decreases that a load balancer may still ask for today (believed): nobody can have asked for one here. */
const decreases = 2;

/**
 * Nothing is ever reserved here: the operation that would is not there.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeCapacityReservation.html
 */
export const capacityReservationOperations = [
  on(DescribeCapacityReservationCommand, (input, context) => {
    existingRow(context, loadBalancer, input.LoadBalancerArn);
    return { DecreaseRequestsRemaining: decreases, CapacityReservationState: [] };
  }),
];
