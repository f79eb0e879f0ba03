package jobsweep.infra;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;

/// A template's parameter of [NamePatterns], one to five with commas between them.
///
/// CloudFormation can't put account and Region before each item of a list, because `Fn::Join` takes no function for a
/// delimiter. But it can select an item: the patterns are the first five of the parameter's, repeated five times. Where
/// there are fewer, a pattern comes twice, which allows nothing more.
final class PatternsParameter {
    /// A role's policy has room for as many of the longest patterns.
    private static final int MOST = 5;

    private PatternsParameter() {}

    /// Adds the parameter, and selects as many patterns as it can have.
    ///
    /// @param kind of the names: `Job` or `Thing`
    static List<String> create(Stack stack, String kind, NamePatterns.Rule rule) {
        String separated = "1 to %s patterns, with commas and no spaces between them".formatted(MOST);
        CfnParameter parameter = CfnParameter.Builder.create(stack, kind + "Patterns")
                .description(
                        "The %ss whose executions the function may delete: %s; * is any number of characters, ? is one"
                                .formatted(kind.toLowerCase(Locale.ROOT), separated))
                .allowedPattern("^%1$s(,%1$s){0,%2$s}$".formatted(rule.regex(), MOST - 1))
                .constraintDescription("%s, each of %s".formatted(separated, rule.allowed()))
                .build();
        List<String> repeated = Fn.split(",", Fn.join(",", Collections.nCopies(MOST, parameter.getValueAsString())));
        return IntStream.range(0, MOST)
                .mapToObj(index -> Fn.select(index, repeated))
                .toList();
    }
}
