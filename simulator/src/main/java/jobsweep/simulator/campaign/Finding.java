package jobsweep.simulator.campaign;

/// Something that must not happen, and did.
record Finding(String invariant, String what) {}
