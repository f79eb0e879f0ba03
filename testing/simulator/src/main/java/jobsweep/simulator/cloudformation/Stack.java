package jobsweep.simulator.cloudformation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A stack: its status, its resources and its history. It can be read at any time, also while an operation runs.
public final class Stack {
    private static final String TYPE = "AWS::CloudFormation::Stack";

    private final StackId id;
    private final InstantSource clock;
    private final Consumer<StackEvent> listener;
    private final List<StackEvent> events = new CopyOnWriteArrayList<>();
    private final Map<String, StackResource> resources = new ConcurrentHashMap<>();
    private final List<StackResource> unstable = new CopyOnWriteArrayList<>();
    private volatile StackStatus status = StackStatus.CREATE_IN_PROGRESS;
    private volatile String statusReason = "";
    private volatile Map<String, String> outputs = Map.of();
    private volatile Plan plan = Plan.EMPTY;

    Stack(StackId id, InstantSource clock, Consumer<StackEvent> listener) {
        this.id = id;
        this.clock = clock;
        this.listener = listener;
    }

    /// The stack's name and ARN.
    public StackId id() {
        return id;
    }

    public StackStatus status() {
        return status;
    }

    /// Why the stack is in its status; empty where there is nothing to say.
    public String statusReason() {
        return statusReason;
    }

    /// The stack's history, oldest first.
    public List<StackEvent> events() {
        return List.copyOf(events);
    }

    /// The values of the outputs by their names.
    public Map<String, String> outputs() {
        return outputs;
    }

    /// The physical ids of the resources that the stack holds, by their logical ids.
    public Map<String, String> physicalResourceIds() {
        return resources.values().stream()
                .collect(Collectors.toUnmodifiableMap(
                        StackResource::logicalResourceId,
                        resource -> resource.physical().id()));
    }

    Optional<StackResource> resource(String logicalResourceId) {
        return Optional.ofNullable(resources.get(logicalResourceId));
    }

    Map<String, StackResource> resources() {
        // In an order of their own, since an operation takes them up in it.
        return Collections.unmodifiableMap(new TreeMap<>(resources));
    }

    void put(StackResource resource) {
        resources.put(resource.logicalResourceId(), resource);
    }

    void forget(StackResource resource) {
        resources.remove(resource.logicalResourceId());
    }

    /// What was made by an operation that failed and was not rolled back, and has no state to go back to.
    List<StackResource> unstable() {
        return List.copyOf(unstable);
    }

    void addUnstable(StackResource resource) {
        unstable.add(resource);
    }

    void forgetUnstable(StackResource resource) {
        unstable.remove(resource);
    }

    Plan plan() {
        return plan;
    }

    void complete(Plan newPlan, Map<String, String> newOutputs) {
        plan = newPlan;
        outputs = Map.copyOf(newOutputs);
    }

    ResourceAddress address(ResourceDeclaration declaration) {
        return new ResourceAddress(id, declaration.logicalResourceId(), declaration.resourceType());
    }

    void become(StackStatus newStatus, String reason) {
        status = newStatus;
        statusReason = reason;
        record(time -> new StackEvent(time, id.name(), newStatus.name(), TYPE, id.arn(), reason));
    }

    void report(ResourceDeclaration resource, ResourceStatus resourceStatus, String physicalId, String reason) {
        record(time -> new StackEvent(
                time,
                resource.logicalResourceId(),
                resourceStatus.name(),
                resource.resourceType(),
                physicalId,
                reason));
    }

    // The time is taken in here, since events of resources that are made at the same time would otherwise overtake
    // one another.
    private synchronized void record(Function<Instant, StackEvent> event) {
        StackEvent recorded = event.apply(clock.instant());
        events.add(recorded);
        listener.accept(recorded);
    }
}
