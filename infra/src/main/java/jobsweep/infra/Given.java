package jobsweep.infra;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Arguments of which any number may be given. `null` counts as not given.
final class Given {
    private Given() {}

    /// Those of a method's last parameter.
    @SafeVarargs
    static <T> List<T> of(@Nullable T @Nullable ... arguments) {
        return arguments == null ? List.of() : known(Arrays.stream(arguments));
    }

    /// Those of a list.
    static <T> List<T> in(@Nullable List<? extends @Nullable T> arguments) {
        return arguments == null ? List.of() : known(arguments.stream().map(argument -> argument));
    }

    private static <T> List<T> known(Stream<@Nullable T> arguments) {
        return arguments
                .filter(Objects::nonNull)
                .<T>map(Objects::requireNonNull)
                .toList();
    }
}
