package jobsweep.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;

class ExampleStackTest {
    @Test
    void theTemplateIsTheOneThatWasReviewed() throws IOException {
        App app = new App();
        GoldenTemplates.assertReviewed("example", app, example(app));
    }

    @Test
    void buildingTwiceGivesTheSameAssetHash() throws IOException {
        App first = new App();
        App second = new App();

        assertThat(GoldenTemplates.synthesized(first, example(first)))
                .containsPattern(GoldenTemplates.ASSET_HASH)
                .isEqualTo(GoldenTemplates.synthesized(second, example(second)));
    }

    @Test
    void theNameOfItsThingIsCheckedLikeACleanups() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExampleStack.Execution("firmware-42", "greenhouse 7", 1, false))
                .withMessage("ThingName must be 1 to 128 characters of a-z, A-Z, 0-9, :, _ and -, got 'greenhouse 7'");
    }

    private static ExampleStack example(App app) {
        return new ExampleStack(app, "JobsweepExample", ExampleStack.Execution.EXAMPLE);
    }
}
