package jobsweep.benchmark;

import java.util.ArrayList;
import java.util.List;

/// What was measured of a function so far.
final class Measurements {
    private final String name;
    private final MeasuredFunction function;
    private final List<ColdStart> coldStarts = new ArrayList<>();
    private final List<WarmEvent> warmEvents = new ArrayList<>();

    Measurements(String name, MeasuredFunction function) {
        this.name = name;
        this.function = function;
    }

    String name() {
        return name;
    }

    MeasuredFunction function() {
        return function;
    }

    List<ColdStart> coldStarts() {
        return coldStarts;
    }

    List<WarmEvent> warmEvents() {
        return warmEvents;
    }

    void coldStart() {
        coldStarts.add(function.coldStart());
    }

    void warmEvent() throws InterruptedException {
        warmEvents.add(function.warmEvent());
    }
}
