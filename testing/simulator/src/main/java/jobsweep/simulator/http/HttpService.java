package jobsweep.simulator.http;

/// Whoever answers calls, whether they came over a socket or not.
@FunctionalInterface
public interface HttpService {
    HttpAnswer answer(HttpCall call);
}
