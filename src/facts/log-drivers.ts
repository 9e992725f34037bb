/** What ECS knows of the logs of a container, where that is a list of words. */

/**
 * The log drivers that Fargate takes.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html
 */
export const logDrivers = ['awslogs', 'awsfirelens', 'splunk'] as const;
export type LogDriver = (typeof logDrivers)[number];

/** Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_FirelensConfiguration.html */
export const routerTypes = ['fluentbit', 'fluentd'] as const;
export type RouterType = (typeof routerTypes)[number];

/**
 * Options of awslogs that a config leaves open. Source: the same page as of the drivers, `options`.
 */
export const openAwslogsOptions = ['mode', 'max-buffer-size', 'awslogs-multiline-pattern', 'awslogs-datetime-format'];

/** What Splunk's driver does not start without. Source: https://docs.docker.com/engine/logging/drivers/splunk/ */
export const splunkNeeds = ['splunk-token', 'splunk-url'];
