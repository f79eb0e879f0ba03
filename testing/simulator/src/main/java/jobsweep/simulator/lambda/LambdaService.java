package jobsweep.simulator.lambda;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jobsweep.simulator.http.HttpAnswer;
import jobsweep.simulator.http.HttpCall;
import jobsweep.simulator.http.HttpService;
import jobsweep.simulator.iam.Authorizer;
import jobsweep.simulator.iam.Iam;
import jobsweep.simulator.iam.RefusedException;

/// Lambda's API as functions call it: `Invoke` without waiting, by the function's ARN, and nothing else.
public final class LambdaService implements HttpService {
    private static final Pattern INVOKE = Pattern.compile("/2015-03-31/functions/([^/]+)/invocations");
    private static final JsonMapper JSON = new JsonMapper();

    private final Lambda lambda;
    private final Authorizer authorizer;

    public LambdaService(Lambda lambda, Iam iam, String region) {
        this.lambda = lambda;
        this.authorizer = new Authorizer(iam, region, "lambda");
    }

    @Override
    public HttpAnswer answer(HttpCall call) {
        Matcher invoke = INVOKE.matcher(call.target().getRawPath());
        boolean isAsynchronous = call.header("X-Amz-Invocation-Type").equals(Optional.of("Event"));
        if (!call.method().equals("POST") || !invoke.matches() || !isAsynchronous) {
            return error(501, "SimulatorDefect", "Only Invoke of the type Event is played");
        }
        return invoke(URLDecoder.decode(invoke.group(1), StandardCharsets.UTF_8), call);
    }

    private HttpAnswer invoke(String functionArn, HttpCall call) {
        try {
            authorizer.check(call.header("Authorization"), "lambda:InvokeFunction", List.of(functionArn));
            lambda.invoke(functionArn, JSON.readTree(call.body()));
            return HttpAnswer.empty(202);
        } catch (RefusedException refused) {
            return error(403, refused.code(), refused.sentence());
        } catch (IllegalArgumentException noSuchFunction) {
            return error(404, "ResourceNotFoundException", "Function not found: " + functionArn);
        } catch (IOException notJson) {
            return error(400, "InvalidRequestContentException", "Could not parse request body into json");
        }
    }

    private static HttpAnswer error(int status, String code, String message) {
        return new HttpAnswer(
                status,
                Map.of("Content-Type", "application/json", "x-amzn-ErrorType", code),
                JsonNodeFactory.instance.objectNode().put("Message", message).toString());
    }
}
