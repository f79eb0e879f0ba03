// Before, deploy jobsweep's provider in the account and Region, which have to be bootstrapped, with the patterns
// `firmware-*,certificates-*` of jobs and `greenhouse-*` of things. Then, in this folder: `npm install`, `npm run deploy`.
import { App, CfnResource, Fn, Stack } from 'aws-cdk-lib';
import { CfnThing } from 'aws-cdk-lib/aws-iot';
import { Construct } from 'constructs';

/** Job executions that are deleted with the stack, by the provider that is deployed in this account and Region. */
class Cleanup extends CfnResource {
  constructor(scope: Construct, id: string, properties: Record<string, unknown>) {
    super(scope, id, {
      type: 'Custom::IoTJobExecution',
      properties: {
        ServiceToken: Fn.importValue('JobsweepServiceToken'),
        ServiceTimeout: Fn.importValue('JobsweepServiceTimeout'),
        ...properties,
      },
    });
  }
}

/** A thing, and the job executions on it that are deleted before the thing. */
class RolloutStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const thing = new CfnThing(this, 'Thing', { thingName: 'greenhouse-7' });

    // One execution.
    new Cleanup(this, 'Firmware', { JobId: 'firmware-42', ThingName: thing.ref, ExecutionNumber: 1 });

    // Every execution of the job on the thing, also those that are in progress.
    new Cleanup(this, 'Certificates', { JobId: 'certificates-2026', ThingName: thing.ref, Force: true });
  }
}

const app = new App();
new RolloutStack(app, 'Rollout');
app.synth();
