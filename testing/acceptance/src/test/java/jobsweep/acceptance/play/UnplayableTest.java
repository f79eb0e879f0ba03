package jobsweep.acceptance.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import jobsweep.acceptance.options.InputException;
import jobsweep.acceptance.options.Jobsweep;
import jobsweep.acceptance.options.PlayOptions;
import jobsweep.simulator.iot.Execution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ExitCode;

/// What can't be played is said in a line or two that names its file, and then nothing is played at all.
class UnplayableTest {
    private static final String REQUEST = "{\"JobId\": \"firmware-42\", \"ThingName\": \"pump-3\"}";
    private static final String THING = "Resources: {Thing: {Type: AWS::IoT::Thing}}";

    private final StringWriter shown = new StringWriter();
    private final StringWriter complaints = new StringWriter();

    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "# nothing | Template format error: Template must be an object",
                "- a list | Template format error: Template must be an object",
                "Description: nothing | Template format error: At least one Resources member must be defined.",
                "Resources: [A | Template format error: YAML not well-formed. (line 1, column 14) expected ',' or ']', but got <stream end>",
                "{\"Resources\": ] | Template format error: JSON not well-formed. (line 1, column 15) Unexpected character (']' (code 93)): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
                "Resources: {A: {Type: AWS::IoT::Thing, Properties: {ThingName: !Base64 x}}} | Resources.A: Template error: the simulator does not play Fn::Base64, only Ref, Fn::FindInMap, Fn::GetAtt, Fn::If, Fn::ImportValue, Fn::Join, Fn::Select, Fn::Split and Fn::Sub",
                "Resources: {A: {Type: AWS::IoT::Thing, Properties: {ThingName: !GetAtt B.Colour}}, B: {Type: AWS::IoT::Thing}} | Template error: resource B does not support attribute type Colour in Fn::GetAtt",
                "Resources: {A: {Type: Custom::A, Properties: {ServiceToken: !ImportValue Gone}}} | No export named Gone found. Here there are JobsweepServiceToken and JobsweepServiceTimeout, the provider's",
                "Resources: {A: {Type: AWS::IoT::Thing, DependsOn: B}, B: {Type: AWS::IoT::Thing, DependsOn: A}} | Template format error: Circular dependency between resources: [A, B]",
                "{\"Parameters\": {\"Stage\": {\"Type\": \"String\"}}, \"Resources\": {\"A\": {\"Type\": \"AWS::IoT::Thing\"}}} | Parameters: [Stage] must have values",
            })
    void aTemplateThatCannotBePlayedIsNamedWithWhatIsWrong(String template, String problem) throws IOException {
        Path good = write("good.yaml", THING);
        Path bad = write("bad.yaml", template);

        assertThat(play(good.toString(), bad.toString())).isEqualTo(ExitCode.USAGE);

        assertThat(complaints.toString().lines()).containsExactly(bad + ": " + problem);
        assertThat(shown.toString()).isEmpty();
    }

    @Test
    void aTypeThatIsNotPlayedIsNamedWithItsResourceAndWithThoseThatAre() throws IOException {
        Path template = write("server.yaml", "Resources: {Server: {Type: AWS::EC2::Instance}}");

        assertThat(play(template.toString())).isEqualTo(ExitCode.USAGE);

        assertThat(complaints.toString().lines())
                .hasSize(2)
                .satisfiesExactly(
                        first -> assertThat(first)
                                .isEqualTo(
                                        template
                                                + ": Template format error: Unrecognized resource types: [AWS::EC2::Instance] (Server)"),
                        second -> assertThat(second)
                                .startsWith("The simulator plays custom resources and, of AWS, CDK::Metadata, ")
                                .contains("IoT::Thing, ", "SNS::Topic, "));
    }

    @Test
    void whatIsNoTextIsNoTemplate() throws IOException {
        Path template = Files.write(directory.resolve("binary.yaml"), new byte[] {'P', 'K', 3, 4, -1, -2});

        assertThat(play(template.toString())).isEqualTo(ExitCode.USAGE);

        assertThat(complaints.toString().lines())
                .containsExactly(template + ": this is no template, but something that is not text in UTF-8");
    }

    @Test
    void aParameterThatNoTemplateDeclaresIsRefused() throws IOException {
        Path template = write("thing.yaml", THING);

        assertThat(play(template.toString(), "--parameter", "Stage=test")).isEqualTo(ExitCode.USAGE);

        assertThat(complaints.toString().lines())
                .containsExactly(template + ": Parameters: [Stage] do not exist in the template");
    }

    @Test
    void aParametersValueThatIsNotAllowedIsRefusedInCloudFormationsWords() throws IOException {
        Path template = write("stage.yaml", "Parameters: {Stage: {Type: String, AllowedPattern: '[a-z]+'}}\n" + THING);

        assertThat(play(template.toString(), "--parameter", "Stage=7")).isEqualTo(ExitCode.USAGE);

        assertThat(complaints.toString().lines())
                .containsExactly(template + ": Parameter 'Stage' must match pattern [a-z]+, got '7'");
    }

    @Test
    void anEventNeedsAQueue() throws IOException {
        Path template = write("thing.yaml", THING);
        Path event = write("event.json", "{}");

        assertThat(play(template.toString(), "--event", event.toString())).isEqualTo(ExitCode.USAGE);

        assertThat(complaints.toString().lines())
                .containsExactly(
                        "--event is for a queue's stack, and " + template + " has no AWS::Lambda::EventSourceMapping");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"eventType\": \"JOB_EXECUTION\", \"jobId\": \"a\", \"thingArn\": \"arn:x:thing/b\"}",
                "{\"eventType\": \"JOB_EXECUTION\", \"jobId\": \"a\", \"thingArn\": \"b\", \"operation\": \"failed\"}"
            })
    void anEventOfAwsIotSaysWhatHappened(String document) throws IOException {
        Path event = write("event.json", document);

        assertThatThrownBy(() -> CleanupEvents.read(event))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith(
                        event
                                + ": an event of type JOB_EXECUTION must have a jobId, a thingArn and an operation such as succeeded, got ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"eventType\": \"JOB_EXECUTION\", \"jobId\": \"a\", \"thingArn\": \"arn:x:thing/b\", \"operation\": \"failed\"} | iot-data publish --topic '$aws/events/jobExecution/a/failed'",
                "{\"eventType\": \"THING_EVENT\", \"thingName\": \"b\", \"operation\": \"DELETED\"} | iot-data publish --topic '$aws/events/thing/b/deleted'",
                "{\"source\": \"aws.iot\"} | sqs send-message",
                "{\"JobId\": \"a\"}        | sqs send-message",
                "[]                       | sqs send-message",
                "no JSON                  | sqs send-message",
            })
    void anEventIsToldFromARequestByWhatIsInIt(String document, String command) throws IOException {
        assertThat(event(document).command()).startsWith(command);
    }

    @Test
    void aByteOrderMarkIsNoPartOfARequest() throws IOException {
        String request = REQUEST.replace("}", ", \"QueuedBefore\": \"2020-03-01T12:00:00Z\"}");

        assertThat(event(request).executions())
                .extracting(Execution::queuedAt)
                .containsExactly(Instant.parse("2020-03-01T11:59:59Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*          | *       | firmware-42  | greenhouse-7",
                "firmware-* | green*  | firmware-42  | greenhouse-7",
                "wifi-?     | pump-*  | wifi-1       | pump-1",
                "reset      | valve-3 | reset        | valve-3",
            })
    void anEventWithoutNamesIsAboutOnesThatTheConsumerMayDelete(
            String jobs, String things, String jobId, String thingName) {
        List<String> resources = List.of("arn:aws:iot:r:1:job/" + jobs, "arn:aws:iot:r:1:thing/" + things);

        assertThat(ExampleNames.within(resources)).isEqualTo(new ExampleNames(jobId, thingName));
    }

    private CleanupEvent event(String document) throws IOException {
        return CleanupEvents.read(write("event.json", document))
                .event(new ExampleNames("firmware-42", "greenhouse-7"), Instant.parse("2026-03-01T12:00:00Z"));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private int play(String... arguments) {
        return Jobsweep.commandLine((options, out) -> new Play((PlayOptions) options, out).play())
                .setOut(new PrintWriter(shown, true))
                .setErr(new PrintWriter(complaints, true))
                .execute(Stream.concat(Stream.of("play"), Stream.of(arguments)).toArray(String[]::new));
    }
}
