package jobsweep.simulator.iot;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import jobsweep.simulator.cloudformation.Account;
import jobsweep.simulator.http.HttpAnswer;
import jobsweep.simulator.http.HttpCall;
import jobsweep.simulator.http.HttpService;
import jobsweep.simulator.iam.Authorizer;
import jobsweep.simulator.iam.Iam;
import jobsweep.simulator.iam.RefusedException;
import jobsweep.simulator.time.Time;

/// AWS IoT's control plane, without the way there: a call in, an answer out, by the rules of the jobs, the
/// quota of each operation and the word of the authoriser.
public final class IotService implements HttpService {
    private static final String ERROR_TYPE = "x-amzn-ErrorType";

    private final Account account;
    private final JobsApi api;
    private final Authorizer authorizer;
    private final CallQuota quota;
    private final Time time;
    private final Faults faults;
    private final Supplier<String> requestIds;
    private final List<Call> calls = Collections.synchronizedList(new ArrayList<>());
    private final List<Consumer<Call>> listeners = new CopyOnWriteArrayList<>();

    /// @param chance     what calls meet that meet nothing that was asked for
    /// @param requestIds an id for each call
    public IotService(
            Account account, Iam iam, IotJobs jobs, Time time, FaultSource chance, Supplier<String> requestIds) {
        this.account = account;
        this.api = new JobsApi(jobs, account);
        this.authorizer = new Authorizer(iam, account.region(), "iot");
        this.quota = new CallQuota(jobs.rules().callsPerSecond(), time);
        this.time = time;
        this.faults = new Faults(chance);
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

    /// Lets the next calls of the operation meet these faults, one each, in this order.
    public void next(Operation operation, Fault... upcoming) {
        faults.next(operation, List.of(upcoming));
    }

    /// Lets every call of the operation meet the fault, until [#heal()].
    public void every(Operation operation, Fault fault) {
        faults.every(operation, fault);
    }

    /// Ends all faults that were asked for.
    public void heal() {
        faults.clear();
    }

    /// Answers a call as AWS IoT does, unless it meets a fault.
    @Override
    public HttpAnswer answer(HttpCall call) {
        Instant begun = time.instant();
        Optional<Route> route = Route.of(call.method(), call.target());
        HttpAnswer answer = route.map(known -> answer(known, call))
                .orElseGet(() -> error(
                        404,
                        "UnknownOperationException",
                        "The simulator has no " + call.method() + " " + call.target()));
        Call entry = new Call(
                begun,
                time.instant(),
                route.map(known -> known.operation().awsName())
                        .orElseGet(() -> call.method() + " " + call.target().getPath()),
                route.map(Route::label).orElse(""),
                route.map(Route::query).orElse(Map.of()),
                answer.status(),
                answer.headers().getOrDefault(ERROR_TYPE, ""));
        calls.add(entry);
        listeners.forEach(listener -> listener.accept(entry));
        return answer;
    }

    private HttpAnswer answer(Route route, HttpCall call) {
        Optional<Fault> fault = faults.take(route.operation());
        if (fault.isEmpty()) {
            return carriedOut(route, call);
        }
        return switch (fault.get()) {
            case Fault.Refusal refusal -> error(refusal.status(), refusal.code(), refusal.message());
            case Fault.Garbage garbage ->
                new HttpAnswer(garbage.status(), Map.of("Content-Type", "text/html"), garbage.html());
            case Fault.Dropped dropped -> {
                if (dropped.carriedOut()) {
                    carriedOut(route, call);
                }
                yield HttpAnswer.none();
            }
            case Fault.Delay delay -> {
                time.sleep(delay.duration());
                yield carriedOut(route, call);
            }
            case Fault.Meanwhile meanwhile -> {
                meanwhile.event().run();
                yield meanwhile.carriedOut() ? carriedOut(route, call) : HttpAnswer.none();
            }
            case Fault.Held held -> {
                time.await(held.until());
                yield carriedOut(route, call);
            }
        };
    }

    private HttpAnswer carriedOut(Route route, HttpCall call) {
        try {
            quota.take(route.operation());
            authorizer.check(call.header("Authorization"), route.operation().action(), route.arns(account));
            Optional<ObjectNode> document = api.answer(route, call.body());
            return json(200, Map.of(), document.map(ObjectNode::toString).orElse(""));
        } catch (RefusedException e) {
            return error(403, e.code(), e.sentence());
        } catch (IotException e) {
            return error(e.status(), e.code(), e.sentence());
        } catch (RuntimeException e) {
            // A defect of the simulator must not look like a broken connection, which callers try again.
            return error(500, "SimulatorDefect", e.toString());
        }
    }

    private HttpAnswer error(int status, String code, String message) {
        String body =
                JsonNodeFactory.instance.objectNode().put("message", message).toString();
        return json(status, code.isEmpty() ? Map.of() : Map.of(ERROR_TYPE, code), body);
    }

    /// An answer with its request id, which only AWS gives one.
    private HttpAnswer json(int status, Map<String, String> further, String body) {
        Map<String, String> headers =
                new HashMap<>(Map.of("Content-Type", "application/json", "x-amzn-RequestId", requestIds.get()));
        headers.putAll(further);
        return new HttpAnswer(status, headers, body);
    }
}
