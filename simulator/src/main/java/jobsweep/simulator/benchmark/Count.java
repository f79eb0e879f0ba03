package jobsweep.simulator.benchmark;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// An option's number of measurements: a median needs one.
public final class Count implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
        int count = Integer.parseInt(text);
        if (count < 1) {
            throw new TypeConversionException("must be at least 1, got " + count);
        }
        return count;
    }
}
