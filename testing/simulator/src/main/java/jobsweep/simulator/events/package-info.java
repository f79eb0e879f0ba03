/// What sends messages by itself: topic rules, EventBridge's rules and schedules.
@NullMarked
package jobsweep.simulator.events;

import org.jspecify.annotations.NullMarked;
