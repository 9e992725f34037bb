// Written by scripts/config-type.js from the schema of the config. Do not edit it by hand.

/** A config as an object: what a config file may say. Members that are left out have their defaults. */
export interface StackConfig {
  /** The address at which editors find the schema of this file. */
  readonly $schema?: string;
  /** The name of the stack. Names in AWS begin with it, and it is the value of the tag provision:stack. The option --name overrides it. */
  readonly name?: string;
  /** The name of the stack that uses the names in this file (cluster, role, repositories, log groups, load balancer, target groups) unchanged. A stack of any other name puts its own name in front of them, as in other-demo-cluster, so that both fit into one account. Default: every stack uses them unchanged. */
  readonly namesFor?: string;
  /** The AWS region, such as us-east-1. */
  readonly region?: string;
  /** The bucket in which the state of the stack is kept, such as s3://my-states/shop, for all who work on it. The option --state overrides it. Default: a directory of this machine, .provision. */
  readonly state?: string;
  /** Tags that are put on every resource that can have tags. */
  readonly tags?: { readonly [name: string]: string | number | boolean };
  /**
   * Whether a tag provision:by says who made the stack, as user@host, on every resource that can have tags.
   * @default false
   */
  readonly tagCreator?: boolean;
  /** The VPC and its subnets. */
  readonly network?: {
    /**
     * The address range of the VPC, /16 to /24: private addresses, as a rule.
     * @default "10.0.0.0/16"
     */
    readonly cidr?: string;
    /**
     * The number of availability zones that have subnets. With 1, what fails with the zone takes all of the stack with it: enough for development, and not for a load balancer.
     * @default 2
     */
    readonly zones?: number;
    /**
     * How tasks reach the internet. public: each task has a public IP address. nat: tasks in private subnets share one NAT gateway. nat-per-zone: each zone has its own NAT gateway. endpoints: they do not reach it; VPC endpoints lead to the AWS services that they need.
     * @default "public"
     */
    readonly egress?: 'public' | 'nat' | 'nat-per-zone' | 'endpoints';
    /**
     * More interface endpoints, beside those that tasks need to start. The endpoints for the tasks' secrets need not be listed.
     * @default []
     */
    readonly endpoints?: readonly (
      'kms' | 'ssmmessages' | 'secretsmanager' | 'ssm' | 'sts' | 'ecs' | 'ecs-agent' | 'ecs-telemetry'
    )[];
    /** The address ranges of the subnets. Default: equal parts of the VPC's range. */
    readonly subnets?: {
      /** One address range for each public subnet: one for each zone. */
      readonly public?: readonly string[];
      /** One address range for each private subnet: one for each zone. */
      readonly private?: readonly string[];
    };
    /** A VPC and subnets that exist already. The stack uses them and creates none. */
    readonly existing?: {
      /** The id of the VPC. What is in it stays unchanged. The stack adds its security groups. */
      readonly vpc: string;
      /**
       * Ids of its public subnets: those with a route to an internet gateway.
       * @default []
       */
      readonly public?: readonly string[];
      /**
       * Ids of its private subnets: those behind a NAT gateway, or without a route to the internet.
       * @default []
       */
      readonly private?: readonly string[];
    };
  };
  /** The name of the private DNS namespace of Cloud Map in which services are registered. */
  readonly namespace?: string;
  /** The ECS cluster. */
  readonly cluster?: {
    /** The name of the cluster. Default: the stack's name. */
    readonly name?: string;
    /** The ARN of a cluster that exists already, in the same account and region. Services and tasks of the stack are put into it; it is never changed or deleted, so its Container Insights are as they are. Default: the stack makes one. */
    readonly arn?: string;
    /** The name of the task execution role, with which ECS pulls images and writes logs. Default: <stack>-exec-<region>. */
    readonly executionRole?: string;
    /**
     * What tasks run on. fargate: AWS Fargate, without servers of your own. ec2: EC2 instances of an Auto Scaling group, which grows and shrinks with the tasks.
     * @default "fargate"
     */
    readonly capacity?: 'fargate' | 'ec2';
    /** The EC2 instances. They are used only if the capacity is ec2. */
    readonly instances?: {
      /**
       * The EC2 instance type. Its vCPU, memory and network interfaces limit how many tasks one instance runs.
       * @default "c5.xlarge"
       */
      readonly type?: string;
      /**
       * The minimum number of instances. At 0, the last instance is terminated when no task needs it.
       * @default 0
       */
      readonly min?: number;
      /**
       * The maximum number of instances. Tasks that do not fit on them wait.
       * @default 100
       */
      readonly max?: number;
      /**
       * GiB of the root volume of each instance, which holds images and logs.
       * @default 50
       */
      readonly volumeGiB?: number;
    };
    /**
     * CloudWatch Container Insights: metrics of tasks and services. CloudWatch bills them as custom metrics.
     * @default "enabled"
     */
    readonly containerInsights?: 'enhanced' | 'enabled' | 'disabled';
  };
  /** The container services, each under its name. */
  readonly services?: {
    readonly [name: string]: {
      /** The container image, as registry/repository:tag. */
      readonly image?: string;
      /** Instead of `image`: the name of a private ECR repository, which is created and deleted with the stack. */
      readonly repository?: string;
      /** The tag of the image in the repository. Default: a tag made from the content of what is built. */
      readonly tag?: string | number | boolean;
      /** A directory with a Dockerfile, or a map with `context` and more. The image is built and pushed if the repository does not have its tag, and anew when what it is built from has changed. */
      readonly build?:
        | {
            /** The directory that the builder gets. */
            readonly context: string;
            /**
             * The path of the Dockerfile, from the directory on.
             * @default "Dockerfile"
             */
            readonly dockerfile?: string;
            /** Build arguments: values for ARG in the Dockerfile. Keep secrets out: everybody who has the image can read them in its history. */
            readonly args?: { readonly [name: string]: string | number | boolean };
            /** The stage of the Dockerfile that is built. Default: the last one. */
            readonly target?: string;
          }
        | string;
      /**
       * CPU of each task: CPU units, of which 1024 are one vCPU, or vCPUs, such as 0.5 or "1 vCPU".
       * @default 256
       */
      readonly cpu?: number | string;
      /**
       * Memory of each task: MiB, or a size such as 4GB. Fargate allows only certain pairs of CPU and memory.
       * @default 512
       */
      readonly memory?: number | string;
      /** Memory above which the task's own container is killed: MiB, or a size such as 1GB. Default: the memory of the task. */
      readonly memoryLimit?: number | string;
      /** GiB of disk that each task has on Fargate, for its image and its files. Default: 20, which is free. */
      readonly ephemeralStorage?: number;
      /** Directories that outlive a container, or that several of a task share: `mounts` of a container names them. */
      readonly volumes?: {
        readonly [name: string]: {
          /** A file system of EFS: all tasks have the same files, and these stay when tasks go. */
          readonly efs?: {
            /** The id of a file system that exists already. It is never changed or deleted. */
            readonly fileSystem: string;
            /** The id of an access point of it: a directory, and a user as whom all is read and written. */
            readonly accessPoint?: string;
            /** A directory of the file system, which must be there. Default: all of it, or what the access point is for. */
            readonly rootDirectory?: string;
            /**
             * Whether what goes over the network is encrypted (TLS). An access point and `iam` need it.
             * @default true
             */
            readonly transitEncryption?: boolean;
            /** The port for what is encrypted, beside the task. Default: one that EFS chooses. */
            readonly transitEncryptionPort?: number;
            /**
             * Whether the file system is mounted as the task role, which is allowed exactly that.
             * @default false
             */
            readonly iam?: boolean;
          };
          /** A path on the instance that the task runs on. Only with the capacity ec2. */
          readonly host?: string;
          /** A volume that Docker makes on the instance. Only with the capacity ec2. */
          readonly docker?: {
            /**
             * Whether it goes with its task, or stays on the instance for later ones.
             * @default "task"
             */
            readonly scope?: 'task' | 'shared';
            /** Whether a shared one is made where the instance has none of its name. Default of ECS: no. */
            readonly autoprovision?: boolean;
            /**
             * The volume driver of Docker. The instances must have it: they come with `local`.
             * @default "local"
             */
            readonly driver?: string;
            /** Options of the driver. */
            readonly driverOptions?: { readonly [name: string]: string | number | boolean };
            /** Docker labels of the volume. */
            readonly labels?: { readonly [name: string]: string | number | boolean };
          };
        };
      };
      /**
       * The processor architecture that the image is built for.
       * @default "x86_64"
       */
      readonly architecture?: 'x86_64' | 'arm64';
      /** The subnets that tasks run in. In public subnets each task has a public IP address. Default: private if the network has private subnets, otherwise public. */
      readonly subnets?: 'public' | 'private';
      /**
       * Ids of security groups that exist already, in the VPC of `network.existing`: tasks have them beside their own one. They are never changed or deleted. At most 4.
       * @default []
       */
      readonly securityGroups?: readonly string[];
      /** The arguments of the entry point: a list of texts. Default: the image's. */
      readonly command?: readonly (string | number | boolean)[];
      /** The program that the container runs: a list of texts. Default: the image's. */
      readonly entryPoint?: readonly (string | number | boolean)[];
      /** The directory that the container's program starts in. Default: the image's. */
      readonly workingDirectory?: string;
      /** The user that the program runs as: a name or a number, and a group after a colon, such as "1000:1000". */
      readonly user?: string | number | boolean;
      /**
       * Whether the root file system of the container is read-only.
       * @default false
       */
      readonly readonlyRoot?: boolean;
      /** Volumes in the container: by the path that each is found at. */
      readonly mounts?: {
        readonly [name: string]: {
          /** The volume, by its name in `volumes` of the service or job. */
          readonly volume: string;
          /**
           * Whether the container can only read it.
           * @default false
           */
          readonly readOnly?: boolean;
        };
      };
      /** Other containers of the task whose volumes this one has, too, at the same paths. */
      readonly volumesFrom?: {
        readonly [name: string]: {
          /**
           * Whether the container can only read them.
           * @default false
           */
          readonly readOnly?: boolean;
        };
      };
      /** Directories in memory, by path. They count for the memory of the task, and are empty with each start. */
      readonly tmpfs?: {
        readonly [name: string]: {
          /** Memory that it can take: MiB, or a size such as 1GB. */
          readonly size: number | string;
          /**
           * Options of the mount, such as noexec or mode=1777.
           * @default []
           */
          readonly options?: readonly string[];
        };
      };
      /** The size of /dev/shm: MiB, or a size such as 256MB. Only with the capacity ec2. Default of Docker: 64. */
      readonly sharedMemory?: number | string;
      /** What a process as root may do in the container. */
      readonly capabilities?: {
        /**
         * Capabilities beside those that Docker gives. Fargate adds SYS_PTRACE alone.
         * @default []
         */
        readonly add?: readonly string[];
        /**
         * Capabilities that the container does not have, such as ALL or NET_RAW.
         * @default []
         */
        readonly drop?: readonly string[];
      };
      /**
       * Whether an init process passes signals on to the program and cleans up after its children.
       * @default false
       */
      readonly initProcess?: boolean;
      /** Seconds between the signal to stop and the end by force. Default of ECS: 30. */
      readonly stopTimeout?: number;
      /** Memory that is kept for the container: MiB, or a size such as 512MB. It may take more, as far as the task has it. */
      readonly memoryReservation?: number | string;
      /** Limits of the operating system for the container, each with a soft and a hard value, such as nofile. */
      readonly ulimits?: {
        readonly [name: string]: {
          /** The limit that holds. A process may raise it up to the hard one. */
          readonly soft: number;
          /** The highest value that the soft limit can be raised to. */
          readonly hard: number;
        };
      };
      /** Restarts the container where it ends, without a new task. Without this, a task ends with its essential containers. */
      readonly restart?: {
        /**
         * Exit codes after which the container stays stopped.
         * @default []
         */
        readonly ignoredExitCodes?: readonly number[];
        /**
         * Seconds that it must have run before it is restarted. If it ends sooner, it stays stopped.
         * @default 300
         */
        readonly attemptPeriod?: number;
      };
      /** Docker labels of the container. */
      readonly labels?: { readonly [name: string]: string | number | boolean };
      /** Containers of the same task that come first, each with a condition. START: it has started. COMPLETE: it has ended. SUCCESS: it has ended with exit code 0. HEALTHY: its health check has passed. */
      readonly dependsOn?: { readonly [name: string]: 'START' | 'COMPLETE' | 'SUCCESS' | 'HEALTHY' };
      /** A file of environment variables, or several: lines of NAME=value. It is read on this machine, and what it says is in the task definition, where everybody who may describe it can read it. `environment` and `secrets` count more. */
      readonly envFile?: readonly string[] | string;
      /** Environment variables of the container. Keep secrets out: everybody who may describe task definitions can read them. */
      readonly environment?: { readonly [name: string]: string | number | boolean };
      /** Environment variables from Secrets Manager or Parameter Store, each with the name or ARN of a secret or parameter: /shop/db or ssm:db; secretsmanager:shop/db, and secretsmanager:shop/db:password for a member of it. They are read when a task starts. */
      readonly secrets?: { readonly [name: string]: string };
      /** The secret of Secrets Manager with the login for the registry of `image`, where that is none of ECR: its name or ARN, such as secretsmanager:dockerhub. What is in it is {"username": "…", "password": "…"}. */
      readonly repositoryCredentials?: string;
      /**
       * Whether the container has all rights of root on its instance. Only with the capacity ec2.
       * @default false
       */
      readonly privileged?: boolean;
      /** Where the lines of the container go. Default: to the log group. */
      readonly logs?: {
        /**
         * The log driver. awslogs: lines go to the log group. awsfirelens: to the container of the task that has `firelens`. splunk: to Splunk.
         * @default "awslogs"
         */
        readonly driver?: 'awslogs' | 'awsfirelens' | 'splunk';
        /** Options of the driver, by their names: of awslogs mode, max-buffer-size, awslogs-multiline-pattern and awslogs-datetime-format; of awsfirelens those of the output, such as Name and region. Keep secrets out. */
        readonly options?: { readonly [name: string]: string | number | boolean };
        /** Options that are read from Secrets Manager or Parameter Store, each by its name or ARN, as in `secrets`. */
        readonly secretOptions?: { readonly [name: string]: string };
      };
      /** The container's own health check. ECS replaces a task that fails it. */
      readonly healthCheck?: {
        /** The command that a shell in the container runs. Exit code 0 means healthy. The image must contain the programs that it calls. */
        readonly command: string;
        /**
         * Seconds between two checks.
         * @default 30
         */
        readonly interval?: number;
        /**
         * Seconds after which a check without a result fails. At most the interval.
         * @default 5
         */
        readonly timeout?: number;
        /**
         * Failed checks in a row after which the container is unhealthy.
         * @default 3
         */
        readonly retries?: number;
        /**
         * Seconds after the start in which failed checks do not count.
         * @default 0
         */
        readonly startPeriod?: number;
      };
      /** More containers in each task, beside its own one: sidecars, each under its name. */
      readonly containers?: {
        readonly [name: string]: {
          /** The container image, as registry/repository:tag. */
          readonly image: string;
          /**
           * Whether the whole task stops when this container ends.
           * @default true
           */
          readonly essential?: boolean;
          /** The port that the container listens on, if there is one. */
          readonly port?: number;
          /**
           * CPU of the task's that is kept for the container: CPU units, or vCPUs such as 0.5. 0: its share of what is left.
           * @default 0
           */
          readonly cpu?: number | string;
          /** Memory above which the container is killed: MiB, or a size such as 1GB. Default: the memory of the task. */
          readonly memory?: number | string;
          /** FireLens: it passes on the lines of the containers of its task that have `logs: {driver: awsfirelens}`. */
          readonly firelens?: {
            /** The program of its image: Fluent Bit or Fluentd. */
            readonly type: 'fluentbit' | 'fluentd';
            /** Options of FireLens, by their names. */
            readonly options?: {
              /** Whether each line says its cluster, task and container. Default of ECS: true. */
              readonly 'enable-ecs-log-metadata'?: string | number | boolean;
              /** Where a configuration of its own is: `file`, in the image. */
              readonly 'config-file-type'?: string;
              /** The path of that file. */
              readonly 'config-file-value'?: string;
            };
          };
          /** The arguments of the entry point: a list of texts. Default: the image's. */
          readonly command?: readonly (string | number | boolean)[];
          /** The program that the container runs: a list of texts. Default: the image's. */
          readonly entryPoint?: readonly (string | number | boolean)[];
          /** The directory that the container's program starts in. Default: the image's. */
          readonly workingDirectory?: string;
          /** The user that the program runs as: a name or a number, and a group after a colon, such as "1000:1000". */
          readonly user?: string | number | boolean;
          /**
           * Whether the root file system of the container is read-only.
           * @default false
           */
          readonly readonlyRoot?: boolean;
          /** Volumes in the container: by the path that each is found at. */
          readonly mounts?: {
            readonly [name: string]: {
              /** The volume, by its name in `volumes` of the service or job. */
              readonly volume: string;
              /**
               * Whether the container can only read it.
               * @default false
               */
              readonly readOnly?: boolean;
            };
          };
          /** Other containers of the task whose volumes this one has, too, at the same paths. */
          readonly volumesFrom?: {
            readonly [name: string]: {
              /**
               * Whether the container can only read them.
               * @default false
               */
              readonly readOnly?: boolean;
            };
          };
          /** Directories in memory, by path. They count for the memory of the task, and are empty with each start. */
          readonly tmpfs?: {
            readonly [name: string]: {
              /** Memory that it can take: MiB, or a size such as 1GB. */
              readonly size: number | string;
              /**
               * Options of the mount, such as noexec or mode=1777.
               * @default []
               */
              readonly options?: readonly string[];
            };
          };
          /** The size of /dev/shm: MiB, or a size such as 256MB. Only with the capacity ec2. Default of Docker: 64. */
          readonly sharedMemory?: number | string;
          /** What a process as root may do in the container. */
          readonly capabilities?: {
            /**
             * Capabilities beside those that Docker gives. Fargate adds SYS_PTRACE alone.
             * @default []
             */
            readonly add?: readonly string[];
            /**
             * Capabilities that the container does not have, such as ALL or NET_RAW.
             * @default []
             */
            readonly drop?: readonly string[];
          };
          /**
           * Whether an init process passes signals on to the program and cleans up after its children.
           * @default false
           */
          readonly initProcess?: boolean;
          /** Seconds between the signal to stop and the end by force. Default of ECS: 30. */
          readonly stopTimeout?: number;
          /** Memory that is kept for the container: MiB, or a size such as 512MB. It may take more, as far as the task has it. */
          readonly memoryReservation?: number | string;
          /** Limits of the operating system for the container, each with a soft and a hard value, such as nofile. */
          readonly ulimits?: {
            readonly [name: string]: {
              /** The limit that holds. A process may raise it up to the hard one. */
              readonly soft: number;
              /** The highest value that the soft limit can be raised to. */
              readonly hard: number;
            };
          };
          /** Restarts the container where it ends, without a new task. Without this, a task ends with its essential containers. */
          readonly restart?: {
            /**
             * Exit codes after which the container stays stopped.
             * @default []
             */
            readonly ignoredExitCodes?: readonly number[];
            /**
             * Seconds that it must have run before it is restarted. If it ends sooner, it stays stopped.
             * @default 300
             */
            readonly attemptPeriod?: number;
          };
          /** Docker labels of the container. */
          readonly labels?: { readonly [name: string]: string | number | boolean };
          /** Containers of the same task that come first, each with a condition. START: it has started. COMPLETE: it has ended. SUCCESS: it has ended with exit code 0. HEALTHY: its health check has passed. */
          readonly dependsOn?: { readonly [name: string]: 'START' | 'COMPLETE' | 'SUCCESS' | 'HEALTHY' };
          /** A file of environment variables, or several: lines of NAME=value. It is read on this machine, and what it says is in the task definition, where everybody who may describe it can read it. `environment` and `secrets` count more. */
          readonly envFile?: readonly string[] | string;
          /** Environment variables of the container. Keep secrets out: everybody who may describe task definitions can read them. */
          readonly environment?: { readonly [name: string]: string | number | boolean };
          /** Environment variables from Secrets Manager or Parameter Store, each with the name or ARN of a secret or parameter: /shop/db or ssm:db; secretsmanager:shop/db, and secretsmanager:shop/db:password for a member of it. They are read when a task starts. */
          readonly secrets?: { readonly [name: string]: string };
          /** The secret of Secrets Manager with the login for the registry of `image`, where that is none of ECR: its name or ARN, such as secretsmanager:dockerhub. What is in it is {"username": "…", "password": "…"}. */
          readonly repositoryCredentials?: string;
          /**
           * Whether the container has all rights of root on its instance. Only with the capacity ec2.
           * @default false
           */
          readonly privileged?: boolean;
          /** Where the lines of the container go. Default: to the log group. */
          readonly logs?: {
            /**
             * The log driver. awslogs: lines go to the log group. awsfirelens: to the container of the task that has `firelens`. splunk: to Splunk.
             * @default "awslogs"
             */
            readonly driver?: 'awslogs' | 'awsfirelens' | 'splunk';
            /** Options of the driver, by their names: of awslogs mode, max-buffer-size, awslogs-multiline-pattern and awslogs-datetime-format; of awsfirelens those of the output, such as Name and region. Keep secrets out. */
            readonly options?: { readonly [name: string]: string | number | boolean };
            /** Options that are read from Secrets Manager or Parameter Store, each by its name or ARN, as in `secrets`. */
            readonly secretOptions?: { readonly [name: string]: string };
          };
          /** The container's own health check. ECS replaces a task that fails it. */
          readonly healthCheck?: {
            /** The command that a shell in the container runs. Exit code 0 means healthy. The image must contain the programs that it calls. */
            readonly command: string;
            /**
             * Seconds between two checks.
             * @default 30
             */
            readonly interval?: number;
            /**
             * Seconds after which a check without a result fails. At most the interval.
             * @default 5
             */
            readonly timeout?: number;
            /**
             * Failed checks in a row after which the container is unhealthy.
             * @default 3
             */
            readonly retries?: number;
            /**
             * Seconds after the start in which failed checks do not count.
             * @default 0
             */
            readonly startPeriod?: number;
          };
        };
      };
      /** What the program in the containers may do in AWS (the task role). Default: nothing. */
      readonly permissions?: {
        /**
         * What the task role may do, as statements of a policy, such as an action on the objects of one bucket. What the policy of the role has no room for is in managed policies of the stack.
         * @default []
         */
        readonly statements?: readonly {
          /**
           * Whether this allows or denies.
           * @default "Allow"
           */
          readonly effect?: 'Allow' | 'Deny';
          /** Actions of IAM, such as s3:GetObject. A "*" stands for any letters. */
          readonly actions: readonly string[];
          /** ARNs of what it is about, or "*" for everything. A "*" in an ARN stands for any letters. */
          readonly resources: readonly string[];
          /** Conditions: by operator, such as StringEquals, the keys, each with a list of values. */
          readonly conditions?: { readonly [name: string]: { readonly [name: string]: readonly string[] } };
        }[];
        /**
         * Managed policies that the task role gets too: the name of one of AWS, such as AmazonS3ReadOnlyAccess, or the ARN of one of yours.
         * @default []
         */
        readonly managedPolicies?: readonly string[];
        /** Instead of these: the ARN of a task role that exists already, in the same account. It is used as it is: nothing is attached to it, and it is never changed or deleted. What `exec` needs, it has to allow by itself. */
        readonly role?: string;
      };
      /** The ARN of an execution role that exists already, in the same account, with which ECS pulls the images, reads the secrets and writes the logs of these tasks. It is used as it is, and never changed or deleted. Default: a role of the stack. */
      readonly executionRole?: string;
      /**
       * ECS Exec: whether a shell can be opened in the containers, through Session Manager. The task role gets the right to it. It counts for tasks that start afterwards.
       * @default false
       */
      readonly exec?: boolean;
      /** The name of the log group. Default: /ecs/<stack>/, and the name in this file. */
      readonly logGroup?: string;
      /**
       * Days for which CloudWatch Logs keeps what the containers write.
       * @default 30
       */
      readonly logRetentionDays?:
        | 1
        | 3
        | 5
        | 7
        | 14
        | 30
        | 60
        | 90
        | 120
        | 150
        | 180
        | 365
        | 400
        | 545
        | 731
        | 1096
        | 1827
        | 2192
        | 2557
        | 2922
        | 3288
        | 3653;
      /** The port that the container listens on. A worker has none. */
      readonly port?: number;
      /** Further ports of its containers, each under a name: what is sent to them, and who may call them. */
      readonly ports?: {
        readonly [name: string]: {
          /** The number of the port that the container listens on. */
          readonly port: number;
          /** The container that listens on it: one of `containers`. Default: the service's own. */
          readonly container?: string;
          /**
           * The protocol. A load balancer leads to ports of tcp only.
           * @default "tcp"
           */
          readonly protocol?: 'tcp' | 'udp';
          /**
           * The requests that the load balancer sends to this port. It has a target group of its own then.
           * @default []
           */
          readonly rules?: readonly {
            /** The request paths, such as "/api/books*", or several; or "$default" for all requests that no other rule takes. */
            readonly path?: string | readonly (string | number | boolean)[];
            /** The host that is called, such as api.example.com or "*.example.com", or several. */
            readonly host?: string | readonly (string | number | boolean)[];
            /** The methods of HTTP, such as [GET, HEAD]. */
            readonly methods?: string | readonly (string | number | boolean)[];
            /** Headers that the request has, each with the value that it has, or several of which it has one. */
            readonly headers?: { readonly [name: string]: string | readonly (string | number | boolean)[] };
            /** Parameters of the query string, each with the value that it has, or several of which it has one. */
            readonly query?: { readonly [name: string]: string | readonly (string | number | boolean)[] };
            /** Address ranges of which the request comes, such as 203.0.113.0/24. Not what X-Forwarded-For says. */
            readonly sourceIps?: string | readonly (string | number | boolean)[];
            /** Shares the requests out between this service and another one, as in {web: 90, canary: 10}. The other one needs no rules of its own. Default: all to this service. */
            readonly weights?: { readonly [name: string]: number };
            /** The load balancer tries rules in the order of their priorities, the lowest first. Without one, it is 2000 or more: rules with more conditions come first, then those with longer ones. */
            readonly priority?: number;
          }[];
          /** The target group of the port, if rules lead to it. Its `grace` is that of the service. */
          readonly target?: {
            /** The name of the target group. Default: <stack>-<service>, and what `version` and `protocol` say. */
            readonly name?: string;
            /** How the load balancer checks whether a task is healthy. */
            readonly health?: {
              /** The path that the load balancer requests from each task. Default: "/"; for gRPC "/AWS.ALB/healthcheck", a method as in /package.service/method. */
              readonly path?: string;
              /** The codes that count as healthy: "200", "200,204" or "200-299". Default: "200-299"; for gRPC 0, or 12 (not implemented) without a path. */
              readonly codes?: string;
              /** The port that is checked, where it is another than that of the requests. */
              readonly port?: number;
              /** How the check is sent. Default: as requests are. */
              readonly protocol?: 'http' | 'https';
              /**
               * Seconds between two checks.
               * @default 30
               */
              readonly interval?: number;
              /**
               * Seconds after which a check without an answer fails. Less than the interval.
               * @default 5
               */
              readonly timeout?: number;
              /**
               * Successful checks in a row after which an unhealthy task gets requests again.
               * @default 2
               */
              readonly healthy?: number;
              /**
               * Failed checks in a row after which a task gets no more requests.
               * @default 2
               */
              readonly unhealthy?: number;
            };
            /** Sends the requests of one client to the same task, by a cookie. Default: each may go to another. */
            readonly stickiness?: {
              /** The name of a cookie of your program: who has it stays at the task that has set it (app_cookie). Default: a cookie of the load balancer (lb_cookie). */
              readonly cookie?: string;
              /**
               * Seconds for which a client stays at its task.
               * @default 86400
               */
              readonly duration?: number;
            };
            /**
             * How a task is chosen. round_robin: each in its turn. least_outstanding_requests: the one with the fewest open requests. weighted_random: at random.
             * @default "round_robin"
             */
            readonly algorithm?: 'round_robin' | 'least_outstanding_requests' | 'weighted_random';
            /** Seconds in which a new task gets more and more requests. Default: its full share at once. */
            readonly slowStart?: number;
            /**
             * The deregistration delay: seconds that a task has to finish its open requests before it is stopped. The default of AWS is 300.
             * @default 30
             */
            readonly drain?: number;
            /**
             * What the load balancer speaks with the tasks. HTTP/2 and gRPC need an `ingress.domain`. See `protocol`.
             * @default "http1"
             */
            readonly version?: 'http1' | 'http2' | 'grpc';
            /**
             * How requests are sent. https: with TLS, to tasks that have some certificate: it may be of their own making.
             * @default "http"
             */
            readonly protocol?: 'http' | 'https';
          };
          /**
           * Address ranges that may call this port of the tasks directly. "0.0.0.0/0" is everybody.
           * @default []
           */
          readonly allow?: readonly string[];
          /**
           * The names of other services, and of jobs, that may call this port of the tasks directly.
           * @default []
           */
          readonly calledBy?: readonly string[];
        };
      };
      /** The desired count: the number of tasks that ECS keeps running. With `scaling`, the number to begin with. Default: 1, or the minimum of the scaling. */
      readonly count?: number;
      /** Lets Application Auto Scaling change the number of tasks by what there is to do, and by the time. */
      readonly scaling?: {
        /** The least number of tasks, however little there is to do. */
        readonly minimum: number;
        /** The most tasks, however much there is to do. */
        readonly maximum: number;
        /** Percent of CPU that the tasks use on average, to be kept by adding and removing tasks. */
        readonly cpu?: number;
        /** Percent of memory that the tasks use on average, to be kept by adding and removing tasks. */
        readonly memory?: number;
        /** Requests per minute that the load balancer sends to each task on average, to be kept likewise. */
        readonly requestsPerTarget?: number;
        /** How long cpu, memory and requestsPerTarget wait for a change to show before the next one. */
        readonly cooldown?: {
          /**
           * Seconds after tasks were added before more are added.
           * @default 300
           */
          readonly out?: number;
          /**
           * Seconds after a change before tasks are removed.
           * @default 300
           */
          readonly in?: number;
        };
        /**
         * Other bounds from certain times on. The number of tasks is brought within them.
         * @default []
         */
        readonly schedules?: readonly {
          /** Its name among the schedules of this service. */
          readonly name: string;
          /** When it is time: "cron(0 8 ? * MON-FRI *)" (minutes, hours, day of the month, month, day of the week, year), "rate(6 hours)", or "at(2030-01-31T22:00:00)" for once. */
          readonly schedule: string;
          /**
           * The time zone of the schedule, as in "Europe/Berlin". Summer time is minded.
           * @default "UTC"
           */
          readonly timezone?: string;
          /** From then on, the least number of tasks. Without it, it stays as it is. */
          readonly minimum?: number;
          /** From then on, the most tasks. Without it, it stays as it is. */
          readonly maximum?: number;
        }[];
      };
      /** What the tasks run on, where the capacity of the cluster is fargate: Fargate Spot, as in `{spot: {}}`, or a mixture. Default: all on Fargate. */
      readonly capacity?: {
        /** The tasks that run on Fargate. */
        readonly fargate?: {
          /**
           * The number of tasks that come first, before the weights count. Only one of the two can have a base.
           * @default 0
           */
          readonly base?: number;
          /**
           * Its share of the other tasks: with 3 here and 1 there, three of four run here.
           * @default 1
           */
          readonly weight?: number;
        };
        /** The tasks that run on Fargate Spot. It costs less, and AWS stops tasks when it needs the room: two minutes after it has told them. Where there is no room, they wait. */
        readonly spot?: {
          /**
           * The number of tasks that come first, before the weights count. Only one of the two can have a base.
           * @default 0
           */
          readonly base?: number;
          /**
           * Its share of the other tasks: with 3 here and 1 there, three of four run here.
           * @default 1
           */
          readonly weight?: number;
        };
      };
      /**
       * How many earlier revisions of its task definition stay, with their images, to be gone back to by `provision rollback`. At 0 there is no way back.
       * @default 5
       */
      readonly keep?: number;
      /** How many tasks there are while new ones take the places of old ones. */
      readonly rollout?: {
        /**
         * Percent of the wanted tasks that stay healthy while new ones take their places, rounded up. At 0, all may be stopped first. The default of AWS is 100.
         * @default 75
         */
        readonly minimumPercent?: number;
        /**
         * Percent of the wanted tasks that may run while new ones take their places, rounded down. At 100, a task is stopped before its successor starts.
         * @default 200
         */
        readonly maximumPercent?: number;
      };
      /** Registers each task in Cloud Map, under a name in the namespace. */
      readonly discovery?: {
        /** The type of DNS record. srv: address and port, which API Gateway needs. a: the address only. */
        readonly type: 'srv' | 'a';
        /**
         * Seconds for which DNS resolvers may cache an answer.
         * @default 60
         */
        readonly ttl?: number;
        /** Whether ECS reports the health of each task to Cloud Map. It can be changed later together with the name only. Default: for a service with routes, so that the API sends nothing to tasks that are gone. */
        readonly customHealth?: boolean;
        /** Which of `ports` the SRV records lead to, by its name. Default: the service's own `port`. */
        readonly port?: string;
        /** The name in the namespace. Default: the service's name in this file. */
        readonly name?: string;
      };
      /**
       * Routes of the HTTP API that lead to this service through Cloud Map, such as "GET /pets/{id}" or "$default".
       * @default []
       */
      readonly routes?: readonly string[];
      /**
       * The requests that the load balancer sends to this service: by path, host, method, headers, query or address.
       * @default []
       */
      readonly rules?: readonly {
        /** The request paths, such as "/api/books*", or several; or "$default" for all requests that no other rule takes. */
        readonly path?: string | readonly (string | number | boolean)[];
        /** The host that is called, such as api.example.com or "*.example.com", or several. */
        readonly host?: string | readonly (string | number | boolean)[];
        /** The methods of HTTP, such as [GET, HEAD]. */
        readonly methods?: string | readonly (string | number | boolean)[];
        /** Headers that the request has, each with the value that it has, or several of which it has one. */
        readonly headers?: { readonly [name: string]: string | readonly (string | number | boolean)[] };
        /** Parameters of the query string, each with the value that it has, or several of which it has one. */
        readonly query?: { readonly [name: string]: string | readonly (string | number | boolean)[] };
        /** Address ranges of which the request comes, such as 203.0.113.0/24. Not what X-Forwarded-For says. */
        readonly sourceIps?: string | readonly (string | number | boolean)[];
        /** Shares the requests out between this service and another one, as in {web: 90, canary: 10}. The other one needs no rules of its own. Default: all to this service. */
        readonly weights?: { readonly [name: string]: number };
        /** The load balancer tries rules in the order of their priorities, the lowest first. Without one, it is 2000 or more: rules with more conditions come first, then those with longer ones. */
        readonly priority?: number;
      }[];
      /** The target group of the load balancer, if rules lead to this service. */
      readonly target?: {
        /** The name of the target group. Default: <stack>-<service>, and what `version` and `protocol` say. */
        readonly name?: string;
        /** How the load balancer checks whether a task is healthy. */
        readonly health?: {
          /** The path that the load balancer requests from each task. Default: "/"; for gRPC "/AWS.ALB/healthcheck", a method as in /package.service/method. */
          readonly path?: string;
          /** The codes that count as healthy: "200", "200,204" or "200-299". Default: "200-299"; for gRPC 0, or 12 (not implemented) without a path. */
          readonly codes?: string;
          /** The port that is checked, where it is another than that of the requests. */
          readonly port?: number;
          /** How the check is sent. Default: as requests are. */
          readonly protocol?: 'http' | 'https';
          /**
           * Seconds between two checks.
           * @default 30
           */
          readonly interval?: number;
          /**
           * Seconds after which a check without an answer fails. Less than the interval.
           * @default 5
           */
          readonly timeout?: number;
          /**
           * Successful checks in a row after which an unhealthy task gets requests again.
           * @default 2
           */
          readonly healthy?: number;
          /**
           * Failed checks in a row after which a task gets no more requests.
           * @default 2
           */
          readonly unhealthy?: number;
        };
        /** Sends the requests of one client to the same task, by a cookie. Default: each may go to another. */
        readonly stickiness?: {
          /** The name of a cookie of your program: who has it stays at the task that has set it (app_cookie). Default: a cookie of the load balancer (lb_cookie). */
          readonly cookie?: string;
          /**
           * Seconds for which a client stays at its task.
           * @default 86400
           */
          readonly duration?: number;
        };
        /**
         * How a task is chosen. round_robin: each in its turn. least_outstanding_requests: the one with the fewest open requests. weighted_random: at random.
         * @default "round_robin"
         */
        readonly algorithm?: 'round_robin' | 'least_outstanding_requests' | 'weighted_random';
        /** Seconds in which a new task gets more and more requests. Default: its full share at once. */
        readonly slowStart?: number;
        /**
         * The deregistration delay: seconds that a task has to finish its open requests before it is stopped. The default of AWS is 300.
         * @default 30
         */
        readonly drain?: number;
        /**
         * The health check grace period: seconds after its start in which ECS does not replace an unhealthy task.
         * @default 60
         */
        readonly grace?: number;
        /**
         * What the load balancer speaks with the tasks. HTTP/2 and gRPC need an `ingress.domain`. See `protocol`.
         * @default "http1"
         */
        readonly version?: 'http1' | 'http2' | 'grpc';
        /**
         * How requests are sent. https: with TLS, to tasks that have some certificate: it may be of their own making.
         * @default "http"
         */
        readonly protocol?: 'http' | 'https';
      };
      /**
       * Address ranges that may call the tasks directly. "0.0.0.0/0" is everybody.
       * @default []
       */
      readonly allow?: readonly string[];
      /**
       * The names of other services of the stack that may call the tasks directly.
       * @default []
       */
      readonly calledBy?: readonly string[];
    };
  };
  /** The jobs, each under its name. Each has a task definition, a log group and a security group. `provision run` starts it, and with `before: deploy` so does `up`. */
  readonly jobs?: {
    readonly [name: string]: {
      /** The container image, as registry/repository:tag. */
      readonly image?: string;
      /** Instead of `image`: the name of a private ECR repository, which is created and deleted with the stack. */
      readonly repository?: string;
      /** The tag of the image in the repository. Default: a tag made from the content of what is built. */
      readonly tag?: string | number | boolean;
      /** A directory with a Dockerfile, or a map with `context` and more. The image is built and pushed if the repository does not have its tag, and anew when what it is built from has changed. */
      readonly build?:
        | {
            /** The directory that the builder gets. */
            readonly context: string;
            /**
             * The path of the Dockerfile, from the directory on.
             * @default "Dockerfile"
             */
            readonly dockerfile?: string;
            /** Build arguments: values for ARG in the Dockerfile. Keep secrets out: everybody who has the image can read them in its history. */
            readonly args?: { readonly [name: string]: string | number | boolean };
            /** The stage of the Dockerfile that is built. Default: the last one. */
            readonly target?: string;
          }
        | string;
      /**
       * CPU of each task: CPU units, of which 1024 are one vCPU, or vCPUs, such as 0.5 or "1 vCPU".
       * @default 256
       */
      readonly cpu?: number | string;
      /**
       * Memory of each task: MiB, or a size such as 4GB. Fargate allows only certain pairs of CPU and memory.
       * @default 512
       */
      readonly memory?: number | string;
      /** Memory above which the task's own container is killed: MiB, or a size such as 1GB. Default: the memory of the task. */
      readonly memoryLimit?: number | string;
      /** GiB of disk that each task has on Fargate, for its image and its files. Default: 20, which is free. */
      readonly ephemeralStorage?: number;
      /** Directories that outlive a container, or that several of a task share: `mounts` of a container names them. */
      readonly volumes?: {
        readonly [name: string]: {
          /** A file system of EFS: all tasks have the same files, and these stay when tasks go. */
          readonly efs?: {
            /** The id of a file system that exists already. It is never changed or deleted. */
            readonly fileSystem: string;
            /** The id of an access point of it: a directory, and a user as whom all is read and written. */
            readonly accessPoint?: string;
            /** A directory of the file system, which must be there. Default: all of it, or what the access point is for. */
            readonly rootDirectory?: string;
            /**
             * Whether what goes over the network is encrypted (TLS). An access point and `iam` need it.
             * @default true
             */
            readonly transitEncryption?: boolean;
            /** The port for what is encrypted, beside the task. Default: one that EFS chooses. */
            readonly transitEncryptionPort?: number;
            /**
             * Whether the file system is mounted as the task role, which is allowed exactly that.
             * @default false
             */
            readonly iam?: boolean;
          };
          /** A path on the instance that the task runs on. Only with the capacity ec2. */
          readonly host?: string;
          /** A volume that Docker makes on the instance. Only with the capacity ec2. */
          readonly docker?: {
            /**
             * Whether it goes with its task, or stays on the instance for later ones.
             * @default "task"
             */
            readonly scope?: 'task' | 'shared';
            /** Whether a shared one is made where the instance has none of its name. Default of ECS: no. */
            readonly autoprovision?: boolean;
            /**
             * The volume driver of Docker. The instances must have it: they come with `local`.
             * @default "local"
             */
            readonly driver?: string;
            /** Options of the driver. */
            readonly driverOptions?: { readonly [name: string]: string | number | boolean };
            /** Docker labels of the volume. */
            readonly labels?: { readonly [name: string]: string | number | boolean };
          };
        };
      };
      /**
       * The processor architecture that the image is built for.
       * @default "x86_64"
       */
      readonly architecture?: 'x86_64' | 'arm64';
      /** The subnets that tasks run in. In public subnets each task has a public IP address. Default: private if the network has private subnets, otherwise public. */
      readonly subnets?: 'public' | 'private';
      /**
       * Ids of security groups that exist already, in the VPC of `network.existing`: tasks have them beside their own one. They are never changed or deleted. At most 4.
       * @default []
       */
      readonly securityGroups?: readonly string[];
      /** The arguments of the entry point: a list of texts. Default: the image's. */
      readonly command?: readonly (string | number | boolean)[];
      /** The program that the container runs: a list of texts. Default: the image's. */
      readonly entryPoint?: readonly (string | number | boolean)[];
      /** The directory that the container's program starts in. Default: the image's. */
      readonly workingDirectory?: string;
      /** The user that the program runs as: a name or a number, and a group after a colon, such as "1000:1000". */
      readonly user?: string | number | boolean;
      /**
       * Whether the root file system of the container is read-only.
       * @default false
       */
      readonly readonlyRoot?: boolean;
      /** Volumes in the container: by the path that each is found at. */
      readonly mounts?: {
        readonly [name: string]: {
          /** The volume, by its name in `volumes` of the service or job. */
          readonly volume: string;
          /**
           * Whether the container can only read it.
           * @default false
           */
          readonly readOnly?: boolean;
        };
      };
      /** Other containers of the task whose volumes this one has, too, at the same paths. */
      readonly volumesFrom?: {
        readonly [name: string]: {
          /**
           * Whether the container can only read them.
           * @default false
           */
          readonly readOnly?: boolean;
        };
      };
      /** Directories in memory, by path. They count for the memory of the task, and are empty with each start. */
      readonly tmpfs?: {
        readonly [name: string]: {
          /** Memory that it can take: MiB, or a size such as 1GB. */
          readonly size: number | string;
          /**
           * Options of the mount, such as noexec or mode=1777.
           * @default []
           */
          readonly options?: readonly string[];
        };
      };
      /** The size of /dev/shm: MiB, or a size such as 256MB. Only with the capacity ec2. Default of Docker: 64. */
      readonly sharedMemory?: number | string;
      /** What a process as root may do in the container. */
      readonly capabilities?: {
        /**
         * Capabilities beside those that Docker gives. Fargate adds SYS_PTRACE alone.
         * @default []
         */
        readonly add?: readonly string[];
        /**
         * Capabilities that the container does not have, such as ALL or NET_RAW.
         * @default []
         */
        readonly drop?: readonly string[];
      };
      /**
       * Whether an init process passes signals on to the program and cleans up after its children.
       * @default false
       */
      readonly initProcess?: boolean;
      /** Seconds between the signal to stop and the end by force. Default of ECS: 30. */
      readonly stopTimeout?: number;
      /** Memory that is kept for the container: MiB, or a size such as 512MB. It may take more, as far as the task has it. */
      readonly memoryReservation?: number | string;
      /** Limits of the operating system for the container, each with a soft and a hard value, such as nofile. */
      readonly ulimits?: {
        readonly [name: string]: {
          /** The limit that holds. A process may raise it up to the hard one. */
          readonly soft: number;
          /** The highest value that the soft limit can be raised to. */
          readonly hard: number;
        };
      };
      /** Restarts the container where it ends, without a new task. Without this, a task ends with its essential containers. */
      readonly restart?: {
        /**
         * Exit codes after which the container stays stopped.
         * @default []
         */
        readonly ignoredExitCodes?: readonly number[];
        /**
         * Seconds that it must have run before it is restarted. If it ends sooner, it stays stopped.
         * @default 300
         */
        readonly attemptPeriod?: number;
      };
      /** Docker labels of the container. */
      readonly labels?: { readonly [name: string]: string | number | boolean };
      /** Containers of the same task that come first, each with a condition. START: it has started. COMPLETE: it has ended. SUCCESS: it has ended with exit code 0. HEALTHY: its health check has passed. */
      readonly dependsOn?: { readonly [name: string]: 'START' | 'COMPLETE' | 'SUCCESS' | 'HEALTHY' };
      /** A file of environment variables, or several: lines of NAME=value. It is read on this machine, and what it says is in the task definition, where everybody who may describe it can read it. `environment` and `secrets` count more. */
      readonly envFile?: readonly string[] | string;
      /** Environment variables of the container. Keep secrets out: everybody who may describe task definitions can read them. */
      readonly environment?: { readonly [name: string]: string | number | boolean };
      /** Environment variables from Secrets Manager or Parameter Store, each with the name or ARN of a secret or parameter: /shop/db or ssm:db; secretsmanager:shop/db, and secretsmanager:shop/db:password for a member of it. They are read when a task starts. */
      readonly secrets?: { readonly [name: string]: string };
      /** The secret of Secrets Manager with the login for the registry of `image`, where that is none of ECR: its name or ARN, such as secretsmanager:dockerhub. What is in it is {"username": "…", "password": "…"}. */
      readonly repositoryCredentials?: string;
      /**
       * Whether the container has all rights of root on its instance. Only with the capacity ec2.
       * @default false
       */
      readonly privileged?: boolean;
      /** Where the lines of the container go. Default: to the log group. */
      readonly logs?: {
        /**
         * The log driver. awslogs: lines go to the log group. awsfirelens: to the container of the task that has `firelens`. splunk: to Splunk.
         * @default "awslogs"
         */
        readonly driver?: 'awslogs' | 'awsfirelens' | 'splunk';
        /** Options of the driver, by their names: of awslogs mode, max-buffer-size, awslogs-multiline-pattern and awslogs-datetime-format; of awsfirelens those of the output, such as Name and region. Keep secrets out. */
        readonly options?: { readonly [name: string]: string | number | boolean };
        /** Options that are read from Secrets Manager or Parameter Store, each by its name or ARN, as in `secrets`. */
        readonly secretOptions?: { readonly [name: string]: string };
      };
      /** The container's own health check. ECS replaces a task that fails it. */
      readonly healthCheck?: {
        /** The command that a shell in the container runs. Exit code 0 means healthy. The image must contain the programs that it calls. */
        readonly command: string;
        /**
         * Seconds between two checks.
         * @default 30
         */
        readonly interval?: number;
        /**
         * Seconds after which a check without a result fails. At most the interval.
         * @default 5
         */
        readonly timeout?: number;
        /**
         * Failed checks in a row after which the container is unhealthy.
         * @default 3
         */
        readonly retries?: number;
        /**
         * Seconds after the start in which failed checks do not count.
         * @default 0
         */
        readonly startPeriod?: number;
      };
      /** More containers in each task, beside its own one: sidecars, each under its name. */
      readonly containers?: {
        readonly [name: string]: {
          /** The container image, as registry/repository:tag. */
          readonly image: string;
          /**
           * Whether the whole task stops when this container ends.
           * @default true
           */
          readonly essential?: boolean;
          /** The port that the container listens on, if there is one. */
          readonly port?: number;
          /**
           * CPU of the task's that is kept for the container: CPU units, or vCPUs such as 0.5. 0: its share of what is left.
           * @default 0
           */
          readonly cpu?: number | string;
          /** Memory above which the container is killed: MiB, or a size such as 1GB. Default: the memory of the task. */
          readonly memory?: number | string;
          /** FireLens: it passes on the lines of the containers of its task that have `logs: {driver: awsfirelens}`. */
          readonly firelens?: {
            /** The program of its image: Fluent Bit or Fluentd. */
            readonly type: 'fluentbit' | 'fluentd';
            /** Options of FireLens, by their names. */
            readonly options?: {
              /** Whether each line says its cluster, task and container. Default of ECS: true. */
              readonly 'enable-ecs-log-metadata'?: string | number | boolean;
              /** Where a configuration of its own is: `file`, in the image. */
              readonly 'config-file-type'?: string;
              /** The path of that file. */
              readonly 'config-file-value'?: string;
            };
          };
          /** The arguments of the entry point: a list of texts. Default: the image's. */
          readonly command?: readonly (string | number | boolean)[];
          /** The program that the container runs: a list of texts. Default: the image's. */
          readonly entryPoint?: readonly (string | number | boolean)[];
          /** The directory that the container's program starts in. Default: the image's. */
          readonly workingDirectory?: string;
          /** The user that the program runs as: a name or a number, and a group after a colon, such as "1000:1000". */
          readonly user?: string | number | boolean;
          /**
           * Whether the root file system of the container is read-only.
           * @default false
           */
          readonly readonlyRoot?: boolean;
          /** Volumes in the container: by the path that each is found at. */
          readonly mounts?: {
            readonly [name: string]: {
              /** The volume, by its name in `volumes` of the service or job. */
              readonly volume: string;
              /**
               * Whether the container can only read it.
               * @default false
               */
              readonly readOnly?: boolean;
            };
          };
          /** Other containers of the task whose volumes this one has, too, at the same paths. */
          readonly volumesFrom?: {
            readonly [name: string]: {
              /**
               * Whether the container can only read them.
               * @default false
               */
              readonly readOnly?: boolean;
            };
          };
          /** Directories in memory, by path. They count for the memory of the task, and are empty with each start. */
          readonly tmpfs?: {
            readonly [name: string]: {
              /** Memory that it can take: MiB, or a size such as 1GB. */
              readonly size: number | string;
              /**
               * Options of the mount, such as noexec or mode=1777.
               * @default []
               */
              readonly options?: readonly string[];
            };
          };
          /** The size of /dev/shm: MiB, or a size such as 256MB. Only with the capacity ec2. Default of Docker: 64. */
          readonly sharedMemory?: number | string;
          /** What a process as root may do in the container. */
          readonly capabilities?: {
            /**
             * Capabilities beside those that Docker gives. Fargate adds SYS_PTRACE alone.
             * @default []
             */
            readonly add?: readonly string[];
            /**
             * Capabilities that the container does not have, such as ALL or NET_RAW.
             * @default []
             */
            readonly drop?: readonly string[];
          };
          /**
           * Whether an init process passes signals on to the program and cleans up after its children.
           * @default false
           */
          readonly initProcess?: boolean;
          /** Seconds between the signal to stop and the end by force. Default of ECS: 30. */
          readonly stopTimeout?: number;
          /** Memory that is kept for the container: MiB, or a size such as 512MB. It may take more, as far as the task has it. */
          readonly memoryReservation?: number | string;
          /** Limits of the operating system for the container, each with a soft and a hard value, such as nofile. */
          readonly ulimits?: {
            readonly [name: string]: {
              /** The limit that holds. A process may raise it up to the hard one. */
              readonly soft: number;
              /** The highest value that the soft limit can be raised to. */
              readonly hard: number;
            };
          };
          /** Restarts the container where it ends, without a new task. Without this, a task ends with its essential containers. */
          readonly restart?: {
            /**
             * Exit codes after which the container stays stopped.
             * @default []
             */
            readonly ignoredExitCodes?: readonly number[];
            /**
             * Seconds that it must have run before it is restarted. If it ends sooner, it stays stopped.
             * @default 300
             */
            readonly attemptPeriod?: number;
          };
          /** Docker labels of the container. */
          readonly labels?: { readonly [name: string]: string | number | boolean };
          /** Containers of the same task that come first, each with a condition. START: it has started. COMPLETE: it has ended. SUCCESS: it has ended with exit code 0. HEALTHY: its health check has passed. */
          readonly dependsOn?: { readonly [name: string]: 'START' | 'COMPLETE' | 'SUCCESS' | 'HEALTHY' };
          /** A file of environment variables, or several: lines of NAME=value. It is read on this machine, and what it says is in the task definition, where everybody who may describe it can read it. `environment` and `secrets` count more. */
          readonly envFile?: readonly string[] | string;
          /** Environment variables of the container. Keep secrets out: everybody who may describe task definitions can read them. */
          readonly environment?: { readonly [name: string]: string | number | boolean };
          /** Environment variables from Secrets Manager or Parameter Store, each with the name or ARN of a secret or parameter: /shop/db or ssm:db; secretsmanager:shop/db, and secretsmanager:shop/db:password for a member of it. They are read when a task starts. */
          readonly secrets?: { readonly [name: string]: string };
          /** The secret of Secrets Manager with the login for the registry of `image`, where that is none of ECR: its name or ARN, such as secretsmanager:dockerhub. What is in it is {"username": "…", "password": "…"}. */
          readonly repositoryCredentials?: string;
          /**
           * Whether the container has all rights of root on its instance. Only with the capacity ec2.
           * @default false
           */
          readonly privileged?: boolean;
          /** Where the lines of the container go. Default: to the log group. */
          readonly logs?: {
            /**
             * The log driver. awslogs: lines go to the log group. awsfirelens: to the container of the task that has `firelens`. splunk: to Splunk.
             * @default "awslogs"
             */
            readonly driver?: 'awslogs' | 'awsfirelens' | 'splunk';
            /** Options of the driver, by their names: of awslogs mode, max-buffer-size, awslogs-multiline-pattern and awslogs-datetime-format; of awsfirelens those of the output, such as Name and region. Keep secrets out. */
            readonly options?: { readonly [name: string]: string | number | boolean };
            /** Options that are read from Secrets Manager or Parameter Store, each by its name or ARN, as in `secrets`. */
            readonly secretOptions?: { readonly [name: string]: string };
          };
          /** The container's own health check. ECS replaces a task that fails it. */
          readonly healthCheck?: {
            /** The command that a shell in the container runs. Exit code 0 means healthy. The image must contain the programs that it calls. */
            readonly command: string;
            /**
             * Seconds between two checks.
             * @default 30
             */
            readonly interval?: number;
            /**
             * Seconds after which a check without a result fails. At most the interval.
             * @default 5
             */
            readonly timeout?: number;
            /**
             * Failed checks in a row after which the container is unhealthy.
             * @default 3
             */
            readonly retries?: number;
            /**
             * Seconds after the start in which failed checks do not count.
             * @default 0
             */
            readonly startPeriod?: number;
          };
        };
      };
      /** What the program in the containers may do in AWS (the task role). Default: nothing. */
      readonly permissions?: {
        /**
         * What the task role may do, as statements of a policy, such as an action on the objects of one bucket. What the policy of the role has no room for is in managed policies of the stack.
         * @default []
         */
        readonly statements?: readonly {
          /**
           * Whether this allows or denies.
           * @default "Allow"
           */
          readonly effect?: 'Allow' | 'Deny';
          /** Actions of IAM, such as s3:GetObject. A "*" stands for any letters. */
          readonly actions: readonly string[];
          /** ARNs of what it is about, or "*" for everything. A "*" in an ARN stands for any letters. */
          readonly resources: readonly string[];
          /** Conditions: by operator, such as StringEquals, the keys, each with a list of values. */
          readonly conditions?: { readonly [name: string]: { readonly [name: string]: readonly string[] } };
        }[];
        /**
         * Managed policies that the task role gets too: the name of one of AWS, such as AmazonS3ReadOnlyAccess, or the ARN of one of yours.
         * @default []
         */
        readonly managedPolicies?: readonly string[];
        /** Instead of these: the ARN of a task role that exists already, in the same account. It is used as it is: nothing is attached to it, and it is never changed or deleted. What `exec` needs, it has to allow by itself. */
        readonly role?: string;
      };
      /** The ARN of an execution role that exists already, in the same account, with which ECS pulls the images, reads the secrets and writes the logs of these tasks. It is used as it is, and never changed or deleted. Default: a role of the stack. */
      readonly executionRole?: string;
      /**
       * ECS Exec: whether a shell can be opened in the containers, through Session Manager. The task role gets the right to it. It counts for tasks that start afterwards.
       * @default false
       */
      readonly exec?: boolean;
      /** The name of the log group. Default: /ecs/<stack>/, and the name in this file. */
      readonly logGroup?: string;
      /**
       * Days for which CloudWatch Logs keeps what the containers write.
       * @default 30
       */
      readonly logRetentionDays?:
        | 1
        | 3
        | 5
        | 7
        | 14
        | 30
        | 60
        | 90
        | 120
        | 150
        | 180
        | 365
        | 400
        | 545
        | 731
        | 1096
        | 1827
        | 2192
        | 2557
        | 2922
        | 3288
        | 3653;
      /** Instead of `image` and `repository`: the name of a service of the stack, whose image the job runs. */
      readonly imageOf?: string;
      /** When `up` runs the job. deploy: before each deployment of the services, such as a migration of their database; it goes on only after the job has ended with exit code 0. Without this and `schedule`, `provision run` starts it. */
      readonly before?: 'deploy';
      /** With `before`: the services whose deployments wait for the job. Default: all of them. */
      readonly services?: readonly string[];
      /** When EventBridge Scheduler starts the job: "cron(0 8 ? * MON-FRI *)" (minutes, hours, day of the month, month, day of the week, year), "rate(6 hours)", or "at(2030-01-31T22:00:00)" for once. It may run while an earlier one still does. */
      readonly schedule?: string;
      /** With `schedule`: its time zone, as in "Europe/Berlin". Summer time is minded. Default: UTC. */
      readonly timezone?: string;
      /** With `schedule`: seconds for which a start that fails is tried again, such as where ECS has no room for the task. After that this one is left out. Default: 3600. */
      readonly startWithin?: number;
      /** With `before`: seconds that its program may take. `up` waits so long for its end, beside five minutes for its start. After that the task goes on, and so does the next `up` with waiting. Default: 3600. */
      readonly timeout?: number;
    };
  };
  /** What takes requests from the internet. */
  readonly ingress?: {
    /**
     * What takes requests from the internet. http-api: an HTTP API of API Gateway with a VPC link. alb: an Application Load Balancer. none: nothing.
     * @default "http-api"
     */
    readonly type?: 'http-api' | 'alb' | 'none';
    /**
     * How the HTTP API reaches tasks. cloud-map: directly, by the SRV records of the service. alb: through an internal Application Load Balancer.
     * @default "cloud-map"
     */
    readonly via?: 'cloud-map' | 'alb';
    /** Routes of the HTTP API that lead to the load balancer. Default: "$default", which takes every request. */
    readonly routes?: readonly string[];
    /** CORS: allows pages of other origins to call the HTTP API. */
    readonly cors?: {
      /** Origins whose pages may call the API: "*" for all, or origins such as "https://example.com". */
      readonly allowOrigins: readonly string[];
      /** HTTP methods that these pages may use: "*" for all, or methods such as GET. */
      readonly allowMethods: readonly string[];
      /**
       * Request headers that these pages may send.
       * @default []
       */
      readonly allowHeaders?: readonly string[];
      /**
       * Whether these pages may send cookies and other credentials.
       * @default false
       */
      readonly allowCredentials?: boolean;
      /**
       * Seconds for which a browser may cache the answer to a preflight request.
       * @default 0
       */
      readonly maxAge?: number;
    };
    /** HTTPS under a name of your own: a listener at port 443 of the load balancer, to which port 80 sends requests on, or a custom domain name of the HTTP API. At a load balancer that exists already, its listener must have a certificate for it, and rules without a host take the requests to it alone. */
    readonly domain?: {
      /** The name that requests are made to, such as "api.example.com". */
      readonly name: string;
      /**
       * More names that lead to the same, such as "www.example.com" or "*.api.example.com".
       * @default []
       */
      readonly alternativeNames?: readonly string[];
      /** The hosted zone of Route 53 that the names are in: its name, such as "example.com", or its id. It must be there. Records are put into it, and taken out again. Without it, your own DNS has to lead the names here. */
      readonly zone?: string;
      /** The ARN of a certificate in Certificate Manager that is there. Default: one is requested, and validated by records in the hosted zone. */
      readonly certificate?: string;
    };
    /** The Application Load Balancer, if the ingress has one. */
    readonly loadBalancer?: {
      /** The name of the load balancer. Default: the stack's name. */
      readonly name?: string;
      /** The ARN of an Application Load Balancer that exists already, in the same account, region and VPC. Rules are added to one of its listeners, and nothing of it is changed or deleted. Default: the stack makes one. */
      readonly arn?: string;
      /** The port of the listener of `arn` that gets the rules. Default: 443 if it has one there, else 80. */
      readonly listener?: number;
      /** Whether other stacks may be behind the load balancer, which name it as their `ingress.loadBalancer.arn`: its security group then lets it out to every TCP port of the VPC's range, where else it reaches the services of this stack alone. Default: false. */
      readonly shared?: boolean;
      /** Seconds without data after which the load balancer closes a connection. Default: 60. */
      readonly idleTimeout?: number;
      /** Seconds after which a connection of a client is closed, even if it is in use. Default: 3600. */
      readonly keepAlive?: number;
      /** Whether clients may use HTTP/2, which they do over HTTPS only. Default: true. */
      readonly http2?: boolean;
      /** Whether headers whose names are malformed are removed before tasks see them. Default: true. That of AWS is false. */
      readonly dropInvalidHeaders?: boolean;
      /** Whether tasks get the Host header as the client has sent it, with its port. Default: false. */
      readonly preserveHost?: boolean;
      /** Whether AWS refuses to delete the load balancer. `down` and `pause` then delete nothing, until it is switched off here and `up` has been run. Default: false. */
      readonly deletionProtection?: boolean;
    };
    /**
     * Days for which CloudWatch Logs keeps the access log of the HTTP API.
     * @default 30
     */
    readonly logRetentionDays?:
      | 1
      | 3
      | 5
      | 7
      | 14
      | 30
      | 60
      | 90
      | 120
      | 150
      | 180
      | 365
      | 400
      | 545
      | 731
      | 1096
      | 1827
      | 2192
      | 2557
      | 2922
      | 3288
      | 3653;
  };
  /** A second VPC with a bastion: an instance from which to call the API. */
  readonly consumer?: {
    /**
     * The address range of the consumer VPC.
     * @default "10.1.0.0/16"
     */
    readonly cidr?: string;
    /**
     * The EC2 instance type of the bastion.
     * @default "t3.nano"
     */
    readonly instanceType?: string;
    /** Allows SSH to the bastion. Without it, only SSM Session Manager reaches the bastion, with no open port and no key. */
    readonly ssh?: {
      /** The public key, as in ~/.ssh/id_ed25519.pub. */
      readonly publicKey: string;
      /** The address range from which SSH connections are allowed, such as 203.0.113.7/32. */
      readonly cidr: string;
    };
  };
}
