import { awslogsOptions } from './awslogs.js';
import { named } from './containers.js';
import { putOptions } from './log-options.js';
import { held, map, wished, type Row } from './rows.js';
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

/**
 * `logging` of compose. Its default is a file on the machine, and options say how large that may grow.
 * Source: https://docs.docker.com/engine/logging/drivers/json-file/
 */
export const composeLogging: Row = (whole, target) => {
  const { value: driver = fileDrivers[0] } = within(whole, 'driver');
  if (!fileDrivers.some((it) => it === driver)) return logging('driver')(whole, target);
  const ofFile = held('lines go to CloudWatch Logs, and not to a file');
  map({
    driver: ofFile,
    options: map({ 'max-size': ofFile, 'max-file': ofFile, compress: ofFile, mode: held(), '*': wished }),
  })(whole, target);
};
const fileDrivers: readonly unknown[] = ['json-file', 'local'];
