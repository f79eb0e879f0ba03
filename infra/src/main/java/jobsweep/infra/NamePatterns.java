package jobsweep.infra;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jobsweep.contract.CleanupTarget;
import software.amazon.awscdk.Token;

/// Names of jobs or things with IAM's wildcards: `*` is any number of characters, `?` is one.
record NamePatterns(String documentedName, List<String> patterns) {
    static final Rule JOB = new Rule("[a-zA-Z0-9_*?-]{1,64}", "1 to 64 characters of a-z, A-Z, 0-9, _, -, * and ?");
    static final Rule THING =
            new Rule("[a-zA-Z0-9:_*?-]{1,128}", "1 to 128 characters of a-z, A-Z, 0-9, :, _, -, * and ?");

    /// What makes a policy smaller that patterns have made too large, for a construct.
    static final String FEWER =
            "Give the %s fewer jobPatterns and thingPatterns, with * for any number of characters in place of many";

    NamePatterns {
        patterns = List.copyOf(patterns);
    }

    /// Patterns of job ids.
    ///
    /// @param setting where they were set, for the message
    /// @throws IllegalArgumentException naming the setting, what is allowed, and the pattern that is not
    static NamePatterns ofJobs(String setting, List<String> patterns) {
        return new NamePatterns("JobId", JOB.check(setting, patterns));
    }

    /// Patterns of thing names; otherwise like [#ofJobs].
    static NamePatterns ofThings(String setting, List<String> patterns) {
        return new NamePatterns("ThingName", THING.check(setting, patterns));
    }

    /// Holds a cleanup's name against the patterns, as far as it can be told before deployment: tokens
    /// may be anything, and of what `*` finds, AWS IoT denies the deletion of what the patterns do not cover.
    ///
    /// @throws IllegalArgumentException naming the property, its value and the patterns
    void requireCovered(String name) {
        if (isEvery(name)
                || !KnownText.isKnown(name)
                || patterns.stream().anyMatch(pattern -> mayCover(pattern, name))) {
            return;
        }
        throw new IllegalArgumentException(
                "%s must be covered by the patterns %s, got '%s'".formatted(documentedName, patterns, name));
    }

    /// This name alone, or all of them for `*` and for what is not known yet.
    ///
    /// @throws IllegalArgumentException as [#requireCovered]
    NamePatterns only(String name) {
        requireCovered(name);
        return isEvery(name) || !KnownText.isKnown(name) ? this : new NamePatterns(documentedName, List.of(name));
    }

    /// Whether every name is covered, and known to be.
    boolean isEverything() {
        return patterns.contains("*");
    }

    /// A regular expression for the names that are covered; empty where every name is.
    Optional<String> regex() {
        return isEverything()
                ? Optional.empty()
                : Optional.of(
                        patterns.stream().map(NamePatterns::asRegex).collect(Collectors.joining("|", "^(", ")$")));
    }

    private static boolean isEvery(String name) {
        return name.equals(CleanupTarget.EVERY);
    }

    private static boolean mayCover(String pattern, String name) {
        return !KnownText.isKnown(pattern) || Pattern.matches(asRegex(pattern), name);
    }

    private static String asRegex(String pattern) {
        // Of the characters a pattern may have, only the wildcards mean something in a regular expression.
        return pattern.replace("*", ".*").replace("?", ".");
    }

    /// What a pattern has to be.
    ///
    /// @param allowed the same in words
    record Rule(String regex, String allowed) {

        private List<String> check(String setting, List<String> patterns) {
            String expected = "%s must be one or more patterns of %s".formatted(setting, allowed);
            if (patterns.isEmpty()) {
                throw new IllegalArgumentException(expected + ", got none");
            }
            if (Token.isUnresolved(patterns)) {
                throw new IllegalArgumentException(
                        "%s must be a list whose length is known when the app is synthesized, got a token for a list"
                                .formatted(setting));
            }
            for (String pattern : patterns) {
                if (!mayBeOne(pattern)) {
                    throw new IllegalArgumentException("%s, got '%s'".formatted(expected, KnownText.shown(pattern)));
                }
            }
            return patterns;
        }

        private boolean mayBeOne(String pattern) {
            String known = KnownText.of(pattern);
            return known.matches(regex) || (known.isEmpty() && !KnownText.isKnown(pattern));
        }
    }
}
