package jobsweep.cloudformation;

/// Work of which there is more than one invocation has time for: the next one goes on with it, and answers.
///
/// @param soFar what the next one has to know
public record Unfinished(Continuation soFar) implements Outcome {}
