package jobsweep.simulator.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/// A resource type of AWS's own kind: `Name` must be free, and another name means another resource.
final class InMemoryType implements ResourceType {
    private final Set<String> existing = new ConcurrentSkipListSet<>();

    Set<String> existing() {
        return existing;
    }

    @Override
    public boolean supports(String attribute) {
        return attribute.equals("Arn");
    }

    @Override
    public PhysicalResource create(ResourceAddress address, ObjectNode properties, Cancellation cancellation) {
        var name = properties.path("Name").asText();
        if (!existing.add(name)) {
            throw new ResourceFailedException(name + " already exists.");
        }
        return new PhysicalResource(name, Map.of("Arn", "arn:" + name));
    }

    @Override
    public boolean isReplacedBy(ResourceChange change) {
        return change.touches("Name");
    }

    @Override
    public PhysicalResource update(ResourceAddress address, ResourceChange change, Cancellation cancellation) {
        return isReplacedBy(change) ? create(address, change.newProperties(), cancellation) : change.current();
    }

    @Override
    public Runnable deletion(ResourceAddress address, PhysicalResource resource, ObjectNode properties) {
        return () -> existing.remove(resource.id());
    }
}
