package jobsweep.acceptance.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

final class YearIT {

    @Test
    void nothingIsLostInAYearAndLookingTakesLittleOfTheQuota() throws IOException {
        YearReport report = new Year(1, 40, Templates.deferring(), PlayedFunctions::built).play();

        assertThat(report.findings()).as("%s", report).isEmpty();
        assertThat(report.looks()).isGreaterThan(40);
    }

    @Test
    void aConsumerThatLosesWhatIsDeferredIsFound() throws IOException {
        YearReport report = new Year(1, 1, Templates.deferring(), BrokenPromise.LOSES_WHAT_IS_DEFERRED).play();

        assertThat(report.findings()).containsExactly("1 executions left");
    }
}
