package jobsweep.simulator.cloudformation;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// The identifiers that AWS makes up.
public final class Identifiers {
    private static final String SUFFIX = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final int SUFFIX_LENGTH = 12;
    private static final int LONGEST_NAME = 64;
    private static final int SIGNATURE_BYTES = 32;

    private final RandomGenerator random;

    /// @param random whoever gives the same numbers gets the same identifiers
    public Identifiers(RandomGenerator random) {
        this.random = random;
    }

    /// Identifiers that nobody can guess.
    public static Identifiers unforeseeable() {
        return new Identifiers(new SecureRandom());
    }

    /// A random UUID.
    public String uuid() {
        var version4 = (random.nextLong() & ~0xF000L) | 0x4000L;
        var variant2 = (random.nextLong() & ~(3L << 62)) | (2L << 62);
        return new UUID(version4, variant2).toString();
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

    /// A signature of version 4.
    String signature() {
        var signature = new byte[SIGNATURE_BYTES];
        random.nextBytes(signature);
        return HexFormat.of().formatHex(signature);
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
