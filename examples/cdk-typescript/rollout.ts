import { App, CustomResource, Duration, Fn, Stack } from 'aws-cdk-lib';
import { CfnThing } from 'aws-cdk-lib/aws-iot';
import { Construct } from 'constructs';

/** A thing, and the job executions on it that are deleted with the stack, before the thing. */
class RolloutStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const thing = new CfnThing(this, 'Thing', { thingName: 'greenhouse-7' });

    // The provider that is deployed in this account and Region.
    const cleanup = {
      resourceType: 'Custom::IoTJobExecution',
      serviceToken: Fn.importValue('JobsweepServiceToken'),
      serviceTimeout: Duration.seconds(1050),
    };

    // One execution.
    new CustomResource(this, 'Firmware', {
      ...cleanup,
      properties: { JobId: 'firmware-42', ThingName: thing.ref, ExecutionNumber: 1 },
    });

    // Every execution of the job on the thing, also those that are in progress.
    new CustomResource(this, 'Certificates', {
      ...cleanup,
      properties: { JobId: 'certificates-2026', ThingName: thing.ref, Force: true },
    });
  }
}

const app = new App();
new RolloutStack(app, 'Rollout');
app.synth();
