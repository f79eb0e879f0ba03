package jobsweep.cloudformation;

import java.util.function.Function;

/// Work of which there is more than one invocation has time for: the next one goes on with it, and answers.
///
/// @param soFar what the next one has to know
/// @param otherwise ends the work where there is no next one, and is told why; throws
///     [jobsweep.invocation.RequestException] where it failed by that
public record Unfinished(Continuation soFar, Function<String, ResourceState> otherwise) implements Outcome {}
