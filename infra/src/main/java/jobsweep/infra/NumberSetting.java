package jobsweep.infra;

import software.amazon.awscdk.Token;

/// A setting that is a whole number.
record NumberSetting(String setting, int least, int most) {

    /// @throws IllegalArgumentException naming the setting, what is allowed, and the value; a token is not allowed
    int known(Number value) {
        if (Token.isUnresolved(value)) {
            throw new IllegalArgumentException(
                    "%s must be known when the app is synthesized, %s, got a token".formatted(setting, allowed()));
        }
        double number = value.doubleValue();
        if (number != Math.rint(number) || number < least || number > most) {
            throw new IllegalArgumentException("%s must be %s, got '%s'".formatted(setting, allowed(), value));
        }
        return value.intValue();
    }

    /// The same, or a token as it is.
    Number numberOrToken(Number value) {
        return Token.isUnresolved(value) ? value : known(value);
    }

    /// What is allowed, in words.
    String allowed() {
        return "a whole number from %s to %s".formatted(least, most);
    }
}
