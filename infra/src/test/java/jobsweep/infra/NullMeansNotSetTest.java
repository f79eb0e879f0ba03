package jobsweep.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.Stack;

/// Every setting that there is takes `null`.
class NullMeansNotSetTest {

    @ParameterizedTest
    @MethodSource("builders")
    void everySettingTakesNull(Object builder) throws ReflectiveOperationException {
        List<Method> setters = setters(builder);

        assertThat(setters).isNotEmpty();
        for (Method setter : setters) {
            assertThat(withNull(setter, builder)).as(setter.toString()).isSameAs(builder);
        }
    }

    private static Stream<Object> builders() {
        Stack stack = new Stack();
        return Stream.of(
                JobExecutionCleanup.Builder.create(stack, "Cleanup"),
                JobExecutionCleanupProvider.Builder.create(stack),
                JobExecutionCleanupProviderAttributes.builder(),
                JobExecutionCleanupProviderStack.Builder.create(stack, "ProviderStack"),
                JobExecutionCleanupQueue.Builder.create(stack, "Queue"),
                JobExecutionCleanupQueueAttributes.builder(),
                JobExecutionCleanupQueueStack.Builder.create(stack, "QueueStack"),
                CleanupRequest.Builder.create());
    }

    private static List<Method> setters(Object builder) {
        return Arrays.stream(builder.getClass().getMethods())
                .filter(method -> method.getDeclaringClass().getName().startsWith("jobsweep"))
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic())
                .filter(method -> method.getParameterCount() == 1)
                .toList();
    }

    private static Object withNull(Method setter, Object builder) throws ReflectiveOperationException {
        // Builders have superclasses that are not public.
        setter.setAccessible(true);
        try {
            return setter.invoke(builder, (Object) null);
        } catch (InvocationTargetException e) {
            throw new AssertionError(setter + " takes no null", e.getCause());
        }
    }
}
