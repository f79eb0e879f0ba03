package jobsweep.simulator.lambda;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jobsweep.simulator.iam.Decision;
import jobsweep.simulator.iam.Iam;

/// What one execution environment has printed, as far as the function's role may write it to its log group.
public final class LogStream {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu/MM/dd", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Iam iam;
    private final FunctionConfiguration function;
    private final String id;
    private final String name;
    private final List<String> lines = new ArrayList<>();
    private boolean created;

    /// @param begun when its environment began
    LogStream(Iam iam, FunctionConfiguration function, String id, Instant begun) {
        this.iam = iam;
        this.function = function;
        this.id = id;
        this.name = DAY.format(begun) + "/[$LATEST]" + id.replace("-", "");
    }

    String id() {
        return id;
    }

    /// The access key of the role that may write.
    String accessKeyId() {
        return iam.accessKeyFor(function.roleArn());
    }

    String name() {
        return name;
    }

    /// Writes what was printed to the log group; what the role may not write is lost, as it is on Lambda.
    synchronized void ship(String printed) {
        created = created || allowed("logs:CreateLogStream");
        if (!printed.isEmpty() && created && allowed("logs:PutLogEvents")) {
            lines.addAll(printed.lines().toList());
        }
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    private boolean allowed(String action) {
        return iam.authorize(accessKeyId(), action, List.of(function.logStreamArn(name))) instanceof Decision.Allowed;
    }
}
