/// A fault campaign: random lives of stacks in simulated time, with faults on every side, and what must hold whatever
/// happens. Every life can be played again from its seed.
///
/// A [jobsweep.simulator.campaign.Sequence] puts a [jobsweep.simulator.campaign.World] together and lets a
/// [jobsweep.simulator.campaign.User] and a [jobsweep.simulator.campaign.Fleet] live in it, while
/// [jobsweep.simulator.campaign.Mischief] decides what goes wrong. What happened is
/// [jobsweep.simulator.campaign.Evidence], and [jobsweep.simulator.campaign.Invariants] judge it.
///
/// In a world without mischief, [jobsweep.simulator.campaign.Stampede] measures what the deletion of many cleanups at
/// once costs.
@NullMarked
package jobsweep.simulator.campaign;

import org.jspecify.annotations.NullMarked;
