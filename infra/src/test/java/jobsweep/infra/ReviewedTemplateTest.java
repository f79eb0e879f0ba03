package jobsweep.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iot.CfnThing;

/// What a stack with a thing and a cleanup becomes.
class ReviewedTemplateTest {
    @Test
    void theTemplateIsTheOneThatWasReviewed() throws IOException {
        App app = new App();
        GoldenTemplates.assertReviewed("cleanup", app, withCleanup(app));
    }

    @Test
    void buildingTwiceGivesTheSameAssetHash() throws IOException {
        App first = new App();
        App second = new App();

        assertThat(GoldenTemplates.synthesized(first, withCleanup(first)))
                .containsPattern(GoldenTemplates.ASSET_HASH)
                .isEqualTo(GoldenTemplates.synthesized(second, withCleanup(second)));
    }

    private static Stack withCleanup(App app) {
        Stack stack = new Stack(app, "JobsweepExample");
        CfnThing thing = CfnThing.Builder.create(stack, "Thing")
                .thingName("greenhouse-7")
                .build();
        JobExecutionCleanup.Builder.create(stack, "Rollout")
                .jobId("firmware-42")
                .thingName(thing.getRef())
                .executionNumber(1)
                .force(false)
                .build();
        return stack;
    }
}
