/// A fault campaign: random lives of stacks in simulated time, with faults on every side, and what must hold whatever
/// happens. Every life can be played again from its seed.
///
/// A [jobsweep.acceptance.campaign.Sequence] puts a [jobsweep.acceptance.campaign.World] together and lets a
/// [jobsweep.acceptance.campaign.User] and a [jobsweep.acceptance.campaign.Fleet] live in it, while
/// [jobsweep.acceptance.campaign.Mischief] decides what goes wrong. What happened is
/// [jobsweep.acceptance.campaign.Evidence], and [jobsweep.acceptance.campaign.Invariants] judge it.
///
/// In a world without mischief, [jobsweep.acceptance.campaign.Stampede] measures what the deletion of many cleanups at
/// once costs.
@NullMarked
package jobsweep.acceptance.campaign;

import org.jspecify.annotations.NullMarked;
