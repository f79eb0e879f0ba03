package software.amazon.awssdk.regions.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import jobsweep.platform.Http;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.GeneratedServiceMetadataProvider;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceMetadata;
import software.amazon.awssdk.services.iot.IotClient;

class MetadataLoaderTest {

    static Stream<Region> regions() {
        return Region.regions().stream();
    }

    @ParameterizedTest
    @ValueSource(strings = {"iot", "sqs"})
    void theSdkSignsForTheSameRegionWithAndWithoutADescription(String service) {
        ServiceMetadata described = new GeneratedServiceMetadataProvider().serviceMetadata(service);

        assertThat(regions())
                .allSatisfy(region -> assertThat(ServiceMetadata.of(service).signingRegion(region))
                        .isEqualTo(described.signingRegion(region)));
    }

    @ParameterizedTest
    @MethodSource("regions")
    void aClientIsMadeForEveryRegion(Region region) {
        try (SdkHttpClient http = Http.client();
                IotClient client =
                        IotClient.builder().httpClient(http).region(region).build()) {
            assertThat(client.serviceClientConfiguration().region()).isEqualTo(region);
        }
    }

    @Test
    void regionsAndPartitionsAreDescribedAsEver() {
        assertThat(Region.CN_NORTH_1.metadata().partition().id()).isEqualTo("aws-cn");
        assertThat(PartitionMetadata.of(Region.US_GOV_WEST_1).id()).isEqualTo("aws-us-gov");
        assertThat(PartitionMetadata.of("aws-cn").dnsSuffix()).isEqualTo("amazonaws.com.cn");
    }
}
