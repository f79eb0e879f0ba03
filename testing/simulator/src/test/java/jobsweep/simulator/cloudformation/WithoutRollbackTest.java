package jobsweep.simulator.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WithoutRollbackTest {
    private static final String REFUSED = "Replacement type updates not supported on stack with disable-rollback.";
    private static final String POLICY = "  Policy: {Type: Fake::Part, Properties: {Name: policy}}\n";
    private static final String SWEEP = """
              Sweep:
                Type: Custom::Sweep
                DependsOn: Policy
                Properties: {ServiceToken: <token>, Id: first, Force: false}
            """;

    private final TestBed stage = new TestBed();

    WithoutRollbackTest() throws IOException {}

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void aFailedCreationStaysAndItsUpdateDeletesWhatFailedAndMakesItAgain() {
        stage.provider.refuse("Create Sweep");

        var stack = create(POLICY + SWEEP);

        assertThat(stack.status()).isEqualTo(StackStatus.CREATE_FAILED);
        assertThat(stack.statusReason()).isEqualTo("The following resource(s) failed to create: [Sweep]. ");
        assertThat(stage.parts.existing()).containsExactly("policy");

        stage.provider.accept("Create Sweep");
        update(POLICY + SWEEP);

        assertThat(stack.status()).isEqualTo(StackStatus.UPDATE_COMPLETE);
        assertThat(stage.requests()).containsExactly("Create Sweep", "Delete Sweep first", "Create Sweep");
        assertThat(stack.physicalResourceIds()).containsEntry("Sweep", "first");
    }

    @Test
    void aFailureStopsOnlyWhatDependsOnIt() {
        stage.provider.refuse("Create Sweep");

        create(POLICY + SWEEP
                + "  Next: {Type: Fake::Part, DependsOn: Sweep, Properties: {Name: next}}\n"
                + "  Other: {Type: Fake::Part, Properties: {Name: other}}\n");

        assertThat(stage.parts.existing()).containsExactlyInAnyOrder("policy", "other");
    }

    @Test
    void aFailedUpdateStaysAndGoesOnFromTheLastStableState() {
        stage.create(POLICY + SWEEP);
        stage.provider.refuse("Update Sweep");

        var stack = update(POLICY + SWEEP.replace("false", "true"));

        assertThat(stack.status()).isEqualTo(StackStatus.UPDATE_FAILED);
        assertThat(stage.requests()).containsExactly("Create Sweep", "Update Sweep first");

        stage.provider.accept("Update Sweep");
        update(POLICY + SWEEP.replace("false", "true"));

        assertThat(stack.status()).isEqualTo(StackStatus.UPDATE_COMPLETE);
        assertThat(stage.lastRequest()
                        .path("OldResourceProperties")
                        .path("Force")
                        .textValue())
                .isEqualTo("false");
    }

    @Test
    void aReplacementIsRefusedBeforeAnythingIsMade() {
        stage.create(POLICY + SWEEP);

        var stack = update(POLICY.replace("policy", "other-policy") + SWEEP);

        assertThat(stack.status()).isEqualTo(StackStatus.UPDATE_FAILED);
        assertThat(TestBed.reason(stack, "Policy", "UPDATE_FAILED")).isEqualTo(REFUSED);
        assertThat(stage.parts.existing()).containsExactly("policy");
    }

    @Test
    void theReplacementOfACustomResourceIsRefusedOnceItsProviderHasMadeItAndDeletedLater() {
        stage.create(POLICY + SWEEP);

        var stack = update(POLICY + SWEEP.replace("first", "second"));

        assertThat(stack.status()).isEqualTo(StackStatus.UPDATE_FAILED);
        assertThat(TestBed.reason(stack, "Sweep", "UPDATE_FAILED")).isEqualTo(REFUSED);
        assertThat(stack.physicalResourceIds()).containsEntry("Sweep", "first");

        update(POLICY + SWEEP);

        assertThat(stack.status()).isEqualTo(StackStatus.UPDATE_COMPLETE);
        assertThat(stage.requests()).containsExactly("Create Sweep", "Update Sweep first", "Delete Sweep second");
    }

    @Test
    void aRemovedResourceBesideANewOneIsNoReplacement() {
        stage.create(POLICY + SWEEP);

        var stack = update(POLICY + SWEEP.replace("Sweep:", "Broom:").replace("first", "second"));

        assertThat(stack.status()).isEqualTo(StackStatus.UPDATE_COMPLETE);
        assertThat(stage.requests()).containsExactly("Create Sweep", "Create Broom", "Delete Sweep first");
    }

    @Test
    void aStackThatFailedIsUpdatedOnlyWithoutRollback() {
        stage.provider.refuse("Create Sweep");
        create(POLICY + SWEEP);

        assertThatThrownBy(() -> stage.update(POLICY))
                .isInstanceOf(ValidationException.class)
                .hasMessageStartingWith("This stack is currently in a non-terminal [CREATE_FAILED] state.");
    }

    @Test
    void aStackThatFailedIsDeletedWithAllThatItLeft() {
        stage.create(POLICY + SWEEP);
        update(POLICY + SWEEP.replace("first", "second"));

        assertThat(stage.delete().status()).isEqualTo(StackStatus.DELETE_COMPLETE);

        assertThat(stage.requests()).endsWith("Delete Sweep second", "Delete Sweep first");
        assertThat(stage.parts.existing()).isEmpty();
    }

    private Stack create(String yaml) {
        return TestBed.ended(stage.cloudFormation.createStack(
                TestBed.NAME, TestBed.resources(yaml), Map.of(), RollbackMode.DISABLED));
    }

    private Stack update(String yaml) {
        return TestBed.ended(stage.cloudFormation.updateStack(
                TestBed.NAME, TestBed.resources(yaml), Map.of(), RollbackMode.DISABLED));
    }
}
