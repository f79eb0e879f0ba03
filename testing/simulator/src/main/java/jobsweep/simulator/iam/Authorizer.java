package jobsweep.simulator.iam;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The check that AWS makes before it looks at what a call says. Callers are recognised by the access key id in their
/// signature; the signature itself is not checked.
public final class Authorizer {
    private static final Pattern CREDENTIAL =
            Pattern.compile("AWS4-HMAC-SHA256 Credential=([^/,]+)/[0-9]{8}/([^/,]+)/([^/,]+)/aws4_request,.*");

    private final Iam iam;
    private final String region;
    private final String service;

    /// @param service the name that signatures for the service are scoped to, such as `iot`
    public Authorizer(Iam iam, String region, String service) {
        this.iam = iam;
        this.region = region;
        this.service = service;
    }

    /// Lets the call pass if its caller's role may make it on everything it touches.
    ///
    /// @param header the value of the `Authorization` header, if there is one
    /// @return the caller's role
    /// @throws RefusedException otherwise
    public String check(Optional<String> header, String action, List<String> resourceArns) {
        String accessKeyId = accessKeyId(header.orElseThrow(
                () -> refused("MissingAuthenticationTokenException", "Missing Authentication Token")));
        String caller = iam.roleFor(accessKeyId)
                .orElseThrow(() -> refused(
                        "UnrecognizedClientException", "The security token included in the request is invalid."));
        Decision decision = iam.authorize(accessKeyId, action, resourceArns);
        if (decision instanceof Decision.Denied denied) {
            throw refused("AccessDeniedException", denied.message());
        }
        return caller;
    }

    private String accessKeyId(String header) {
        Matcher credential = CREDENTIAL.matcher(header);
        if (!credential.matches()) {
            throw refused("IncompleteSignatureException", "The Authorization header is not one of SigV4");
        }
        if (!credential.group(2).equals(region) || !credential.group(3).equals(service)) {
            throw refused(
                    "InvalidSignatureException",
                    "Credential should be scoped to region '" + region + "' and service '" + service + "'");
        }
        return credential.group(1);
    }

    private static RefusedException refused(String code, String message) {
        return new RefusedException(code, message);
    }
}
