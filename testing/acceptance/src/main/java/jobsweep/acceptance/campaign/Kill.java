package jobsweep.acceptance.campaign;

/// The end of a process in the middle of its work.
///
/// @param occurrence the how manieth time that the moment comes, from 1
/// @param hangs      whether it stands still from then on, instead of being killed at once
record Kill(KillPoint moment, int occurrence, boolean hangs) {}
