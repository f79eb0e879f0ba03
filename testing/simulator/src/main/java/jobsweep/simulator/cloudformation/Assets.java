package jobsweep.simulator.cloudformation;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Where the files lie that a template expects in S3.
@FunctionalInterface
public interface Assets {
    /// The local file that stands for an object in S3.
    ///
    /// @throws ResourceFailedException when there is none
    Path locate(String bucket, String key);

    /// Files by their keys, whatever the bucket.
    static Assets of(Map<String, Path> byKey) {
        var files = Map.copyOf(byKey);
        return (bucket, key) -> Optional.ofNullable(files.get(key)).orElseThrow(() -> missing(bucket, key));
    }

    /// These files, and those of others where these have none.
    default Assets or(Assets others) {
        return (bucket, key) -> {
            try {
                return locate(bucket, key);
            } catch (ResourceFailedException missing) {
                return others.locate(bucket, key);
            }
        };
    }

    /// The failure that says what is missing.
    static ResourceFailedException missing(String bucket, String key) {
        return new ResourceFailedException("No local file stands for s3://%s/%s".formatted(bucket, key));
    }
}
