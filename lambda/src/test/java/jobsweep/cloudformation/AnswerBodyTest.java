package jobsweep.cloudformation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import jobsweep.invocation.Json;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class AnswerBodyTest {

    private static final ResponseAddress ADDRESS =
            new ResponseAddress(new ResponseUrl(URI.create("https://host/")), "stack", "request", "Rollout");
    private static final PhysicalResourceId ID = new PhysicalResourceId("firmware/sensor");
    private static final String TRACE = "(RequestId request)";

    @Test
    void aBodyOfExactly4096BytesIsSentAsItIs() {
        String reason = "x".repeat(4096 - failed("").length);

        byte[] body = failed(reason);

        assertThat(body).hasSize(4096);
        assertThat(members(body)).containsEntry("Reason", reason + " " + TRACE);
    }

    @Test
    void aLongerBodyLosesTheEndOfItsReasonAndSaysSo() {
        byte[] body = failed("x".repeat(4097 - failed("").length));

        assertThat(body).hasSizeLessThanOrEqualTo(4096).hasSizeGreaterThan(4080);
        assertThat(members(body))
                .extractingByKey("Reason")
                .asString()
                .startsWith("xxx")
                .endsWith("x… (cut) " + TRACE);
        assertThat(members(body))
                .containsEntry("Status", "FAILED")
                .containsEntry("PhysicalResourceId", "firmware/sensor")
                .containsEntry("StackId", "stack")
                .containsEntry("RequestId", "request")
                .containsEntry("LogicalResourceId", "Rollout");
    }

    @Test
    void aReasonIsCutBetweenCharactersHoweverManyBytesTheyTake() {
        assertThat(members(failed("🚜".repeat(3000))))
                .extractingByKey("Reason")
                .asString()
                .matches("(🚜)+… \\(cut\\) .*");
    }

    @Test
    void attributesThatDoNotFitAreDroppedWhole() {
        byte[] body =
                AnswerBody.of(ADDRESS, new Answer.Success(new ResourceState(ID, Map.of("Status", "x".repeat(5000)))));

        assertThat(members(body))
                .doesNotContainKey("Data")
                .containsEntry("Status", "SUCCESS")
                .containsEntry("PhysicalResourceId", "firmware/sensor");
    }

    @Test
    void attributesAreAFlatObjectOfTexts() {
        byte[] body = AnswerBody.of(ADDRESS, new Answer.Success(new ResourceState(ID, Map.of("Status", "QUEUED"))));

        assertThat(new String(body, UTF_8)).endsWith("\"Data\":{\"Status\":\"QUEUED\"}}");
    }

    @Test
    void anAnswerWithoutAttributesHasNoData() {
        byte[] body = AnswerBody.of(ADDRESS, new Answer.Success(new ResourceState(ID, Map.of())));

        assertThat(members(body)).doesNotContainKey("Data").containsEntry("Status", "SUCCESS");
    }

    @Property
    void everyReasonLeavesABodyThatFitsAndIsValid(@ForAll @StringLength(max = 6000) String reason) {
        byte[] body = failed(reason);

        assertThat(body).hasSizeLessThanOrEqualTo(4096);
        assertThat(members(body)).extractingByKey("Reason").asString().endsWith(TRACE);
        assertThat(new String(body, UTF_8).getBytes(UTF_8)).isEqualTo(body);
    }

    @Property
    void whateverIdsAreLetInABodyFitsAndRepeatsThem(
            @ForAll @StringLength(min = 1, max = 400) String stackId,
            @ForAll @StringLength(min = 1, max = 400) String logicalResourceId,
            @ForAll @StringLength(min = 1, max = 1024) String physicalId,
            @ForAll @StringLength(max = 4000) String reason) {
        Optional<ResponseAddress> address = address(stackId, logicalResourceId);
        Optional<PhysicalResourceId> id = PhysicalResourceId.parse(physicalId);
        Assume.that(address.isPresent() && id.isPresent());

        byte[] body = AnswerBody.of(address.get(), new Answer.Failed(id.get(), reason, TRACE));

        assertThat(body).hasSizeLessThanOrEqualTo(4096);
        assertThat(members(body))
                .containsEntry("StackId", stackId)
                .containsEntry("LogicalResourceId", logicalResourceId)
                .containsEntry("PhysicalResourceId", physicalId);
    }

    private static Optional<ResponseAddress> address(String stackId, String logicalResourceId) {
        try {
            return Optional.of(ResponseAddress.of(
                    new CustomResourceEvent(Map.of(
                            "ResponseURL",
                            "http://host:1/",
                            "StackId",
                            stackId,
                            "RequestId",
                            "request",
                            "LogicalResourceId",
                            logicalResourceId)),
                    ResponseHosts.of(Map.of("JOBSWEEP_RESPONSE_HOSTS", "host:1")),
                    new Partition("aws")));
        } catch (UnanswerableException tooLongOrHalfACharacter) {
            return Optional.empty();
        }
    }

    private static byte[] failed(String reason) {
        return AnswerBody.of(ADDRESS, new Answer.Failed(ID, reason, TRACE));
    }

    private static Map<String, Object> members(byte[] body) {
        return Json.readObject(new ByteArrayInputStream(body)).orElseThrow();
    }
}
