/** Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html */
export const maxDomainName = 253;

/**
 * Cloud Map gives each task's address a name of its own, `<instance id>.<service>.<namespace>`, which the SRV record
 * refers to. ECS uses 32 hexadecimal digits as the instance id.
 * Source: https://docs.aws.amazon.com/cloud-map/latest/api/API_DnsRecord.html
 */
export const instanceIdLength = 32;

/**
 * Characters of a role's name.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const maxRoleName = 64;

/** Security groups of a task. Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_AwsVpcConfiguration.html */
export const maxTaskGroups = 5;
