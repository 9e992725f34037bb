import type { Chapter } from './lesson.js';

export const instance: Chapter = {
  noun: 'instance',
  is:
    'A virtual machine. Here it is the bastion: one small machine in a VPC of its own, from which the API can be ' +
    'called as somebody else would: by its public address, as that VPC and the one of the tasks have no way to each ' +
    'other. It is opened by Session Manager, for which the agent on it calls out to AWS, so it needs neither an open ' +
    'port nor a key; SSH comes on top where the config has a key. The instances that run tasks are not made like ' +
    'this, but by the Auto Scaling group.',
  operations: {
    'ec2:RunInstances': {
      does: 'Launches instances from an image. The answer has their ids at once, in the state `pending`.',
      parameters: {
        ImageId: 'What the disk is copied from, `ami-…`, looked up once: each region has an id of its own.',
        InstanceType:
          'Family, generation and size: `t3.nano` unless told, half a GiB of memory and 2 vCPU that are meant to be ' +
          'idle most of the time, as with all of `t`: longer load is billed on top. It has to fit the processor of ' +
          'the image.',
        MinCount: 'With `MaxCount` 1: exactly one, or an error. Where they differ, EC2 may launch fewer than the most.',
        NetworkInterfaces:
          'Subnet, groups and public address of the first interface. `AssociatePublicIpAddress` exists only here, ' +
          'and then subnet and groups have to be here too: at the top level they are refused with ' +
          '`InvalidParameterCombination`.',
        IamInstanceProfile:
          'What programs on the machine act as: it allows the agent of Session Manager to register. It wraps a role, ' +
          'and EC2 takes only the wrapper, here by its name.',
        KeyName: 'Left out where nobody comes in by SSH. It cannot be added later.',
        BlockDeviceMappings:
          'The root disk, encrypted, of type gp3, and deleted with the instance. Without that, disks can be left ' +
          'over, and go on being billed.',
        MetadataOptions:
          '`HttpTokens: required` is IMDSv2: a program that can be talked into fetching a URL cannot fetch the ' +
          'credentials of the role. The hop limit of 1 keeps the token on the machine.',
        TagSpecifications:
          'Tags instance, volumes and network interface, each of which is a resource of its own. Tagging them ' +
          'afterwards would leave a moment in which a crash loses them.',
        ClientToken:
          'Makes the call safe to repeat: the same token gives the same instance. With other parameters it is ' +
          '`IdempotentParameterMismatch`.',
      },
      behind:
        'EC2 finds a host, attaches the disk and boots: `pending` to `running` takes 25 to 50 s. `running` means ' +
        'that the machine has started, not that its programs have: the agent of Session Manager comes some seconds ' +
        'later.',
      undo: '`ec2:TerminateInstances`.',
      cost:
        'By the second while it runs, for at least a minute; its disk by GiB and month; its public IPv4 address by ' +
        'the hour.',
      mistakes: [
        'A role made seconds ago: `InvalidParameterValue`, "Invalid IAM Instance Profile name". It takes about 8 s ' +
          'until EC2 knows a new profile, so the call is repeated.',
        '`InsufficientInstanceCapacity`: AWS has no such machine free in this zone at the moment. Another type or ' +
          'zone helps, repeating does not at once.',
        'A subnet without a route to an internet gateway, or no public address. The instance runs, but Session ' +
          'Manager says that it is not connected.',
        'An instance type of another processor than the image: refused.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html',
    },
    'ec2:DescribeInstances': {
      does:
        'Shows instances and their state, in groups of those launched together (`Reservations`). It is asked every ' +
        'few seconds until the bastion runs, and until the instances of a deleted Auto Scaling group are gone.',
      parameters: {
        InstanceIds:
          'The recorded id. Right after the launch it can be unknown for a moment: `InvalidInstanceID.NotFound`.',
        Filters:
          'By tags, to find what an interrupted run has launched; by `tag:aws:autoscaling:groupName`, which Auto ' +
          'Scaling puts on its instances, to count those of a group. `instance-state-name` leaves out the terminated ' +
          'ones.',
      },
      behind:
        'A terminated instance goes on being described for up to an hour. It holds nothing any more, and counts here ' +
        'as gone.',
      mistakes: [
        'Counting instances without a filter by state. Terminated ones are among them, and one waits for an hour.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html',
    },
    'ec2:TerminateInstances': {
      does: 'Shuts instances down and deletes them for good.',
      behind:
        '`shutting-down` for some seconds to minutes, then `terminated`. Only then are network interface and public ' +
        'address free, and with them subnet, security group and internet gateway. It may be repeated: each call ' +
        'succeeds.',
      undo: 'Nothing: the machine and its disk are gone.',
      mistakes: [
        'Deleting the security group or the subnet right after the call: `DependencyViolation`, until the state is ' +
          '`terminated`.',
        'Terminating an instance of an Auto Scaling group to get rid of it. The group launches another one.',
      ],
      link: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TerminateInstances.html',
    },
  },
};
