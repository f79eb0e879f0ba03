package consumer;

import jobsweep.infra.JobExecutionCleanup;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;

public class ConsumerApp {
    public static void main(String[] args) {
        App app = new App();
        Stack stack = new Stack(app, "Consumer");
        JobExecutionCleanup.Builder.create(stack, "Rollout")
                .jobId("firmware-42")
                .thingName("greenhouse-7")
                .build();
        app.synth();
    }
}
