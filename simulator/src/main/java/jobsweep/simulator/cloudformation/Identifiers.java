package jobsweep.simulator.cloudformation;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.stream.Collectors;

/// The identifiers that AWS makes up.
public final class Identifiers {
    private static final String SUFFIX = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final int SUFFIX_LENGTH = 12;
    private static final int LONGEST_NAME = 64;

    private final SecureRandom random = new SecureRandom();

    /// A random UUID.
    public String uuid() {
        return UUID.randomUUID().toString();
    }

    /// `<stack>-<logical id>-<suffix>`, as CloudFormation names what nobody has named.
    public String physicalId(ResourceAddress address) {
        return prefix(address) + suffix();
    }

    /// The same, cut to the 64 characters that names of functions and roles may have.
    public String name(ResourceAddress address) {
        var prefix = prefix(address);
        return prefix.substring(0, Math.min(prefix.length(), LONGEST_NAME - SUFFIX_LENGTH)) + suffix();
    }

    private static String prefix(ResourceAddress address) {
        return "%s-%s-".formatted(address.stack().name(), address.logicalResourceId());
    }

    private String suffix() {
        return random.ints(SUFFIX_LENGTH, 0, SUFFIX.length())
                .mapToObj(index -> SUFFIX.substring(index, index + 1))
                .collect(Collectors.joining());
    }
}
