package jobsweep.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;

class HandlersTest {
    private final App app = new App(AppProps.builder()
            .context(Map.of(
                    ProviderContext.JOB_PATTERNS, List.of("*"),
                    ProviderContext.THING_PATTERNS, List.of("*"),
                    ProviderContext.TURN_ON_EVENTS, true))
            .build());

    @Test
    void everyHandlerInATemplateIsAClassOfTheFunctions() throws ReflectiveOperationException {
        List<Stack> stacks = List.of(
                new JobExecutionCleanupProviderStack(app, "Provider"), new JobExecutionCleanupQueueStack(app, "Queue"));

        for (Stack stack : stacks) {
            for (Map<String, Object> function : Template.fromStack(stack)
                    .findResources("AWS::Lambda::Function")
                    .values()) {
                Class<?> handler = Class.forName(
                        SynthesizedStack.at(function, "Properties", "Handler").toString());
                assertThat(RequestStreamHandler.class).isAssignableFrom(handler);
                assertThat(handler.getConstructor()).isNotNull();
            }
        }
    }
}
