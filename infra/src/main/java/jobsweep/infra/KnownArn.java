package jobsweep.infra;

import software.amazon.awscdk.Token;

/// ARNs of what is not in the app.
final class KnownArn {
    private KnownArn() {}

    /// Holds an ARN against what every one of the service has. Of a token nothing is known.
    ///
    /// @throws IllegalArgumentException naming the setting, what is allowed, and the value
    static String check(String setting, String service, String arn) {
        if (!Token.isUnresolved(arn) && !arn.matches("arn:[^:\\s]+:%s:[^:\\s]+:[0-9]{12}:\\S+".formatted(service))) {
            throw new IllegalArgumentException("%s must be an ARN arn:<partition>:%s:<Region>:<account>:…, got '%s'"
                    .formatted(setting, service, arn));
        }
        return arn;
    }
}
