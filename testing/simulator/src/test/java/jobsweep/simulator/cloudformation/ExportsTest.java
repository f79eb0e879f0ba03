package jobsweep.simulator.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExportsTest {
    private static final String EXPORTING = """
            Resources:
              Part: {Type: Fake::Part, Properties: {Name: token}}
            Outputs:
              Token: {Value: !Ref Part, Export: {Name: the-token}}
            """;
    private static final String IMPORTING = """
            Resources:
              Other: {Type: Fake::Part, Properties: {Name: !Sub ['uses-${Token}', {Token: !ImportValue the-token}]}}
            """;

    private final TestBed stage = new TestBed();

    ExportsTest() throws IOException {}

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void anExportIsThereForOtherStacks() {
        var exporting = create("provider", EXPORTING);

        var importing = create("user", IMPORTING);

        assertThat(exporting.outputs()).containsOnly(Map.entry("Token", "token"));
        assertThat(importing.physicalResourceIds()).containsOnly(Map.entry("Other", "uses-token"));
    }

    @Test
    void aMissingExportFailsTheStack() {
        var importing = create("user", IMPORTING);

        assertThat(importing.status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
        assertThat(TestBed.reason(importing, "Other", "CREATE_FAILED")).isEqualTo("No export named the-token found.");
    }

    @Test
    void aStackWhoseExportIsUsedStays() {
        create("provider", EXPORTING);
        create("user", IMPORTING);

        var kept = TestBed.ended(stage.cloudFormation.deleteStack("provider"));

        assertThat(kept.status()).isEqualTo(StackStatus.CREATE_COMPLETE);
        assertThat(kept.statusReason())
                .isEqualTo("Delete canceled. Cannot delete export the-token as it is in use by user.");

        TestBed.ended(stage.cloudFormation.deleteStack("user"));
        assertThat(TestBed.ended(stage.cloudFormation.deleteStack("provider")).status())
                .isEqualTo(StackStatus.DELETE_COMPLETE);
    }

    @Test
    void anExportThatIsUsedKeepsItsValue() {
        create("provider", EXPORTING);
        create("user", IMPORTING);

        var stack = TestBed.ended(stage.cloudFormation.updateStack(
                "provider", Template.parse(EXPORTING.replace("Name: token", "Name: other-token")), Map.of()));

        assertThat(stack.status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(TestBed.reason(stack, "provider", "UPDATE_ROLLBACK_IN_PROGRESS"))
                .isEqualTo("Cannot update export the-token as it is in use by user.");
        assertThat(stage.parts.existing()).containsExactly("token", "uses-token");
    }

    @Test
    void anExportNameBelongsToOneStack() {
        create("provider", EXPORTING);

        var second = create("second", EXPORTING.replace("Name: token", "Name: second"));

        assertThat(second.status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
        assertThat(TestBed.reason(second, "second", "ROLLBACK_IN_PROGRESS"))
                .startsWith("Export with name the-token is already exported by stack provider.");
    }

    private Stack create(String name, String template) {
        return TestBed.ended(stage.cloudFormation.createStack(name, Template.parse(template), Map.of()));
    }
}
