package software.amazon.awssdk.regions.internal;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.regions.GeneratedPartitionMetadataProvider;
import software.amazon.awssdk.regions.GeneratedRegionMetadataProvider;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.RegionMetadata;
import software.amazon.awssdk.regions.ServiceMetadata;

/// Stands in for the SDK's class of this name, which makes every cold start load the descriptions of all Regions and of
/// all services, one class each, to learn that a call of AWS IoT is signed for the Region that it goes to. The SDK
/// assumes as much of a service that it has no description of, and it is true of Amazon SQS as well.
///
/// `docs/decisions/0014-what-a-cold-start-does-not-load.md` says what this gains. `MetadataLoaderTest` holds it against
/// the SDK's.
public final class MetadataLoader {

    private MetadataLoader() {}

    public static PartitionMetadata partitionMetadata(Region region) {
        return new GeneratedPartitionMetadataProvider().partitionMetadata(region);
    }

    public static PartitionMetadata partitionMetadata(String partition) {
        return new GeneratedPartitionMetadataProvider().partitionMetadata(partition);
    }

    public static RegionMetadata regionMetadata(Region region) {
        return new GeneratedRegionMetadataProvider().regionMetadata(region);
    }

    /// @return none, ever
    public static @Nullable ServiceMetadata serviceMetadata(String endpointPrefix) {
        return null;
    }
}
