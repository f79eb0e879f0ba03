package jobsweep.simulator.play;

import java.io.PrintWriter;
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
final class Screen {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int LOGICAL_ID = 34;
    private static final int STATUS = 36;
    private static final int REASON = 34;
    private static final int INDENT = 12;
    private static final int WRAPPED_REASON = 106;

    private final PrintWriter out;

    Screen(PrintWriter out) {
        this.out = out;
    }

    void command(String command, String what) {
        print("");
        print(styled("bold", "aws cloudformation " + command) + (what.isEmpty() ? "" : styled("faint", "  # " + what)));
    }

    void event(StackEvent event) {
        String line = "  %s  %s  %s  "
                .formatted(
                        TIME.format(event.time()),
                        padded(shortened(event.logicalResourceId()), LOGICAL_ID),
                        coloured(padded(event.status(), STATUS)));
        if (event.reason().length() <= REASON) {
            print(line + styled("faint", event.reason()));
            return;
        }
        print(line);
        wrapped(event.reason()).forEach(part -> print(" ".repeat(INDENT) + styled("faint", part)));
    }

    void call(Call call) {
        String parameters = call.parameters().entrySet().stream()
                .filter(parameter -> !parameter.getKey().equals("executionNumber"))
                .map(parameter -> ", " + parameter)
                .sorted()
                .collect(Collectors.joining());
        String outcome = call.status() + (call.errorCode().isEmpty() ? "" : " " + call.errorCode());
        print("  %s  %s"
                .formatted(
                        TIME.format(call.time()),
                        styled(
                                "cyan",
                                "→ iot:" + call.operation() + " " + call.resource() + parameters + ": " + outcome)));
    }

    void executions(String when, List<Execution> executions) {
        print("");
        print("  Job executions " + when + ":" + (executions.isEmpty() ? " none" : ""));
        executions.forEach(execution -> print("    %s  %s".formatted(execution.label(), execution.status())));
    }

    void complaint(String complaint) {
        print("  " + styled("red", "Not as it should be: " + complaint));
    }

    void verdict(boolean asItShouldBe) {
        print("");
        print(asItShouldBe ? styled("green", "All as it should be.") : styled("red", "Not all as it should be."));
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
