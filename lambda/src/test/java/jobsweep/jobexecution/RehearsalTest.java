package jobsweep.jobexecution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

class RehearsalTest {

    @Test
    void itGoesThroughALookADeletionAndAnAnswer() {
        List<String> log = new ArrayList<>();
        var iot = AwsClients.iot(new Rehearsal.Nobody())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "key")))
                .build();

        Rehearsal.play(iot, log::add);

        assertThat(log)
                .singleElement()
                .asString()
                .contains("\"requestType\":\"Delete\"", "\"status\":\"SUCCESS\"", "\"putAttempts\":1");
    }

    @Test
    void whatGoesWrongIsLeftToTheFirstEvent() {
        // There is no Region and there are no credentials in a test's environment.
        assertThatNoException().isThrownBy(Rehearsal::play);
    }
}
