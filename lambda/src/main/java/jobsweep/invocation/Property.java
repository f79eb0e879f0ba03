package jobsweep.invocation;

import java.util.function.Function;

/// One property of a resource: its name in the template, and what it may be.
///
/// @param name as in the template, for example `JobId`
/// @param allowed the rule in words, for messages: `<name> must be <allowed>`
/// @param reader makes the value from the template's text, or throws [IllegalArgumentException] where it is not allowed
public record Property<T>(String name, String allowed, Function<String, T> reader) {}
