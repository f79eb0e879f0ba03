package jobsweep.simulator.iot;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import jobsweep.simulator.http.HttpAnswer;
import jobsweep.simulator.http.HttpCall;
import jobsweep.simulator.iam.Authorizer;
import jobsweep.simulator.iam.Iam;
import jobsweep.simulator.iam.RefusedException;
import jobsweep.simulator.time.Time;

/// AWS IoT's control plane, without the way there: a call in, an answer out, by the rules of the jobs,
/// the quota of each operation and the word of the authoriser.
public final class IotService {
    private final IotSettings settings;
    private final JobsApi api;
    private final Authorizer authorizer;
    private final Quota quota;
    private final Time time;
    private final FaultSource faults;
    private final Supplier<String> requestIds;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final List<Consumer<Call>> listeners = new CopyOnWriteArrayList<>();

    /// @param time       lets an answer come late
    /// @param faults     what calls meet
    /// @param requestIds an id for each call
    public IotService(
            IotSettings settings, IotJobs jobs, Iam iam, Time time, FaultSource faults, Supplier<String> requestIds) {
        this.settings = settings;
        this.api = new JobsApi(jobs, settings);
        this.authorizer = new Authorizer(iam, settings.region(), "iot");
        this.quota = new Quota(settings.callsPerSecond(), settings.nanoTime());
        this.time = time;
        this.faults = faults;
        this.requestIds = requestIds;
    }

    /// Every call so far, in the order of their answers.
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /// Lets somebody see each call from now on, before its answer is sent.
    public void onCall(Consumer<Call> listener) {
        listeners.add(listener);
    }

    /// Answers a call as AWS IoT does, unless it meets a fault.
    public HttpAnswer answer(HttpCall call) {
        Instant begun = settings.time().instant();
        URI uri = call.target();
        Optional<Route> route = Route.of(call.method(), uri);
        if (route.isEmpty()) {
            Answer answer =
                    Answer.error(404, "UnknownOperationException", "The simulator has no " + call.method() + " " + uri);
            record(entry(begun, call.method() + " " + uri.getPath(), "", Map.of(), answer));
            return answer.asHttp(requestIds.get());
        }
        Answer answer = answer(route.get(), call);
        record(entry(
                begun,
                route.get().operation().awsName(),
                route.get().label(),
                route.get().query(),
                answer));
        return answer.asHttp(requestIds.get());
    }

    private void record(Call call) {
        calls.add(call);
        listeners.forEach(listener -> listener.accept(call));
    }

    private Call entry(
            Instant begun, String operation, String resource, Map<String, String> parameters, Answer answer) {
        return new Call(
                begun, settings.time().instant(), operation, resource, parameters, answer.status(), answer.errorCode());
    }

    private Answer answer(Route route, HttpCall call) {
        Optional<Fault> fault = faults.take(route.operation());
        if (fault.isEmpty()) {
            return carriedOut(route, call);
        }
        return switch (fault.get()) {
            case Fault.Refusal refusal -> Answer.error(refusal.status(), refusal.code(), refusal.message());
            case Fault.Garbage garbage -> Answer.html(garbage.status(), garbage.html());
            case Fault.Dropped dropped -> {
                if (dropped.carriedOut()) {
                    carriedOut(route, call);
                }
                yield Answer.none();
            }
            case Fault.Delay delay -> {
                time.sleep(delay.duration());
                yield carriedOut(route, call);
            }
            case Fault.Meanwhile meanwhile -> {
                meanwhile.event().run();
                yield meanwhile.carriedOut() ? carriedOut(route, call) : Answer.none();
            }
            case Fault.Held held -> {
                time.await(held.until());
                yield carriedOut(route, call);
            }
        };
    }

    private Answer carriedOut(Route route, HttpCall call) {
        try {
            quota.take(route.operation());
            authorizer.check(call.header("Authorization"), route.operation().action(), route.arns(settings));
            return Answer.ok(api.answer(route, call.body()));
        } catch (RefusedException e) {
            return Answer.error(403, e.code(), e.sentence());
        } catch (IotException e) {
            return Answer.error(e.status(), e.code(), e.sentence());
        } catch (RuntimeException e) {
            // A defect of the simulator must not look like a broken connection, which callers try again.
            return Answer.error(500, "SimulatorDefect", e.toString());
        }
    }
}
