package jobsweep.simulator.cloudformation;

/// What an answer must repeat to be taken for a request's.
record RequestIdentity(String stackId, String requestId, String logicalResourceId) {}
