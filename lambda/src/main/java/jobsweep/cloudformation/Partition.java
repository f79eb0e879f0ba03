package jobsweep.cloudformation;

import java.util.Optional;
import software.amazon.awssdk.regions.EndpointTag;
import software.amazon.awssdk.regions.PartitionEndpointKey;
import software.amazon.awssdk.regions.PartitionMetadata;

/// A part of AWS that has nothing in common with the others, the names of its hosts included.
///
/// @param id such as `aws-cn`
record Partition(String id) {

    private static final PartitionEndpointKey DUALSTACK =
            PartitionEndpointKey.builder().tags(EndpointTag.DUALSTACK).build();

    /// @param functionArn `arn:<partition>:lambda:<region>:<account>:function:<name>`
    static Partition ofFunction(String functionArn) {
        return new Partition(functionArn.split(":", 3)[1]);
    }

    /// Whether its hosts' names end in this, as far as the SDK has heard of the partition.
    boolean hasDnsSuffix(String suffix) {
        return Optional.ofNullable(PartitionMetadata.of(id)).stream()
                .anyMatch(known -> suffix.equals(known.dnsSuffix()) || suffix.equals(known.dnsSuffix(DUALSTACK)));
    }
}
