package jobsweep.cloudformation;

import java.util.Optional;
import jobsweep.invocation.Json;
import org.jspecify.annotations.Nullable;

/// The id by which CloudFormation knows a resource: 1 byte to 1 KB, as it stands in the answer.
///
/// @param value the id as CloudFormation spells it
public record PhysicalResourceId(String value) {

    static final String ALLOWED = "1 byte to 1 KB of UTF-8";

    private static final int MAX_BYTES = 1024;
    private static final String CREATE_FAILED = "create-failed:";

    /// @throws IllegalArgumentException where the value is not [#ALLOWED]
    public PhysicalResourceId {
        if (!isAllowed(value)) {
            throw new IllegalArgumentException("PhysicalResourceId must be " + ALLOWED);
        }
    }

    /// The id in an event; empty where CloudFormation could not have sent it.
    static Optional<PhysicalResourceId> parse(@Nullable String value) {
        return Optional.ofNullable(value).filter(PhysicalResourceId::isAllowed).map(PhysicalResourceId::new);
    }

    private static boolean isAllowed(String value) {
        return !value.isEmpty() && Json.hasUtf8(value) && Json.quotedLength(value) <= MAX_BYTES;
    }

    /// The id of a resource whose Create failed. CloudFormation needs one, and sends it with the rollback's Delete.
    ///
    /// @param requestId only its beginning, where all of it is too long for an id
    static PhysicalResourceId ofFailedCreate(String requestId) {
        return parse(CREATE_FAILED + requestId)
                .orElseGet(() -> new PhysicalResourceId(CREATE_FAILED + head(requestId)));
    }

    /// As many characters as are certain to fit, whatever they are: none takes more than six bytes.
    private static String head(String requestId) {
        int characters =
                Math.min((MAX_BYTES - CREATE_FAILED.length()) / 6, requestId.codePointCount(0, requestId.length()));
        return requestId.substring(0, requestId.offsetByCodePoints(0, characters));
    }

    @Override
    public String toString() {
        return value;
    }
}
