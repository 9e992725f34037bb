import { awslogsOptions } from './awslogs.js';
import { named } from './containers.js';
import { putOptions } from './log-options.js';
import { map, type Row } from './rows.js';
import { secretName } from './secret-names.js';
import { within } from './source.js';

/**
 * Where the lines of a container go. That they go to CloudWatch is so without being written; other drivers of Fargate are named,
 * with all of their options.
 * @param driverName how a format calls the driver
 */
export const logging =
  (driverName: string): Row =>
  (whole, target) => {
    const driver = within(whole, driverName);
    const isNamed = driver.value === 'awsfirelens' || driver.value === 'splunk';
    map({
      [driverName]: (value) => {
        if (isNamed) target.put(['logs', 'driver'], value.value, value);
        else if (value.value === 'awslogs') target.hold(value);
        else target.unknown(value);
      },
      options: (value) => {
        if (isNamed) putOptions(value, target);
        else awslogsOptions(value, target);
      },
      secretOptions: (value) => {
        if (isNamed) named('secretOptions', 'name', 'valueFrom', secretName)(value, target.in('logs'));
        else target.unknown(value);
      },
    })(whole, target);
  };
