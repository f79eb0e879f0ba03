package jobsweep.acceptance.play;

import java.io.PrintWriter;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import jobsweep.simulator.cloudformation.StackEvent;
import jobsweep.simulator.iot.Call;
import jobsweep.simulator.iot.Execution;
import picocli.CommandLine.Help.Ansi;

/// What the user sees. Stack events are lines as in CloudFormation's console: time, logical id, status and reason.
/// Colours on a terminal only.
///
/// Services tell of what they do at the same time. Each line gets its time when its turn has come, so that times never
/// run backwards, whoever was first.
final class Screen {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ssX", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int LOGICAL_ID = 34;
    private static final int STATUS = 36;
    private static final int REASON = 34;
    private static final int INDENT = 13;
    private static final int WRAPPED_REASON = 105;

    private final PrintWriter out;
    private final InstantSource clock;

    Screen(PrintWriter out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
    }

    /// A command as somebody would type it, and what it is about.
    synchronized void command(String command, String remark) {
        print("");
        print(styled("bold", "aws " + command) + "  " + styled("faint", "# " + remark));
    }

    synchronized void event(StackEvent event) {
        String line = "%s%s  %s  "
                .formatted(
                        time(),
                        padded(shortened(event.logicalResourceId()), LOGICAL_ID),
                        coloured(padded(event.status(), STATUS)));
        if (event.reason().length() <= REASON) {
            print(line + styled("faint", event.reason()));
            return;
        }
        print(line);
        explain(event.reason());
    }

    synchronized void call(Call call) {
        String parameters = call.parameters().entrySet().stream()
                .filter(parameter -> !parameter.getKey().equals("executionNumber"))
                .map(parameter -> ", " + parameter)
                .sorted()
                .collect(Collectors.joining());
        String outcome = call.status() + (call.errorCode().isEmpty() ? "" : " " + call.errorCode());
        request("iot:" + call.operation() + " " + call.resource() + parameters + ": " + outcome);
    }

    /// What a service or a function asks of another.
    synchronized void request(String request) {
        print(time() + styled("cyan", "→ " + request));
    }

    /// What became of something, and why.
    synchronized void outcome(String outcome, String reason) {
        print(time() + outcome);
        explain(reason);
    }

    synchronized void executions(String when, List<Execution> executions) {
        print("");
        print("  Job executions " + when + ":" + (executions.isEmpty() ? " none" : ""));
        executions.forEach(execution -> print("    %s  %s".formatted(execution.label(), execution.status())));
    }

    synchronized void complaint(String complaint) {
        print("  " + styled("red", "Not as it should be: " + complaint));
    }

    synchronized void verdict(boolean asItShouldBe) {
        print("");
        print(asItShouldBe ? styled("green", "All as it should be.") : styled("red", "Not all as it should be."));
    }

    private void explain(String reason) {
        if (!reason.isEmpty()) {
            wrapped(reason).forEach(part -> print(" ".repeat(INDENT) + styled("faint", part)));
        }
    }

    private String time() {
        return "  " + TIME.format(clock.instant()) + "  ";
    }

    private static String coloured(String status) {
        if (status.contains("FAILED") || status.contains("ROLLBACK")) {
            return styled("red", status);
        }
        return status.contains("COMPLETE") ? styled("green", status) : status;
    }

    /// The beginning and the end, since the CDK puts what tells its ids apart at the end.
    private static String shortened(String id) {
        int half = (LOGICAL_ID - 1) / 2;
        return id.length() <= LOGICAL_ID ? id : id.substring(0, half) + "…" + id.substring(id.length() - half);
    }

    private static List<String> wrapped(String reason) {
        return List.of(reason.replaceAll("(.{1," + WRAPPED_REASON + "})(?: +|$)", "$1\n")
                .strip()
                .split("\n", -1));
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static String styled(String style, String text) {
        return text.isEmpty() ? "" : Ansi.AUTO.string("@|" + style + " " + text.replace("|@", "| @") + "|@");
    }

    private void print(String line) {
        out.println(line.stripTrailing());
        out.flush();
    }
}
