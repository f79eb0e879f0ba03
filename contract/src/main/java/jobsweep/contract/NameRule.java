package jobsweep.contract;

import java.util.regex.Pattern;

/// What an id has to look like, as a pattern and in words.
record NameRule(Pattern pattern, String message) {

    NameRule(String name, String regex, String allowed) {
        this(Pattern.compile(regex), name + " must be " + allowed);
    }

    void check(String value) {
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException(message);
        }
    }
}
