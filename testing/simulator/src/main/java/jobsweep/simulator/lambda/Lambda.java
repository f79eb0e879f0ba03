package jobsweep.simulator.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import jobsweep.simulator.iam.Iam;
import jobsweep.simulator.time.Time;

/// AWS Lambda for functions in Java, with the limits, log permissions and repeated deliveries that it has in the cloud.
/// Functions run where the [Launcher] starts them.
public final class Lambda implements AutoCloseable {
    private final Builder settings;
    private final Iam iam;
    private final Time time;
    private final Launcher launcher;
    private final EnvironmentPool environments;
    private final GivenUpEvents givenUp;
    private final AsynchronousInvocation asynchronousInvocation;
    private final Map<String, FunctionConfiguration> functions = new ConcurrentHashMap<>();
    private final List<AttemptResult> invocations = Collections.synchronizedList(new ArrayList<>());
    private final List<Consumer<FunctionConfiguration>> attemptListeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<AttemptResult>> endListeners = new CopyOnWriteArrayList<>();
    private final Queue<CompletableFuture<?>> pending = new ConcurrentLinkedQueue<>();
    private final Kills kills = new Kills();

    private Lambda(Builder settings) {
        this.settings = settings;
        this.iam = settings.iam;
        this.time = settings.time;
        this.launcher = settings.launcher;
        this.environments = new EnvironmentPool(this::launch, settings.maximumConcurrency);
        this.givenUp = new GivenUpEvents(iam, this::invoke);
        this.asynchronousInvocation =
                new AsynchronousInvocation(time, settings.retryDelays, this::find, this::attempt, givenUp);
    }

    /// Lambda by the machine's clock, with two environments at once, retries after fractions of a second, and time-outs
    /// as the functions have them.
    ///
    /// @param iam the roles that functions run in
    public static Builder builder(Iam iam, Launcher launcher) {
        return new Builder(iam, launcher);
    }

    /// Creates the function, or changes its code and configuration for events to come.
    ///
    /// @throws IllegalArgumentException if its role does not exist or does not trust Lambda, or its archive is none
    public void put(FunctionConfiguration function) {
        if (!iam.trusts(function.roleArn(), "lambda.amazonaws.com")) {
            throw new IllegalArgumentException("The role defined for the function cannot be assumed by Lambda: "
                    + function.roleArn() + " must exist and allow lambda.amazonaws.com to assume it");
        }
        try {
            launcher.check(function);
        } catch (IOException e) {
            throw new IllegalArgumentException("Could not unzip uploaded file " + function.archive(), e);
        }
        functions.put(function.functionArn(), function.withTimeoutAtMost(settings.longestTimeout));
        environments.retire(function.functionArn());
    }

    /// The function as it was last put, with the time-out it has here.
    ///
    /// @throws IllegalArgumentException if there is no such function
    public FunctionConfiguration function(String functionArn) {
        return find(functionArn)
                .orElseThrow(() ->
                        new IllegalArgumentException(("Function not found: %s (Service: AWSLambda; Status Code: 404; "
                                        + "Error Code: ResourceNotFoundException)")
                                .formatted(functionArn)));
    }

    /// Deletes the function. An event that it runs on is finished; events that wait for it are dropped.
    public void delete(String functionArn) {
        functions.remove(functionArn);
        environments.retire(functionArn);
    }

    /// Takes the event on and returns at once. An attempt that fails is repeated as the function's configuration says,
    /// and then its destination is told.
    ///
    /// @throws IllegalArgumentException if there is no such function
    public void invoke(String functionArn, JsonNode payload) {
        FunctionConfiguration function = function(functionArn);
        Event event = event(functionArn, payload, "");
        deliver(event, settings.deliveries.delay(event));
        settings.deliveries.duplicate(function, event).ifPresent(delay -> deliver(event, delay));
    }

    private void deliver(Event event, Duration delay) {
        pending.add(time.fork(() -> {
            if (delay.isPositive()) {
                time.sleep(delay);
            }
            asynchronousInvocation.deliver(event);
            return event;
        }));
    }

    /// Runs the function on the event once, and waits for the outcome.
    ///
    /// @throws IllegalArgumentException if there is no such function
    public AttemptResult invokeAndWait(String functionArn, JsonNode payload) {
        return invokeAndWait(functionArn, payload, "");
    }

    /// The same, traced.
    ///
    /// @param traceHeader what the runtime hands the function as its tracing header
    public AttemptResult invokeAndWait(String functionArn, JsonNode payload, String traceHeader) {
        FunctionConfiguration function = function(functionArn);
        time.sleep(settings.deliveries.travel());
        AttemptResult invocation = attempt(function, event(functionArn, payload, traceHeader), 1);
        time.sleep(settings.deliveries.travel());
        return invocation;
    }

    private Event event(String functionArn, JsonNode payload, String traceHeader) {
        return new Event(functionArn, settings.ids.get(), payload.toString(), time.instant(), traceHeader);
    }

    /// Tells somebody of each attempt from now on, before the function runs.
    public void onAttempt(Consumer<FunctionConfiguration> listener) {
        attemptListeners.add(listener);
    }

    /// Tells somebody how each attempt ended, from now on.
    public void onEnd(Consumer<AttemptResult> listener) {
        endListeners.add(listener);
    }

    /// Returns when every event taken on so far is done with, including retries and what destinations are told.
    public void awaitQuiet() {
        do {
            time.await(CompletableFuture.allOf(pending.toArray(CompletableFuture[]::new)));
        } while (pending.stream().anyMatch(delivery -> !delivery.isDone()));
    }

    /// The lines in the function's log group, environment after environment.
    public List<String> logs(String functionArn) {
        return environments(functionArn).stream()
                .flatMap(environment -> environment.log().stream())
                .toList();
    }

    /// Every attempt so far, in the order in which they ended.
    public List<AttemptResult> invocations() {
        return List.copyOf(invocations);
    }

    /// Every event that was given up, in order.
    public List<FailureRecord> givenUp() {
        return givenUp.all();
    }

    /// The given-up events that their function's destination was not told of, and why.
    public List<DestinationFailure> destinationFailures() {
        return givenUp.destinationFailures();
    }

    /// How often that happened to the function so far.
    public long count(FunctionMetric metric, String functionArn) {
        Stream<String> functionArns = switch (metric) {
            case ERRORS ->
                invocations.stream().filter(attempt -> !attempt.succeeded()).map(AttemptResult::functionArn);
            case ASYNC_EVENTS_DROPPED -> givenUp().stream().map(FailureRecord::functionArn);
            case DESTINATION_DELIVERY_FAILURES ->
                destinationFailures().stream().map(failure -> failure.record().functionArn());
        };
        return functionArns.filter(functionArn::equals).count();
    }

    /// Every environment the function ever had, in the order of their start.
    public List<ExecutionEnvironment> environments(String functionArn) {
        return environments.ever(functionArn);
    }

    /// Ends the function's environments at once, whatever they are doing.
    public void killEnvironments(String functionArn) {
        environments.kill(functionArn);
    }

    /// Kills the environment of each of the function's next attempts, at these moments, in this order.
    public void killNext(String functionArn, Moment... moments) {
        kills.next(functionArn, List.of(moments));
    }

    @Override
    public void close() {
        functions.clear();
        environments.close();
    }

    private AttemptResult attempt(FunctionConfiguration function, Event event, int attempt) {
        time.await(environments.turn());
        try {
            ExecutionEnvironment environment = environment(function);
            try {
                attemptListeners.forEach(listener -> listener.accept(function));
                AttemptResult invocation = environment.run(event, attempt, kills.take(function.functionArn()));
                invocations.add(invocation);
                endListeners.forEach(listener -> listener.accept(invocation));
                return invocation;
            } finally {
                environments.giveBack(environment);
            }
        } finally {
            environments.endTurn();
        }
    }

    private ExecutionEnvironment environment(FunctionConfiguration function) {
        Optional<ExecutionEnvironment> warm = environments.warm(function);
        if (warm.isPresent()) {
            return warm.get();
        }
        time.sleep(settings.deliveries.coldStart());
        return environments.cold(function);
    }

    private ExecutionEnvironment launch(FunctionConfiguration function) {
        try {
            return launcher.launch(function, new LogStream(iam, function, settings.ids.get(), time.instant()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<FunctionConfiguration> find(String functionArn) {
        return Optional.ofNullable(functions.get(functionArn));
    }

    public static final class Builder {
        private final Iam iam;
        private final Launcher launcher;
        private Time time = Time.system();
        private Supplier<String> ids = () -> UUID.randomUUID().toString();
        private int maximumConcurrency = 2;
        private List<Duration> retryDelays = List.of(Duration.ofMillis(100), Duration.ofMillis(200));
        private Duration longestTimeout = Duration.ofMinutes(15);
        private Deliveries deliveries = Deliveries.PROMPT;

        private Builder(Iam iam, Launcher launcher) {
            this.iam = iam;
            this.launcher = launcher;
        }

        public Builder time(Time passing) {
            time = passing;
            return this;
        }

        /// An id for each event and each environment.
        public Builder ids(Supplier<String> source) {
            ids = source;
            return this;
        }

        /// How many execution environments there are at once; further events wait.
        public Builder maximumConcurrency(int environments) {
            maximumConcurrency = environments;
            return this;
        }

        /// The pause before each further attempt; AWS's are 1 and 2 minutes.
        public Builder retryDelays(Duration first, Duration second) {
            retryDelays = List.of(first, second);
            return this;
        }

        /// A function's time-out is at most this here, so that nobody has to wait for it.
        public Builder longestTimeout(Duration timeout) {
            longestTimeout = timeout;
            return this;
        }

        public Builder deliveries(Deliveries chance) {
            deliveries = chance;
            return this;
        }

        public Lambda build() {
            return new Lambda(this);
        }
    }
}
