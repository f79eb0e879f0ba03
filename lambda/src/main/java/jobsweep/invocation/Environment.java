package jobsweep.invocation;

import java.util.Map;
import jobsweep.contract.Excerpt;

/// The variables that a function's template gives it.
public record Environment(Map<String, String> variables) {

    /// @throws IllegalArgumentException naming the variable, where it is not set
    public String text(String name) {
        String value = variables.get(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(name + " must be set");
        }
        return value;
    }

    /// @throws IllegalArgumentException naming the variable and its value, where it is no whole number from 1
    public int number(String name) {
        String value = text(name);
        if (!value.matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException(
                    name + " must be a whole number from 1 to 999999999, got " + Excerpt.of(value));
        }
        return Integer.parseInt(value);
    }

    /// The names only: values may be secrets.
    @Override
    public String toString() {
        return "Environment" + variables.keySet();
    }
}
