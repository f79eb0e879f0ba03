package jobsweep.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailureTextTest {

    @Test
    void aFailureIsShownWithClassAndMessage() {
        assertThat(FailureText.of(new IllegalStateException("odd"))).isEqualTo("java.lang.IllegalStateException: odd");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "null", "java.io.IOException"})
    void aMessageThatSaysNothingIsLeftOut(String message) {
        assertThat(FailureText.of(new IOException(message))).isEqualTo("java.io.IOException");
    }

    @Test
    void aFailureWithoutAMessageNamesItsCause() {
        Throwable failure = new ExceptionInInitializerError(new IllegalStateException("odd"));

        assertThat(FailureText.of(failure))
                .isEqualTo("java.lang.ExceptionInInitializerError, caused by java.lang.IllegalStateException: odd");
    }
}
