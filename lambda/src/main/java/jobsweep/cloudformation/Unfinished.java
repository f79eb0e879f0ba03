package jobsweep.cloudformation;

/// Work of which there is more than one invocation has time for: the next one goes on with it, and answers.
///
/// @param done how much of it is done, by all invocations together
public record Unfinished(long done) implements Outcome {}
