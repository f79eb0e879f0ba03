package jobsweep.simulator.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// How resources of one type come, change and go. Each method returns when its work is done, and throws
/// [ResourceFailedException], or any other runtime exception, with a reason when it cannot be done.
public interface ResourceType {
    /// Whether `Fn::GetAtt` can give this of a resource, as far as that is known before there is one.
    default boolean supports(String attribute) {
        return false;
    }

    /// Makes a resource. Where that takes time, it heeds the cancellation.
    PhysicalResource create(ResourceAddress address, ObjectNode properties, Cancellation cancellation);

    /// Changes a resource in place, or makes another one beside it: then the id that it returns is a new one, and the
    /// old resource is deleted later.
    PhysicalResource update(ResourceAddress address, ResourceChange change, Cancellation cancellation);

    /// Whether this change makes another resource, as far as that is known before it is made.
    default boolean isReplacedBy(ResourceChange change) {
        return false;
    }

    /// The deletion of a resource, which can be tried more than once.
    Runnable deletion(ResourceAddress address, PhysicalResource resource, ObjectNode properties);

    /// Takes an update back. A resource that was replaced is still there and is as it was.
    ///
    /// @param change the way back: from what the update made of the resource to what it was
    /// @param before the resource before the update
    default PhysicalResource rollBack(ResourceAddress address, ResourceChange change, PhysicalResource before) {
        return change.current().id().equals(before.id()) ? update(address, change, new Cancellation()) : before;
    }
}
