package jobsweep.simulator.iot;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jobsweep.simulator.iam.Decision;
import jobsweep.simulator.iam.Iam;

/// The check that AWS makes before it looks at what a call says. Callers are recognised by the access key id in their
/// signature; the signature itself is not checked.
final class Authorizer {
    private static final Pattern CREDENTIAL =
            Pattern.compile("AWS4-HMAC-SHA256 Credential=([^/,]+)/[0-9]{8}/([^/,]+)/([^/,]+)/aws4_request,.*");

    private final IotSettings settings;
    private final Iam iam;

    Authorizer(IotSettings settings, Iam iam) {
        this.settings = settings;
        this.iam = iam;
    }

    /// Lets the call pass if its caller's role may make it on everything it touches.
    ///
    /// @param header the value of the `Authorization` header, if there is one
    /// @throws IotException with HTTP 403 otherwise
    void check(Route route, Optional<String> header) {
        String accessKeyId = accessKeyId(header.orElseThrow(
                () -> refused("MissingAuthenticationTokenException", "Missing Authentication Token")));
        if (iam.roleFor(accessKeyId).isEmpty()) {
            throw refused("UnrecognizedClientException", "The security token included in the request is invalid.");
        }
        Decision decision = iam.authorize(accessKeyId, route.operation().action(), route.arns(settings));
        if (decision instanceof Decision.Denied denied) {
            throw refused("AccessDeniedException", denied.message());
        }
    }

    private String accessKeyId(String header) {
        Matcher credential = CREDENTIAL.matcher(header);
        if (!credential.matches()) {
            throw refused("IncompleteSignatureException", "The Authorization header is not one of SigV4");
        }
        if (!credential.group(2).equals(settings.region())
                || !credential.group(3).equals("iot")) {
            throw refused(
                    "InvalidSignatureException",
                    "Credential should be scoped to region '" + settings.region() + "' and service 'iot'");
        }
        return credential.group(1);
    }

    private static IotException refused(String code, String message) {
        return IotException.of(403, code, message);
    }
}
