/** The lifecycle hook that ECS puts on an Auto Scaling group, as it is called on AWS. */
export const drainingHook = 'ecs-managed-draining-termination-hook';
