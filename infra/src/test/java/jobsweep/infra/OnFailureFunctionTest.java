package jobsweep.infra;

import static jobsweep.infra.SynthesizedStack.FUNCTION;
import static jobsweep.infra.SynthesizedStack.INVOCATIONS;
import static jobsweep.infra.SynthesizedStack.LOG_GROUP;
import static jobsweep.infra.SynthesizedStack.ON_FAILURE_FUNCTION;
import static jobsweep.infra.SynthesizedStack.ON_FAILURE_INVOCATIONS;
import static jobsweep.infra.SynthesizedStack.ON_FAILURE_ROLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.Architecture;

class OnFailureFunctionTest {
    private final Stack stack = new Stack();

    @Test
    void aRequestWhoseEveryAttemptFailedGoesToTheOnFailureFunction() {
        JobExecutionCleanupProvider.getOrCreate(stack);

        assertThat(synthesized().read(INVOCATIONS, "Properties", "DestinationConfig"))
                .isEqualTo(Map.of(
                        "OnFailure", Map.of("Destination", Map.of("Fn::GetAtt", List.of(ON_FAILURE_FUNCTION, "Arn")))));
        assertThat(synthesized().read(INVOCATIONS, "Properties", "FunctionName"))
                .isEqualTo(Map.of("Ref", FUNCTION));
    }

    @Test
    void whatTheOnFailureFunctionFailsAtGoesNowhere() {
        JobExecutionCleanupProvider.getOrCreate(stack);

        assertThat(synthesized().properties(ON_FAILURE_INVOCATIONS))
                .containsEntry("FunctionName", Map.of("Ref", ON_FAILURE_FUNCTION))
                .doesNotContainKey("DestinationConfig");
    }

    @Test
    void itRunsTheSameArchiveInTheSameWayWithARoleOfItsOwn() {
        JobExecutionCleanupProvider.Builder.create(stack)
                .architecture(Architecture.X86_64)
                .build();

        assertThat(synthesized().properties(ON_FAILURE_FUNCTION))
                .containsEntry("Handler", "jobsweep.jobexecution.OnFailureHandler")
                .containsEntry("Code", synthesized().read(FUNCTION, "Properties", "Code"))
                .containsEntry("Runtime", synthesized().read(FUNCTION, "Properties", "Runtime"))
                .containsEntry("Architectures", List.of("x86_64"))
                .containsEntry("Role", Map.of("Fn::GetAtt", List.of(ON_FAILURE_ROLE, "Arn")));
    }

    @Test
    void itLogsToTheGroupOfTheFunctionThatFailed() {
        JobExecutionCleanupProvider.getOrCreate(stack);

        assertThat(synthesized().read(ON_FAILURE_FUNCTION, "Properties", "LoggingConfig"))
                .isEqualTo(Map.of(
                        "LogFormat",
                        "Text",
                        "LogGroup",
                        Map.of("Ref", synthesized().logicalId(LOG_GROUP))))
                .isEqualTo(synthesized().read(FUNCTION, "Properties", "LoggingConfig"));
    }

    @Test
    void itHasItsMemoryAlsoWhereTheProviderHasTooLittle() {
        JobExecutionCleanupProvider.Builder.create(stack).memorySize(128).build();

        assertThat(synthesized().read(ON_FAILURE_FUNCTION, "Properties", "MemorySize"))
                .isEqualTo(512);
    }

    @Test
    void eachFunctionSaysWhatItIsFor() {
        JobExecutionCleanupProvider.getOrCreate(stack);

        assertThat(synthesized().read(FUNCTION, "Properties", "Description"))
                .isEqualTo("Deletes AWS IoT job executions for CloudFormation (jobsweep)");
        assertThat(synthesized().read(ON_FAILURE_FUNCTION, "Properties", "Description"))
                .isEqualTo(
                        "Answers CloudFormation where the deletion of AWS IoT job executions failed without an answer (jobsweep)");
    }

    private SynthesizedStack synthesized() {
        return SynthesizedStack.of(stack);
    }
}
