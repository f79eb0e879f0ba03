package jobsweep.acceptance.play;

import java.util.List;
import java.util.regex.Pattern;

/// A job and a thing that nobody has named otherwise.
record ExampleNames(String jobId, String thingName) {
    /// Names that fit a function's permissions.
    ///
    /// @param resources the patterns of ARNs on which it may delete executions
    static ExampleNames within(List<String> resources) {
        return new ExampleNames(
                fitting(resources, ":job/", "firmware-42"), fitting(resources, ":thing/", "greenhouse-7"));
    }

    private static String fitting(List<String> resources, String kind, String preferred) {
        List<String> patterns = resources.stream()
                .filter(resource -> resource.contains(kind))
                .map(resource -> resource.substring(resource.indexOf(kind) + kind.length()))
                .toList();
        return patterns.stream().anyMatch(pattern -> matches(pattern, preferred))
                ? preferred
                : patterns.stream()
                        .findFirst()
                        .map(pattern -> pattern.replace('*', '1').replace('?', '1'))
                        .orElse(preferred);
    }

    private static boolean matches(String pattern, String name) {
        return Pattern.matches(
                ("\\Q" + pattern + "\\E").replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"), name);
    }
}
