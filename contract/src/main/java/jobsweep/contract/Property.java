package jobsweep.contract;

import java.util.function.Function;

/// A property of a resource or a request, which is text.
///
/// @param name as a template or a document spells it
/// @param allowed the rule in words: `<name> must be <allowed>`
/// @param reader throws [IllegalArgumentException] where the text is not allowed
public record Property<T>(String name, String allowed, Function<String, T> reader) {

    /// One that is `true` or `false`.
    public static Property<Boolean> ofTrueOrFalse(String name) {
        return new Property<>(name, "true or false", Property::trueOrFalse);
    }

    /// The same rule for a setting that has another name.
    public Property<T> named(String setting) {
        return new Property<>(setting, allowed, reader);
    }

    /// @throws InvalidPropertyException naming property, rule and value
    public T read(Object value) {
        if (!(value instanceof String text)) {
            throw new InvalidPropertyException(name, allowed, value);
        }
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException notAllowed) {
            throw new InvalidPropertyException(name, allowed, value);
        }
    }

    /// What to throw where the property is required and is not there.
    public InvalidPropertyException missing() {
        return new InvalidPropertyException(name, allowed, null);
    }

    private static boolean trueOrFalse(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException("must be true or false");
        }
        return text.equals("true");
    }
}
