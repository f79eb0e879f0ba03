package jobsweep.simulator.iam;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import jobsweep.simulator.http.HttpAnswer;
import jobsweep.simulator.http.HttpCall;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StsServiceTest {
    private static final String CALLER = "arn:aws:iam::123456789012:role/sweeper";
    private static final String FLEET = "arn:aws:iam::123456789012:role/fleet";
    private static final String ASSUME =
            "Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Ffleet";

    private final Iam iam = new Iam();
    private final StsService sts =
            new StsService(iam, "us-east-1", InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z")));

    @BeforeEach
    void createRoles() throws JsonProcessingException {
        iam.putRole(CALLER, trusting("\"Service\": \"lambda.amazonaws.com\""));
        iam.putRole(FLEET, trusting("\"AWS\": \"" + CALLER + "\""));
        iam.putRolePolicy(
                CALLER,
                "Assume",
                json("{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"sts:AssumeRole\", \"Resource\": \"" + FLEET
                        + "\"}]}"));
    }

    @Test
    void aRoleBecomesAnotherThatItMayAssumeAndThatTrustsIt() {
        HttpAnswer answer = call(ASSUME);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .contains(
                        "<AccessKeyId>" + iam.accessKeyFor(FLEET) + "</AccessKeyId>",
                        "<Expiration>2026-03-01T13:00:00Z</Expiration>");
    }

    @Test
    void aRoleThatMayNotIsDenied() {
        iam.deleteRolePolicy(CALLER, "Assume");

        assertDenied();
    }

    @Test
    void aRoleThatIsNotTrustedIsDenied() throws JsonProcessingException {
        iam.putRole(FLEET, trusting("\"AWS\": \"arn:aws:iam::210987654321:root\""));

        assertDenied();
    }

    @Test
    void whatIsNotPlayedFailsLoudly() {
        assertThat(call("Action=GetCallerIdentity&Version=2011-06-15").status()).isEqualTo(501);
    }

    private void assertDenied() {
        HttpAnswer answer = call(ASSUME);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body())
                .contains(
                        "<Code>AccessDenied</Code>",
                        "User: " + CALLER + " is not authorized to perform: sts:AssumeRole on resource: " + FLEET);
    }

    private HttpAnswer call(String form) {
        String credential = "AWS4-HMAC-SHA256 Credential=" + iam.accessKeyFor(CALLER)
                + "/20260301/us-east-1/sts/aws4_request, SignedHeaders=host, Signature=0";
        return sts.answer(new HttpCall(
                "POST", URI.create("/"), Map.of("Authorization", credential), form.getBytes(StandardCharsets.UTF_8)));
    }

    private static JsonNode trusting(String principal) throws JsonProcessingException {
        return json("{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"sts:AssumeRole\", \"Principal\": {"
                + principal + "}}]}");
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return new JsonMapper().readTree(text);
    }
}
