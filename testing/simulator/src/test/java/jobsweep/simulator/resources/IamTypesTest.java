package jobsweep.simulator.resources;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jobsweep.simulator.SimulatedAws;
import jobsweep.simulator.cloudformation.CloudFormation;
import jobsweep.simulator.cloudformation.Stack;
import jobsweep.simulator.cloudformation.StackEvent;
import jobsweep.simulator.cloudformation.StackStatus;
import jobsweep.simulator.cloudformation.Template;
import jobsweep.simulator.iam.Decision;
import jobsweep.simulator.iam.Iam;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Policies that stand alone and may be of several roles, `AWS::IAM::Policy`.
class IamTypesTest {
    private static final String ROLES = role("first") + role("second");

    private final SimulatedAws aws;
    private final Iam iam;
    private final CloudFormation cloudFormation;

    IamTypesTest() throws IOException {
        aws = SimulatedAws.builder().start();
        iam = aws.iam();
        cloudFormation = aws.cloudFormation();
    }

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void aPolicyIsOfEachOfItsRolesAndGoesFromEach() {
        create(ROLES + policy("Policy", "sweeping", "!Ref FIRST, !Ref SECOND", "iot:DeleteThing"));

        assertThat(isAllowed("first", "iot:DeleteThing")).isTrue();
        assertThat(isAllowed("second", "iot:DeleteThing")).isTrue();

        update(ROLES);

        assertThat(isAllowed("first", "iot:DeleteThing")).isFalse();
        assertThat(isAllowed("second", "iot:DeleteThing")).isFalse();
    }

    @Test
    void anotherNameAndOtherRolesChangeItInPlace() {
        String physicalId = create(ROLES + policy("Policy", "sweeping", "!Ref FIRST, !Ref SECOND", "iot:DeleteThing"))
                .physicalResourceIds()
                .get("Policy");

        Stack stack = update(ROLES + policy("Policy", "looking", "!Ref SECOND", "iot:DescribeThing"));

        assertThat(stack.status()).isEqualTo(StackStatus.UPDATE_COMPLETE);
        assertThat(stack.physicalResourceIds().get("Policy")).isEqualTo(physicalId);
        assertThat(isAllowed("second", "iot:DescribeThing")).isTrue();
        assertThat(isAllowed("first", "iot:DescribeThing")).isFalse();
        assertThat(isAllowed("first", "iot:DeleteThing")).isFalse();
        assertThat(isAllowed("second", "iot:DeleteThing")).isFalse();
    }

    @Test
    void aPolicyBesideAnOldOneIsThereBeforeThatGoes() {
        create(ROLES + policy("OldPolicy", "old", "!Ref FIRST", "iot:DeleteThing"));

        Stack stack = update(ROLES + policy("NewPolicy", "new", "!Ref FIRST", "iot:DescribeThing"));

        assertThat(stack.events())
                .extracting(event -> event.logicalResourceId() + " " + event.status())
                .containsSubsequence(
                        "NewPolicy CREATE_COMPLETE",
                        "demo UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
                        "OldPolicy DELETE_COMPLETE");
        assertThat(isAllowed("first", "iot:DescribeThing")).isTrue();
        assertThat(isAllowed("first", "iot:DeleteThing")).isFalse();
    }

    @Test
    void aPolicyOfAnotherStackTakesThePlaceOfOneThatHasItsNameAndRoleAndGoesWithTheOther() {
        create(ROLES + policy("Policy", "same", "!Ref FIRST", "iot:DeleteThing"));

        createStack("second", policy("Policy", "same", "first", "iot:DescribeThing"));

        assertThat(isAllowed("first", "iot:DescribeThing")).isTrue();
        assertThat(isAllowed("first", "iot:DeleteThing")).isFalse();

        cloudFormation.deleteStack("second").join();

        assertThat(isAllowed("first", "iot:DeleteThing")).isFalse();
    }

    @Test
    void aPolicyOfNoRoleFails() {
        Stack stack = create(ROLES + policy("Policy", "sweeping", "", "iot:DeleteThing"));

        assertThat(stack.status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
        assertThat(stack.events())
                .extracting(StackEvent::reason)
                .anyMatch(said -> said.startsWith("The simulator does not play a policy of no role"));
    }

    private static String role(String name) {
        return """
                  %s:
                    Type: AWS::IAM::Role
                    Properties:
                      RoleName: %s
                      AssumeRolePolicyDocument:
                        Statement: {Effect: Allow, Action: sts:AssumeRole, Principal: {Service: lambda.amazonaws.com}}
                """.formatted(name.toUpperCase(Locale.ROOT), name);
    }

    private static String policy(String logicalId, String name, String roles, String action) {
        return """
                  %s:
                    Type: AWS::IAM::Policy
                    Properties:
                      PolicyName: %s
                      Roles: [%s]
                      PolicyDocument: {Statement: {Effect: Allow, Action: '%s', Resource: '*'}}
                """.formatted(logicalId, name, roles, action);
    }

    private boolean isAllowed(String role, String action) {
        String key = iam.accessKeyFor("arn:aws:iam::123456789012:role/" + role);
        return iam.authorize(key, action, List.of("arn:aws:iot:us-east-1:123456789012:thing/pump-7"))
                instanceof Decision.Allowed;
    }

    private Stack create(String resources) {
        return createStack("demo", resources);
    }

    private Stack createStack(String name, String resources) {
        return cloudFormation
                .createStack(name, Template.parse("Resources:\n" + resources), Map.of())
                .join();
    }

    private Stack update(String resources) {
        return cloudFormation
                .updateStack("demo", Template.parse("Resources:\n" + resources), Map.of())
                .join();
    }
}
