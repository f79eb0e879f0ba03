package jobsweep.simulator.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import jobsweep.simulator.iam.Decision;
import jobsweep.simulator.iam.Iam;

/// What one execution environment has printed, as far as the function's role may write it to its log group.
final class LogStream {
    private final Iam iam;
    private final FunctionConfiguration function;
    private final String name;
    private final Path output;
    private final List<String> lines = new ArrayList<>();
    private boolean created;
    private int bytesShipped;

    LogStream(Iam iam, FunctionConfiguration function, Path directory) {
        this.iam = iam;
        this.function = function;
        String id = UUID.randomUUID().toString().replace("-", "");
        this.name = LocalDate.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("uuuu/MM/dd", Locale.ROOT))
                + "/[$LATEST]" + id;
        this.output = directory.resolve(id + ".log");
    }

    String name() {
        return name;
    }

    /// The file into which the process prints.
    Path output() {
        return output;
    }

    /// Writes what was printed since the last time to the log group; what the role may not write is lost, as it is on
    /// Lambda.
    synchronized void ship() {
        String printed = printedSinceLastTime();
        created = created || allowed("logs:CreateLogStream");
        if (!printed.isEmpty() && created && allowed("logs:PutLogEvents")) {
            lines.addAll(printed.lines().toList());
        }
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    private boolean allowed(String action) {
        String accessKeyId = iam.accessKeyFor(function.roleArn());
        return iam.authorize(accessKeyId, action, List.of(function.logStreamArn(name))) instanceof Decision.Allowed;
    }

    private String printedSinceLastTime() {
        try {
            byte[] all = Files.readAllBytes(output);
            int from = bytesShipped;
            bytesShipped = all.length;
            return new String(all, from, all.length - from, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
