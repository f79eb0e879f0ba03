package jobsweep.cloudformation;

/// What the work on a request ended with, where it did not fail.
public sealed interface Outcome permits ResourceState, Unfinished {}
