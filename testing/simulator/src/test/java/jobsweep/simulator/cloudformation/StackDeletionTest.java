package jobsweep.simulator.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StackDeletionTest {
    private static final String SWEEP = """
              Sweep:
                Type: Custom::Sweep
                Properties: {ServiceToken: <token>, Id: first}
            """;
    private static final String STACK = """
              Policy: {Type: Fake::Part, Properties: {Name: policy}}
              Other: {Type: Fake::Part, Properties: {Name: other}}
              Sweep:
                Type: Custom::Sweep
                DependsOn: Policy
                Properties: {ServiceToken: <token>, Id: first}
            """;

    private final TestBed stage = new TestBed();

    StackDeletionTest() throws IOException {}

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void resourcesGoBeforeWhatTheyDependOn() {
        stage.create(STACK);

        var stack = stage.delete();

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_COMPLETE);
        assertThat(TestBed.history(stack)).containsSubsequence("Sweep DELETE_COMPLETE", "Policy DELETE_IN_PROGRESS");
        assertThat(stage.parts.existing()).isEmpty();
        assertThat(stage.requests()).containsExactly("Create Sweep", "Delete Sweep first");
        assertThatThrownBy(() -> stage.cloudFormation.stack(TestBed.NAME)).hasMessageContaining("does not exist");
    }

    @Test
    void whatARefusedResourceDependsOnIsDeletedAllTheSame() {
        stage.create(STACK);
        stage.provider.refuse("Delete Sweep");

        var stack = stage.delete();

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_FAILED);
        assertThat(stack.statusReason()).isEqualTo("The following resource(s) failed to delete: [Sweep]. ");
        assertThat(TestBed.history(stack)).containsSubsequence("Sweep DELETE_FAILED", "Policy DELETE_COMPLETE");
        assertThat(stack.physicalResourceIds()).containsOnlyKeys("Sweep");
        assertThat(stage.parts.existing()).isEmpty();
    }

    @Test
    void whatARefusedResourceDependsOnMayAlsoStay() throws IOException {
        var rules = CloudFormationRules.builder().deletesPastFailures(false).build();
        try (var other = new TestBed(rules)) {
            other.create(STACK);
            other.provider.refuse("Delete Sweep");

            var stack = other.delete();

            assertThat(stack.physicalResourceIds()).containsOnlyKeys("Sweep", "Policy");
            assertThat(other.parts.existing()).containsExactly("policy");
        }
    }

    @Test
    void aStackThatCouldNotBeDeletedCanBeDeletedAgainWithANewRequest() {
        stage.create(STACK);
        stage.provider.refuse("Delete Sweep");
        stage.delete();
        var refused = stage.lastRequest();
        stage.provider.accept("Delete Sweep");

        var stack = stage.delete();

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_COMPLETE);
        assertThat(stage.requests()).endsWith("Delete Sweep first", "Delete Sweep first");
        assertThat(stage.lastRequest().path("RequestId")).isNotEqualTo(refused.path("RequestId"));
        assertThat(stage.lastRequest().path("StackId")).isEqualTo(refused.path("StackId"));
    }

    @Test
    void aStackThatCouldNotBeDeletedCanBeDeletedWithoutTheResource() {
        stage.create(STACK);
        stage.provider.refuse("Delete Sweep");
        stage.delete();

        var stack = TestBed.ended(stage.cloudFormation.deleteStack(TestBed.NAME, Set.of("Sweep")));

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_COMPLETE);
        assertThat(TestBed.history(stack)).contains("Sweep DELETE_SKIPPED");
        assertThat(stage.requests()).containsOnlyOnce("Delete Sweep first");
        assertThat(stage.parts.existing()).isEmpty();
    }

    @Test
    void eachOperationTriesOnceToDeleteWhatRefuses() {
        stage.provider.refuse("Create Sweep");
        stage.provider.refuse("Delete Sweep");

        var stack = stage.create(SWEEP);
        stage.delete();
        TestBed.ended(stage.cloudFormation.deleteStack(TestBed.NAME, Set.of("Sweep")));

        assertThat(TestBed.history(stack).stream().dropWhile(line -> !line.equals("Sweep CREATE_FAILED")))
                .containsExactly(
                        "Sweep CREATE_FAILED",
                        "demo ROLLBACK_IN_PROGRESS",
                        "Sweep DELETE_IN_PROGRESS",
                        "Sweep DELETE_FAILED",
                        "demo ROLLBACK_FAILED",
                        "demo DELETE_IN_PROGRESS",
                        "Sweep DELETE_IN_PROGRESS",
                        "Sweep DELETE_FAILED",
                        "demo DELETE_FAILED",
                        "demo DELETE_IN_PROGRESS",
                        "Sweep DELETE_SKIPPED",
                        "demo DELETE_COMPLETE");
        assertThat(stack.events())
                .filteredOn(event -> event.status().equals("ROLLBACK_FAILED")
                        || (event.status().equals("DELETE_FAILED")
                                && event.logicalResourceId().equals("demo")))
                .extracting(StackEvent::reason)
                .containsOnly("The following resource(s) failed to delete: [Sweep]. ");
    }

    @Test
    void aStackThatCouldNotBeDeletedCannotBeUpdated() {
        stage.create(STACK);
        stage.provider.refuse("Delete Sweep");
        stage.delete();

        assertThatThrownBy(() -> stage.update(STACK.replace("first", "second")))
                .isInstanceOf(ValidationException.class)
                .hasMessageMatching(
                        "Stack:arn:aws:cloudformation:us-east-1:123456789012:stack/demo/.* is in DELETE_FAILED "
                                + "state and can not be updated\\.");
    }

    @Test
    void resourcesCanBeRetainedOnlyAfterAFailedDeletion() {
        stage.create(STACK);

        assertThatThrownBy(() -> stage.cloudFormation.deleteStack(TestBed.NAME, Set.of("Sweep")))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("only when the stack is in the DELETE_FAILED state");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatCannotBeDeletedInAForcedDeletionEitherIsRetainedWithWhatItDependsOn(boolean deletesPastFailures)
            throws IOException {
        var rules = CloudFormationRules.builder()
                .deletesPastFailures(deletesPastFailures)
                .build();
        try (var other = new TestBed(rules)) {
            other.create(STACK);
            other.provider.refuse("Delete Sweep");
            other.delete();

            var stack = TestBed.ended(other.cloudFormation.forceDeleteStack(TestBed.NAME));

            assertThat(stack.status()).isEqualTo(StackStatus.DELETE_COMPLETE);
            assertThat(TestBed.history(stack)).containsSubsequence("Sweep DELETE_FAILED", "Sweep DELETE_SKIPPED");
            assertThat(other.requests()).endsWith("Delete Sweep first", "Delete Sweep first");
            assertThat(other.parts.existing().contains("policy")).isNotEqualTo(deletesPastFailures);
        }
    }

    @Test
    void aForcedDeletionDeletesWhatCanBeDeletedNow() {
        stage.create(STACK);
        stage.provider.refuse("Delete Sweep");
        stage.delete();
        stage.provider.accept("Delete Sweep");

        var stack = TestBed.ended(stage.cloudFormation.forceDeleteStack(TestBed.NAME));

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_COMPLETE);
        assertThat(TestBed.history(stack)).doesNotContain("Sweep DELETE_SKIPPED");
    }

    @Test
    void aDeletionCanBeForcedOnlyAfterAFailedOne() {
        stage.create(STACK);

        assertThatThrownBy(() -> stage.cloudFormation.forceDeleteStack(TestBed.NAME))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("DELETE_FAILED state");
    }

    @Test
    void aRetainedResourceIsSkipped() {
        stage.create("""
                  Sweep:
                    Type: Custom::Sweep
                    DeletionPolicy: Retain
                    Properties: {ServiceToken: <token>, Id: first}
                  Later:
                    Type: Custom::Sweep
                    DeletionPolicy: RetainExceptOnCreate
                    Properties: {ServiceToken: <token>, Id: later}
                """);

        var stack = stage.delete();

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_COMPLETE);
        assertThat(TestBed.history(stack)).contains("Sweep DELETE_SKIPPED", "Later DELETE_SKIPPED");
        assertThat(stage.requests()).noneMatch(request -> request.startsWith("Delete"));
    }

    @Test
    void aStackOfTheSameNameHasAnotherArn() {
        var first = stage.create(STACK).id();
        stage.delete();

        assertThat(stage.create(STACK).id()).isNotEqualTo(first);
    }
}
