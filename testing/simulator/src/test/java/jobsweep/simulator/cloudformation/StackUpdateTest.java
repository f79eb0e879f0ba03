package jobsweep.simulator.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StackUpdateTest {
    private static final String POLICY = "  Policy: {Type: Fake::Part, Properties: {Name: old-policy}}\n";
    private static final String SWEEP = """
              Sweep:
                Type: Custom::Sweep
                DependsOn: Policy
                Properties: {ServiceToken: <token>, Id: first, Force: false}
            """;
    /// Comes last, so that everything else has been changed when it fails.
    private static final String TAKEN = """
              Taken:
                Type: Fake::Part
                DependsOn: Sweep
                Properties: {Name: taken}
            """;

    private static final String MAPPED = """
              Sweep:
                Type: Custom::Sweep
                Properties: {ServiceToken: <token>, Id: !FindInMap [Ids, a, Id]}
            Mappings: {Ids: {a: {Id: first}, b: {Id: unused}}}
            """;

    private final TestBed stage = new TestBed();

    StackUpdateTest() throws IOException {}

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void aChangedPropertyIsAnUpdateInPlace() {
        stage.create(POLICY + SWEEP);

        var stack = stage.update(POLICY + SWEEP.replace("false", "true"));

        assertThat(stack.status()).isEqualTo(StackStatus.UPDATE_COMPLETE);
        assertThat(stack.statusReason()).isEmpty();
        assertThat(stage.requests()).containsExactly("Create Sweep", "Update Sweep first");
        var request = stage.lastRequest();
        assertThat(request.path("ResourceProperties").path("Force").textValue()).isEqualTo("true");
        assertThat(request.path("OldResourceProperties").path("Force").textValue())
                .isEqualTo("false");
    }

    @Test
    void anotherPhysicalIdIsAReplacementAndTheOldOneIsDeletedWithItsProperties() {
        stage.create(POLICY + SWEEP);

        var stack = stage.update(POLICY + SWEEP.replace("first", "second"));

        assertThat(stack.status()).isEqualTo(StackStatus.UPDATE_COMPLETE);
        assertThat(stack.physicalResourceIds()).containsEntry("Sweep", "second");
        assertThat(stage.requests()).containsExactly("Create Sweep", "Update Sweep first", "Delete Sweep first");
        var delete = stage.lastRequest();
        assertThat(delete.path("ResourceProperties").path("Id").textValue()).isEqualTo("first");
        assertThat(delete.has("OldResourceProperties")).isFalse();
        assertThat(TestBed.history(stack))
                .endsWith(
                        "demo UPDATE_IN_PROGRESS",
                        "Sweep UPDATE_IN_PROGRESS",
                        "Sweep UPDATE_IN_PROGRESS",
                        "Sweep UPDATE_COMPLETE",
                        "demo UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
                        "Sweep DELETE_IN_PROGRESS",
                        "Sweep DELETE_COMPLETE",
                        "demo UPDATE_COMPLETE");
        assertThat(sweep(stack))
                .endsWith(
                        "first UPDATE_IN_PROGRESS",
                        "second UPDATE_IN_PROGRESS",
                        "second UPDATE_COMPLETE",
                        "first DELETE_IN_PROGRESS",
                        "first DELETE_COMPLETE");
    }

    @Test
    void anOldPolicyOutlivesTheRemovedResourceThatDependedOnIt() {
        stage.create(POLICY + SWEEP);

        var stack = stage.update(POLICY.replace("old-policy", "new-policy"));

        assertThat(TestBed.history(stack))
                .containsSubsequence(
                        "Policy UPDATE_COMPLETE",
                        "demo UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
                        "Sweep DELETE_COMPLETE",
                        "Policy DELETE_IN_PROGRESS",
                        "Policy DELETE_COMPLETE");
        assertThat(stage.parts.existing()).containsExactly("new-policy");
    }

    @Test
    void whatCannotBeCleanedUpInThreeTriesIsLeftBehind() {
        stage.create(POLICY + SWEEP);
        stage.provider.refuse("Delete Sweep");

        var stack = stage.update(POLICY);

        assertThat(stack.status()).isEqualTo(StackStatus.UPDATE_COMPLETE);
        assertThat(stack.statusReason()).isEqualTo("Update successful. One or more resources could not be deleted.");
        assertThat(TestBed.history(stack))
                .filteredOn("Sweep DELETE_FAILED"::equals)
                .hasSize(3);
        assertThat(stage.requests()).filteredOn("Delete Sweep first"::equals).hasSize(3);
        assertThat(stage.delete().status()).isEqualTo(StackStatus.DELETE_COMPLETE);
        assertThat(stage.requests()).filteredOn("Delete Sweep first"::equals).hasSize(3);
    }

    @Test
    void eachTryOfACleanUpHasARequestOfItsOwn() {
        stage.create(POLICY + SWEEP);
        stage.provider.refuse("Delete Sweep");

        stage.update(POLICY);

        assertThat(deletions(stage)).extracting(TestBed::id).doesNotHaveDuplicates();
        assertThat(deletions(stage)).extracting(TestBed::url).doesNotHaveDuplicates();
    }

    @Test
    void theTriesOfACleanUpMayAlsoBeOneRequestWhoseLastAnswerCounts() throws IOException {
        var rules = CloudFormationRules.builder().repeatsCleanUpRequests(true).build();
        try (var other = new TestBed(rules)) {
            other.create(POLICY + SWEEP);
            other.provider.alter(
                    "Delete Sweep",
                    answer -> other.requests().size() < 4
                            ? answer.put("Status", "FAILED").put("Reason", "no")
                            : answer);

            var stack = other.update(POLICY);

            assertThat(TestBed.history(stack))
                    .endsWith(
                            "Sweep DELETE_FAILED",
                            "Sweep DELETE_IN_PROGRESS",
                            "Sweep DELETE_COMPLETE",
                            "demo UPDATE_COMPLETE");
            assertThat(deletions(other))
                    .hasSize(3)
                    .extracting(TestBed::id)
                    .containsOnly(TestBed.id(other.lastRequest()));
            assertThat(deletions(other)).extracting(TestBed::url).containsOnly(TestBed.url(other.lastRequest()));
            assertThat(other.bucket.violations()).isEmpty();
        }
    }

    @Test
    void aCleanUpMayAlsoDeletePoliciesFirst() throws IOException {
        var rules = CloudFormationRules.builder().cleansUpInOrder(false).build();
        try (var other = new TestBed(rules)) {
            other.create(POLICY + SWEEP);

            var stack = other.update(POLICY.replace("old-policy", "new-policy"));

            assertThat(TestBed.history(stack))
                    .containsSubsequence("Policy DELETE_COMPLETE", "Sweep DELETE_IN_PROGRESS");
        }
    }

    @Test
    void whatCannotBeCleanedUpAfterARollbackIsLeftBehindAsWell() {
        stage.create(POLICY + SWEEP);
        stage.provider.refuse("Delete Sweep");
        stage.parts.existing().add("taken");

        var stack = stage.update(POLICY + SWEEP.replace("first", "second") + TAKEN);

        assertThat(stack.status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(stage.requests()).filteredOn("Delete Sweep second"::equals).hasSize(3);
        assertThat(stack.physicalResourceIds()).containsEntry("Sweep", "first");
    }

    @Test
    void aFailedUpdateIsUpdatedBackWithOldAndNewSwapped() {
        stage.create(POLICY + SWEEP);
        stage.parts.existing().add("taken");

        var stack = stage.update(POLICY + SWEEP.replace("false", "true") + TAKEN);

        assertThat(stack.status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(stage.requests()).containsExactly("Create Sweep", "Update Sweep first", "Update Sweep first");
        var back = stage.lastRequest();
        assertThat(back.path("ResourceProperties").path("Force").textValue()).isEqualTo("false");
        assertThat(back.path("OldResourceProperties").path("Force").textValue()).isEqualTo("true");
        assertThat(TestBed.reason(stack, "demo", "UPDATE_ROLLBACK_IN_PROGRESS"))
                .isEqualTo("The following resource(s) failed to create: [Taken]. ");
        assertThat(stack.physicalResourceIds()).containsOnlyKeys("Policy", "Sweep");
        assertThat(stage.parts.existing()).containsExactlyInAnyOrder("old-policy", "taken");
    }

    @Test
    void aRolledBackReplacementDeletesTheNewResource() {
        stage.create(POLICY + SWEEP);
        stage.parts.existing().add("taken");

        var stack = stage.update(POLICY.replace("old-policy", "new-policy") + SWEEP.replace("first", "second") + TAKEN);

        assertThat(stack.status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(stage.requests())
                .containsExactly("Create Sweep", "Update Sweep first", "Update Sweep second", "Delete Sweep second");
        assertThat(stage.lastRequest().path("ResourceProperties").path("Id").textValue())
                .isEqualTo("second");
        assertThat(stack.physicalResourceIds())
                .containsOnly(Map.entry("Policy", "old-policy"), Map.entry("Sweep", "first"));
        assertThat(TestBed.history(stack))
                .containsSubsequence(
                        "demo UPDATE_ROLLBACK_IN_PROGRESS",
                        "Sweep UPDATE_COMPLETE",
                        "demo UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS",
                        "Sweep DELETE_COMPLETE",
                        "Policy DELETE_COMPLETE",
                        "demo UPDATE_ROLLBACK_COMPLETE");
        assertThat(stage.parts.existing()).containsExactlyInAnyOrder("old-policy", "taken");
    }

    @ParameterizedTest
    @CsvSource({"STANDARD, true", "RETAIN_EXCEPT_ON_CREATE, false"})
    void whatARolledBackUpdateMadeIsRetainedUnlessItIsToldToRetainExceptOnCreate(RollbackMode mode, boolean retained) {
        stage.create(POLICY + SWEEP);
        stage.parts.existing().add("taken");
        var kept = "  Kept: {Type: Fake::Part, DeletionPolicy: Retain, Properties: {Name: kept}}\n";
        var taken = TAKEN.replace("DependsOn: Sweep", "DependsOn: Kept");

        TestBed.ended(stage.cloudFormation.updateStack(
                TestBed.NAME, TestBed.resources(POLICY + SWEEP + kept + taken), Map.of(), mode));

        assertThat(stage.parts.existing().contains("kept")).isEqualTo(retained);
    }

    @Test
    void aRefusedUpdateIsUpdatedBackFromTheIdItsAnswerCarried() {
        stage.create(POLICY + SWEEP);
        stage.provider.alter(
                "Update Sweep",
                answer -> answer.path("PhysicalResourceId").asText().equals("second")
                        ? answer.put("Status", "FAILED").put("Reason", "no")
                        : answer);

        var stack = stage.update(POLICY + SWEEP.replace("first", "second"));

        assertThat(stack.status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(stage.requests())
                .containsExactly("Create Sweep", "Update Sweep first", "Update Sweep second", "Delete Sweep second");
    }

    @Test
    void anUpdateThatCannotBeTakenBackEndsInUpdateRollbackFailed() {
        stage.create(POLICY + SWEEP);
        stage.provider.refuse("Update Sweep");

        var stack = stage.update(POLICY + SWEEP.replace("false", "true"));

        assertThat(stack.status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_FAILED);
        assertThat(stage.delete().status()).isEqualTo(StackStatus.DELETE_COMPLETE);
    }

    @Test
    void anUpdateWhoseFunctionIsGoneFailsAtOnceAndSoDoesTheWayBack() {
        stage.create(POLICY + SWEEP);
        stage.provider.delete();

        var stack = stage.update(POLICY + SWEEP.replace("false", "true"));

        assertThat(stack.status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_FAILED);
        assertThat(TestBed.reason(stack, "Sweep", "UPDATE_FAILED")).startsWith("Function not found");
        assertThat(stage.requests()).containsExactly("Create Sweep");
    }

    @Test
    void aRunningUpdateCanBeCancelled() {
        stage.create(POLICY + SWEEP);
        stage.provider.keepSilentOn("Update Sweep");
        var update = stage.cloudFormation.updateStack(
                TestBed.NAME, TestBed.resources(POLICY + SWEEP.replace("false", "true")), Map.of());
        stage.provider.await("Update Sweep");
        stage.provider.accept("Update Sweep");

        stage.cloudFormation.cancelUpdateStack(TestBed.NAME);
        var stack = TestBed.ended(update);

        assertThat(stack.status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(TestBed.reason(stack, "Sweep", "UPDATE_FAILED")).isEqualTo("Resource update cancelled");
        assertThat(stage.lastRequest().path("ResourceProperties").path("Force").textValue())
                .isEqualTo("false");
        assertThatThrownBy(() -> stage.cloudFormation.cancelUpdateStack(TestBed.NAME))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void aStackThatIsBeingUpdatedTakesNoOtherMove() {
        stage.create(POLICY + SWEEP);
        stage.provider.keepSilentOn("Update Sweep");
        var update = stage.cloudFormation.updateStack(
                TestBed.NAME, TestBed.resources(POLICY + SWEEP.replace("false", "true")), Map.of());

        assertThatThrownBy(() -> stage.update(POLICY)).hasMessageContaining("is in UPDATE_IN_PROGRESS state");
        assertThatThrownBy(stage::delete).hasMessageContaining("cannot be deleted while in status");

        stage.provider.await("Update Sweep");
        stage.provider.accept("Update Sweep");
        stage.cloudFormation.cancelUpdateStack(TestBed.NAME);
        assertThat(TestBed.ended(update).status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
    }

    @Test
    void aReplacedResourceIsRetainedWhereThePolicySaysSo() {
        var retained = SWEEP.replace("DependsOn: Policy", "UpdateReplacePolicy: Retain");
        stage.create(POLICY + retained);

        var stack = stage.update(POLICY + retained.replace("first", "second"));

        assertThat(sweep(stack)).endsWith("second UPDATE_COMPLETE", "first DELETE_SKIPPED");
        assertThat(stage.requests()).noneMatch(request -> request.startsWith("Delete"));
    }

    @Test
    void aRemovedResourceIsRetainedWhereThePolicySaysSo() {
        stage.create(POLICY + SWEEP.replace("DependsOn: Policy", "DeletionPolicy: RetainExceptOnCreate"));

        var stack = stage.update(POLICY);

        assertThat(TestBed.history(stack)).contains("Sweep DELETE_SKIPPED");
        assertThat(stage.requests()).containsExactly("Create Sweep");
    }

    @Test
    void anotherServiceTokenIsRefusedBeforeTheProviderHearsOfIt() {
        stage.create(POLICY + SWEEP);

        var stack = stage.update(POLICY + SWEEP.replace("<token>", "<token>-2"));

        assertThat(stack.status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(TestBed.reason(stack, "Sweep", "UPDATE_FAILED"))
                .isEqualTo("Modifying service token is not allowed.");
        assertThat(stage.requests()).containsExactly("Create Sweep");
    }

    @Test
    void anotherTypeIsRefused() {
        stage.create(POLICY + SWEEP);

        assertThatThrownBy(() -> stage.update(POLICY + SWEEP.replace("Custom::Sweep", "Custom::Broom")))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("[Sweep]");
    }

    @Test
    void nothingChangedIsNothingToDo() {
        stage.create(POLICY + SWEEP);

        assertThatThrownBy(() -> stage.update(POLICY + SWEEP))
                .isInstanceOf(ValidationException.class)
                .hasMessage("No updates are to be performed.");
    }

    @Test
    void aMappingIsUpdatedOnlyWhereAValueIsLookedUp() {
        stage.create(MAPPED);

        var stack = stage.update(MAPPED.replace("first", "second"));

        assertThat(stage.requests()).containsExactly("Create Sweep", "Update Sweep first", "Delete Sweep first");
        assertThat(stack.physicalResourceIds()).containsOnly(Map.entry("Sweep", "second"));
        assertThatThrownBy(() -> stage.update(MAPPED.replace("first", "second").replace("unused", "other")))
                .isInstanceOf(ValidationException.class)
                .hasMessage("No updates are to be performed.");
    }

    @Test
    void aResourceWhosePropertiesStayGetsNoUpdate() {
        stage.create(POLICY + SWEEP);

        var stack = stage.update(POLICY + SWEEP.replace("false", "'false'") + TAKEN);

        assertThat(stack.status()).isEqualTo(StackStatus.UPDATE_COMPLETE);
        assertThat(stage.requests()).containsExactly("Create Sweep");
    }

    @Test
    void aStackWhoseCreationWasRolledBackCannotBeUpdated() {
        stage.provider.refuse("Create Sweep");
        stage.create(POLICY + SWEEP);

        assertThatThrownBy(() -> stage.update(POLICY)).hasMessageContaining("is in ROLLBACK_COMPLETE state");
    }

    private static List<JsonNode> deletions(TestBed bed) {
        return bed.cloudFormation.requests().stream()
                .filter(request -> request.path("RequestType").asText().equals("Delete"))
                .toList();
    }

    /// What happened to the resource, as in `first DELETE_COMPLETE`.
    private static List<String> sweep(Stack stack) {
        return stack.events().stream()
                .filter(event -> event.logicalResourceId().equals("Sweep"))
                .map(event -> event.physicalResourceId() + " " + event.status())
                .toList();
    }
}
