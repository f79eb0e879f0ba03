package jobsweep.acceptance.options;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads a whole number of a range.
abstract class WholeNumber implements ITypeConverter<Long> {
    private final long least;
    private final long most;

    WholeNumber(long least, long most) {
        this.least = least;
        this.most = most;
    }

    @Override
    public Long convert(String text) {
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notOne) {
            // Refused like one that is out of range.
        }
        throw new TypeConversionException(
                "must be a whole number from %s to %s, got '%s'".formatted(least, most, text));
    }

    /// Where all chance comes from.
    static final class Seed extends WholeNumber {
        Seed() {
            super(Long.MIN_VALUE, Long.MAX_VALUE);
        }
    }

    /// How many events there are.
    static final class Events extends WholeNumber {
        Events() {
            super(1, 100_000);
        }
    }

    /// How often something is measured: a median needs one.
    static final class Runs extends WholeNumber {
        Runs() {
            super(1, 10_000);
        }
    }
}
