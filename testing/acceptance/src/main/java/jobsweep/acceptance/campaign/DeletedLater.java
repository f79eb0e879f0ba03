package jobsweep.acceptance.campaign;

import java.time.Instant;
import jobsweep.simulator.iot.Execution;

/// An execution that a call of the queue's consumer deleted.
record DeletedLater(Execution execution, Instant at, boolean forced) {}
