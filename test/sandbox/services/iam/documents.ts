/** A trust policy as `provision` writes it. */
export const trust = (service = 'ecs-tasks.amazonaws.com') =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: service },
        Action: 'sts:AssumeRole',
        Condition: {
          StringEquals: { 'aws:SourceAccount': '000000000000' },
          ArnLike: { 'aws:SourceArn': 'arn:aws:ecs:us-east-1:000000000000:*' },
        },
      },
    ],
  });

export const permission = (Action: unknown = 's3:GetObject', Resource = '*') =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource }] });
