package jobsweep.simulator.iam;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jobsweep.simulator.http.HttpAnswer;
import jobsweep.simulator.http.HttpCall;
import jobsweep.simulator.http.HttpService;

/// STS as functions call it: `AssumeRole`, and nothing else.
public final class StsService implements HttpService {
    private static final Duration SESSION = Duration.ofHours(1);

    private final Iam iam;
    private final Authorizer authorizer;
    private final InstantSource time;

    public StsService(Iam iam, String region, InstantSource time) {
        this.iam = iam;
        this.authorizer = new Authorizer(iam, region, "sts");
        this.time = time;
    }

    @Override
    public HttpAnswer answer(HttpCall call) {
        Map<String, String> request = form(new String(call.body(), StandardCharsets.UTF_8));
        if (!"AssumeRole".equals(request.get("Action"))) {
            return error(501, "SimulatorDefect", "Only AssumeRole is played");
        }
        return assume(request.getOrDefault("RoleArn", ""), call.header("Authorization"));
    }

    /// Who assumes a role must be allowed to, and trusted by the role.
    private HttpAnswer assume(String roleArn, Optional<String> authorization) {
        try {
            String caller = authorizer.check(authorization, "sts:AssumeRole", List.of(roleArn));
            if (!iam.trustsRole(roleArn, caller)) {
                return denied(new Decision.Denied(caller, "sts:AssumeRole", roleArn, false).message());
            }
        } catch (RefusedException refused) {
            return denied(refused.sentence());
        }
        return xml(200, """
                <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                  <AssumeRoleResult>
                    <Credentials>
                      <AccessKeyId>%s</AccessKeyId>
                      <SecretAccessKey>secret</SecretAccessKey>
                      <SessionToken>token</SessionToken>
                      <Expiration>%s</Expiration>
                    </Credentials>
                  </AssumeRoleResult>
                </AssumeRoleResponse>
                """.formatted(iam.accessKeyFor(roleArn), time.instant().plus(SESSION)));
    }

    private static HttpAnswer denied(String sentence) {
        return error(403, "AccessDenied", sentence);
    }

    private static HttpAnswer error(int status, String code, String message) {
        return xml(status, """
                <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                  <Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error>
                </ErrorResponse>
                """.formatted(code, message));
    }

    private static HttpAnswer xml(int status, String body) {
        return new HttpAnswer(status, Map.of("Content-Type", "text/xml"), body);
    }

    private static Map<String, String> form(String body) {
        return Stream.of(body.split("&", -1))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }
}
