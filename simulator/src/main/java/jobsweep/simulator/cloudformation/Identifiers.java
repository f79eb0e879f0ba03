package jobsweep.simulator.cloudformation;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// The identifiers that AWS makes up.
public final class Identifiers {
    private static final String SUFFIX = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final int SUFFIX_LENGTH = 12;
    private static final int LONGEST_NAME = 64;

    private final RandomGenerator random;

    public Identifiers(RandomGenerator random) {
        this.random = random;
    }

    /// Identifiers that nobody can guess.
    public static Identifiers random() {
        return new Identifiers(new SecureRandom());
    }

    /// A random UUID.
    public String uuid() {
        var bytes = new byte[Long.BYTES * 2];
        random.nextBytes(bytes);
        var bits = ByteBuffer.wrap(bytes);
        // The version and variant that mark a random UUID.
        return new UUID(
                        (bits.getLong() & ~0xF000L) | 0x4000L,
                        (bits.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L)
                .toString();
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
