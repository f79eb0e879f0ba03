package jobsweep.simulator.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IamTest {
    private static final String ROLE = "arn:aws:iam::123456789012:role/Cleanup";
    private static final String JOB = "arn:aws:iot:eu-central-1:123456789012:job/firmware-42";
    private static final String THING = "arn:aws:iot:eu-central-1:123456789012:thing/greenhouse-7";
    private static final String DELETE = "iot:DeleteJobExecution";

    private final Iam iam = new Iam();

    @BeforeEach
    void createRole() {
        iam.putRole(ROLE, json("""
                        {"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                                        "Principal": {"Service": "lambda.amazonaws.com"}}]}"""));
    }

    @Test
    void aCallIsAllowedWhenEachOfItsResourcesIs() {
        allow(DELETE, JOB);
        allow(DELETE, THING);

        Decision decision = authorize(DELETE, JOB, THING);

        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Allowed.class,
                        allowed -> assertThat(allowed.statements())
                                .extracting(Statement::resource)
                                .containsExactlyInAnyOrder(JOB, THING));
    }

    @Test
    void aCallIsDeniedWhenOnlyOneOfItsTwoResourcesIsAllowed() {
        allow(DELETE, JOB);

        assertThat(authorize(DELETE, JOB, THING)).isEqualTo(new Decision.Denied(ROLE, DELETE, THING, false));
        assertThat(iam.unusedStatements(ROLE)).hasSize(1);
    }

    @Test
    void anExplicitDenyWinsOverAnAllow() {
        allow("iot:*", "*");
        iam.putRolePolicy(ROLE, "Deny", statement("Deny", "iot:Delete*", JOB));

        assertThat(authorize(DELETE, JOB, THING)).isEqualTo(new Decision.Denied(ROLE, DELETE, JOB, true));
        assertThat(authorize("iot:DescribeJobExecution", JOB, THING)).isInstanceOf(Decision.Allowed.class);
    }

    @ParameterizedTest
    @CsvSource({
        "iot:DeleteJobExecution, arn:*:job/firmware-42, true",
        "iot:deletejobexecution, arn:*:job/firmware-?2, true",
        "iot:Delete*, arn:aws:iot:eu-central-1:123456789012:job/*, true",
        "*, *, true",
        "iot:DeleteJobExecution, arn:aws:iot:eu-central-1:123456789012:job/firmware-4?, true",
        "iot:Delete, *, false",
        "iot:DeleteJobExecution, arn:*:job/firmware-4, false",
        "iot:DeleteJobExecution, arn:*:job/firmware-42?, false",
        "iot:DeleteJobExecution, arn:*:job/FIRMWARE-42, false",
        "iot:DeleteJobExecution, arn.aws.iot.eu-central-1.123456789012.job/firmware-42, false",
    })
    void wildcardsStandForAnyCharacters(String action, String resource, boolean allowed) {
        allow(action, resource);

        assertThat(authorize(DELETE, JOB) instanceof Decision.Allowed).isEqualTo(allowed);
    }

    @Test
    void aDenialNamesRoleActionAndResource() {
        Decision.Denied denied = (Decision.Denied) authorize(DELETE, JOB);

        assertThat(denied.message())
                .isEqualTo("User: " + ROLE + " is not authorized to perform: " + DELETE + " on resource: " + JOB
                        + " because no identity-based policy allows the " + DELETE + " action");
        assertThat(new Decision.Denied(ROLE, DELETE, JOB, true).message())
                .isEqualTo("User: " + ROLE + " is not authorized to perform: " + DELETE + " on resource: " + JOB
                        + " with an explicit deny in an identity-based policy");
    }

    @Test
    void aPolicyThatIsDeletedAllowsNothingMore() {
        allow(DELETE, JOB);

        iam.deleteRolePolicy(ROLE, DELETE + JOB);

        assertThat(authorize(DELETE, JOB)).isInstanceOf(Decision.Denied.class);
    }

    @Test
    void aRoleThatIsDeletedAllowsNothingMore() {
        allow(DELETE, JOB);

        iam.deleteRole(ROLE);

        assertThat(authorize(DELETE, JOB)).isInstanceOf(Decision.Denied.class);
        assertThat(iam.trusts(ROLE, "lambda.amazonaws.com")).isFalse();
    }

    @Test
    void aPermissionThatNoCallNeededIsFoundEvenAfterTheRoleIsGone() {
        JsonNode policy = json("""
                        {"Version": "2012-10-17", "Statement":
                            {"Effect": "Allow", "Action": ["iot:DeleteJobExecution", "iot:CancelJobExecution"],
                             "Resource": ["%s", "%s"]}}""".formatted(JOB, THING));
        iam.putRolePolicy(ROLE, "Cleanup", policy);

        authorize(DELETE, JOB, THING);
        iam.deleteRole(ROLE);

        assertThat(iam.unusedStatements(ROLE))
                .containsExactly(
                        new Statement("Cleanup", false, "iot:CancelJobExecution", JOB),
                        new Statement("Cleanup", false, "iot:CancelJobExecution", THING));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                {"Effect": "Allow", "Action": "iot:*", "Resource": "*", "Condition": {"Bool": {"aws:X": "true"}}}""",
                """
                {"Effect": "Allow", "NotAction": "iot:*", "Resource": "*"}""",
                """
                {"Effect": "Allow", "Action": "iot:*", "NotResource": "*"}""",
                """
                {"Effect": "Allow", "Action": "iot:*", "Resource": "*", "Principal": "*"}""",
                """
                {"Effect": "Allow", "Action": "iot:*", "Resource": {"Ref": "Job"}}""",
                """
                {"Effect": "Allow", "Action": "iot:*", "Resource": "arn:aws:iot:::job/${aws:PrincipalTag/job}"}""",
                """
                {"Effect": "Allow", "Action": "iot:*"}""",
                """
                {"Effect": "allow", "Action": "iot:*", "Resource": "*"}""",
                """
                "Allow\"""",
            })
    void aStatementThatIsNotUnderstoodIsRefused(String statement) {
        JsonNode policy = json("{\"Statement\": [" + statement + "]}");

        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> iam.putRolePolicy(ROLE, "Strange", policy));
    }

    @Test
    void aRoleIsTrustedToTheServicesItNames() {
        assertThat(iam.trusts(ROLE, "lambda.amazonaws.com")).isTrue();
        assertThat(iam.trusts(ROLE, "ec2.amazonaws.com")).isFalse();
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> iam.putRole(
                        ROLE,
                        json("{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"sts:AssumeRole\","
                                + " \"Principal\": {\"AWS\": \"*\"}}]}")));
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:iam::123456789012:root, true",
        "arn:aws:iam::123456789012:role/sweeper, true",
        "arn:aws:iam::123456789012:role/another, false",
        "arn:aws:iam::210987654321:root, false"
    })
    void aRoleIsTrustedToAnotherByItsNameOrAsOneOfItsAccounts(String principal, boolean trusted) {
        iam.putRole(
                ROLE,
                json("{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"sts:AssumeRole\","
                        + " \"Principal\": {\"AWS\": \"" + principal + "\"}}]}"));

        assertThat(iam.trustsRole(ROLE, "arn:aws:iam::123456789012:role/sweeper"))
                .isEqualTo(trusted);
    }

    @Test
    void aRoleWithAConditionTrustsNobodyWhoDoesNotSayForWhom() {
        iam.putRole(ROLE, trustWith("StringEquals", "aws:SourceAccount"));

        assertThat(iam.trusts(ROLE, "lambda.amazonaws.com")).isFalse();
        assertThat(iam.trusts(ROLE, "lambda.amazonaws.com", JOB)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                {"Effect": "Deny", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}}""",
                """
                {"Effect": "Allow", "Action": "sts:TagSession", "Principal": {"Service": "lambda.amazonaws.com"}}""",
                """
                {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": "lambda.amazonaws.com"}""",
                """
                {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Federated": "example.com"}}""",
                """
                {"Effect": "Allow", "Action": "sts:AssumeRole", "NotPrincipal": {"AWS": "1"}, "Principal": {}}""",
            })
    void aTrustPolicyThatIsNotUnderstoodIsRefused(String statement) {
        JsonNode policy = json("{\"Statement\": [" + statement + "]}");

        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> iam.putRole(ROLE, policy));
    }

    @ParameterizedTest
    @CsvSource({"StringNotEquals, aws:SourceAccount", "StringEquals, aws:PrincipalArn"})
    void aTrustConditionThatIsNotUnderstoodIsRefused(String operator, String key) {
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> iam.putRole(ROLE, trustWith(operator, key)));
    }

    private static JsonNode trustWith(String operator, String key) {
        return json("""
                {"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
                               "Principal": {"Service": "lambda.amazonaws.com"},
                               "Condition": {"%s": {"%s": "123456789012"}}}}""".formatted(operator, key));
    }

    @Test
    void anAccessKeyLeadsBackToItsRole() {
        String accessKeyId = iam.accessKeyFor(ROLE);

        assertThat(accessKeyId).matches("AKIA[0-9A-Z]{16}").isEqualTo(iam.accessKeyFor(ROLE));
        assertThat(iam.roleFor(accessKeyId)).contains(ROLE);
        assertThat(iam.roleFor("AKIASTRANGER")).isEmpty();
    }

    @Test
    void aStrangersCallIsNotJudged() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> iam.authorize("AKIASTRANGER", DELETE, List.of(JOB)))
                .withMessageContaining("never given out");
    }

    private void allow(String action, String resource) {
        iam.putRolePolicy(ROLE, action + resource, statement("Allow", action, resource));
    }

    private Decision authorize(String action, String... resources) {
        return iam.authorize(iam.accessKeyFor(ROLE), action, List.of(resources));
    }

    private static JsonNode statement(String effect, String action, String resource) {
        return json("{\"Statement\": [{\"Effect\": \"%s\", \"Action\": \"%s\", \"Resource\": \"%s\"}]}"
                .formatted(effect, action, resource));
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
