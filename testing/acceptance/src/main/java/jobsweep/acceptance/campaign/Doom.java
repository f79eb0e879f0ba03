package jobsweep.acceptance.campaign;

/// What becomes of an attempt's process.
///
/// @param occurrence the how manieth time that the moment comes, from 1
/// @param hangs      whether it stands still from then on, instead of being killed at once
record Doom(Moment moment, int occurrence, boolean hangs) {}
