package jobsweep.cloudformation;

import java.time.Instant;
import java.util.Set;
import jobsweep.contract.InvalidPropertyException;
import jobsweep.contract.ResourceProperties;

/// What CloudFormation asks for.
public sealed interface ResourceRequest {

    /// What CloudFormation itself reads among a custom resource's properties.
    Set<String> CLOUDFORMATIONS_OWN = Set.of("ServiceToken", "ServiceTimeout");

    /// What the template says about the resource.
    ResourceProperties properties();

    /// A new resource.
    record Create(ResourceProperties properties) implements ResourceRequest {}

    /// Other properties for a resource.
    record Update(PhysicalResourceId physicalResourceId, ResourceProperties properties) implements ResourceRequest {}

    /// The end of a resource.
    ///
    /// @param properties maybe written for an older version of this code, so not to be relied on
    /// @param sentBy the latest moment at which it was sent; what came into being later is none of its
    ///     business, since a request may be delivered late and more than once
    /// @param continuation what other invocations have done of it
    record Delete(
            PhysicalResourceId physicalResourceId,
            ResourceProperties properties,
            Instant sentBy,
            LogicalResource resource,
            Continuation continuation)
            implements ResourceRequest {}

    /// @throws InvalidPropertyException where `RequestType` or `PhysicalResourceId` is none that CloudFormation sends
    static ResourceRequest parse(CustomResourceEvent event, ResponseAddress address, Instant now) {
        ResourceProperties properties = new ResourceProperties(event.resourceProperties()).without(CLOUDFORMATIONS_OWN);
        return switch (event.requestType()) {
            case "Create" -> new Create(properties);
            case "Update" -> new Update(physicalResourceId(event), properties);
            case "Delete" -> delete(event, properties, address, Continuation.of(event, address.madeAt(now)));
            case null, default ->
                throw new InvalidPropertyException("RequestType", "Create, Update or Delete", event.requestType());
        };
    }

    private static Delete delete(
            CustomResourceEvent event,
            ResourceProperties properties,
            ResponseAddress address,
            Continuation continuation) {
        return new Delete(
                physicalResourceId(event),
                properties,
                ResponseAddress.sentBy(continuation.madeAt()),
                new LogicalResource(address.stackId(), address.logicalResourceId()),
                continuation);
    }

    private static PhysicalResourceId physicalResourceId(CustomResourceEvent event) {
        return PhysicalResourceId.parse(event.physicalResourceId())
                .orElseThrow(() -> new InvalidPropertyException(
                        "PhysicalResourceId", PhysicalResourceId.ALLOWED, event.physicalResourceId()));
    }
}
