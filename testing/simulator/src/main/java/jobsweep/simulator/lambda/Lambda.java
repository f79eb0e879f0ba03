package jobsweep.simulator.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import jobsweep.simulator.time.Time;

/// AWS Lambda for functions in Java: packaged code in JVMs of its own, under AWS's own runtime client, with the
/// environment, limits, log permissions and repeated deliveries it would have in the cloud.
public final class Lambda implements AutoCloseable, FunctionService, SynchronousFunctions {
    private static final Time TIME = Time.system();

    private final LambdaSettings settings;
    private final Launcher launcher;
    private final EnvironmentPool environments;
    private final AsynchronousInvocation asynchronousInvocation;
    private final Map<String, FunctionConfiguration> functions = new ConcurrentHashMap<>();
    private final List<Invocation> invocations = new CopyOnWriteArrayList<>();
    private final List<Consumer<FunctionConfiguration>> listeners = new CopyOnWriteArrayList<>();
    private final Queue<CompletableFuture<?>> deliveries = new ConcurrentLinkedQueue<>();
    private final Kills kills = new Kills();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /// @throws IOException if AWS's runtime client can't be made ready on this machine
    public Lambda(LambdaSettings settings) throws IOException {
        this.settings = settings;
        this.launcher = new Launcher(settings);
        this.environments = new EnvironmentPool(launcher, settings.maximumConcurrency());
        this.asynchronousInvocation =
                new AsynchronousInvocation(TIME, settings.retryDelays(), settings.iam(), new Host());
    }

    /// @throws IllegalArgumentException if its role does not exist or does not trust Lambda, or its archive is none
    @Override
    public void put(FunctionConfiguration function) {
        if (!settings.iam().trusts(function.roleArn(), "lambda.amazonaws.com")) {
            throw new IllegalArgumentException("The role defined for the function cannot be assumed by Lambda: "
                    + function.roleArn() + " must exist and allow lambda.amazonaws.com to assume it");
        }
        try {
            launcher.code(function);
        } catch (IOException e) {
            throw new IllegalArgumentException("Could not unzip uploaded file " + function.archive(), e);
        }
        functions.put(function.functionArn(), function.withTimeoutAtMost(settings.longestTimeout()));
        environments.retire(function.functionArn());
    }

    /// The function as it was last put, with the time-out it has here.
    @Override
    public FunctionConfiguration function(String functionArn) {
        return find(functionArn)
                .orElseThrow(() -> new IllegalArgumentException("function " + functionArn + " does not exist"));
    }

    @Override
    public void delete(String functionArn) {
        functions.remove(functionArn);
        environments.retire(functionArn);
    }

    /// Takes the event on and returns at once. An attempt that fails is repeated as the function's configuration says,
    /// and then its destination is told.
    ///
    /// @throws IllegalArgumentException if there is no such function
    public void invoke(String functionArn, JsonNode payload) {
        Event event = Event.accept(function(functionArn).functionArn(), payload, TIME);
        deliveries.add(CompletableFuture.runAsync(() -> asynchronousInvocation.deliver(event), threads));
    }

    /// Runs the function on the event once, and waits for the outcome.
    ///
    /// @throws IllegalArgumentException if there is no such function
    public Invocation invokeAndWait(String functionArn, JsonNode payload) {
        FunctionConfiguration function = function(functionArn);
        return attempt(function, Event.accept(functionArn, payload, TIME), 1);
    }

    @Override
    public Invocation invokeAndWait(String functionArn, JsonNode payload, String traceHeader) {
        FunctionConfiguration function = function(functionArn);
        return attempt(function, Event.accept(functionArn, payload, TIME).tracedBy(traceHeader), 1);
    }

    /// Tells somebody of each attempt from now on, before the function runs.
    public void onAttempt(Consumer<FunctionConfiguration> listener) {
        listeners.add(listener);
    }

    /// Returns when every event taken on so far is done with, including retries and what destinations are told.
    public void awaitQuiet() {
        do {
            CompletableFuture.allOf(deliveries.toArray(CompletableFuture[]::new))
                    .join();
        } while (deliveries.stream().anyMatch(delivery -> !delivery.isDone()));
    }

    /// The lines in the function's log group, environment after environment.
    public List<String> logs(String functionArn) {
        return environments(functionArn).stream()
                .flatMap(environment -> environment.log().stream())
                .toList();
    }

    /// Every attempt so far, in the order in which they ended.
    public List<Invocation> invocations() {
        return List.copyOf(invocations);
    }

    /// Every event that was given up, in order.
    public List<InvocationRecord> givenUp() {
        return asynchronousInvocation.givenUp();
    }

    /// The given-up events that their function's destination was not told of, and why.
    public List<DestinationFailure> destinationFailures() {
        return asynchronousInvocation.destinationFailures();
    }

    /// How often that happened to the function so far.
    public long count(FunctionMetric metric, String functionArn) {
        Stream<String> functionArns = switch (metric) {
            case ERRORS ->
                invocations.stream().filter(attempt -> !attempt.succeeded()).map(Invocation::functionArn);
            case ASYNC_EVENTS_DROPPED -> givenUp().stream().map(InvocationRecord::functionArn);
            case DESTINATION_DELIVERY_FAILURES ->
                destinationFailures().stream().map(failure -> failure.record().functionArn());
        };
        return functionArns.filter(functionArn::equals).count();
    }

    /// Every environment the function ever had, in the order of their start.
    public List<ExecutionEnvironment> environments(String functionArn) {
        return environments.ever(functionArn);
    }

    /// Ends the function's JVMs at once, whatever they are doing.
    public void killEnvironments(String functionArn) {
        environments.kill(functionArn);
    }

    /// Kills the JVM of each of the function's next attempts, at these moments, in this order.
    public void killNext(String functionArn, Moment... moments) {
        kills.next(functionArn, List.of(moments));
    }

    @Override
    public void close() {
        functions.clear();
        threads.shutdownNow();
        environments.close();
    }

    private Invocation attempt(FunctionConfiguration function, Event event, int attempt) {
        try {
            ExecutionEnvironment environment = environments.take(function);
            try {
                listeners.forEach(listener -> listener.accept(function));
                Invocation invocation = environment.run(event, attempt, kills.take(function.functionArn()));
                invocations.add(invocation);
                return invocation;
            } finally {
                environments.giveBack(environment);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Lambda was closed before the event had its turn", e);
        }
    }

    private Optional<FunctionConfiguration> find(String functionArn) {
        return Optional.ofNullable(functions.get(functionArn));
    }

    /// This service, as its asynchronous events see it.
    private final class Host implements FunctionHost {
        @Override
        public Optional<FunctionConfiguration> function(String functionArn) {
            return find(functionArn);
        }

        @Override
        public Invocation attempt(FunctionConfiguration function, Event event, int attempt) {
            return Lambda.this.attempt(function, event, attempt);
        }

        @Override
        public void invoke(String functionArn, JsonNode payload) {
            Lambda.this.invoke(functionArn, payload);
        }
    }
}
