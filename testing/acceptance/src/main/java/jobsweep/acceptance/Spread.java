package jobsweep.acceptance;

import java.util.Locale;
import java.util.stream.DoubleStream;

/// The middle one of measured values, and how far they lie apart.
///
/// @param median the mean of the middle two where their number is even
public record Spread(double median, double minimum, double maximum) {

    /// The spread of values in any order.
    ///
    /// @throws IllegalArgumentException if there are none
    public static Spread of(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("A spread needs at least one value");
        }
        // The middle two are the same one where the number is odd.
        double lower = sorted[(sorted.length - 1) / 2];
        double upper = sorted[sorted.length / 2];
        return new Spread((lower + upper) / 2, sorted[0], sorted[sorted.length - 1]);
    }

    /// `median (minimum–maximum)`.
    ///
    /// @param decimals how many places after the point are shown
    public String text(int decimals) {
        String value = "%." + decimals + "f";
        return String.format(Locale.ROOT, "%s (%s–%s)".formatted(value, value, value), median, minimum, maximum);
    }
}
