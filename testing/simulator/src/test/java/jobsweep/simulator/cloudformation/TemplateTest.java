package jobsweep.simulator.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
    private static final Account ACCOUNT = Account.example();

    @Test
    void jsonAndYamlSayTheSame() {
        var json = Template.parse("""
                {"Resources": {
                  "Thing": {"Type": "AWS::IoT::Thing"},
                  "Sweep": {
                    "Type": "Custom::Sweep",
                    "DependsOn": ["Thing"],
                    "Properties": {
                      "ServiceToken": {"Fn::ImportValue": "token"},
                      "Thing": {"Ref": "Thing"},
                      "Arn": {"Fn::GetAtt": ["Thing", "Arn"]},
                      "Both": {"Fn::Join": ["/", ["a", {"Ref": "Thing"}]]},
                      "Name": {"Fn::Select": ["1", {"Fn::Split": ["/", {"Fn::Sub": "x/${Thing}"}]}]},
                      "Wait": {"Fn::FindInMap": ["Times", {"Ref": "AWS::Region"}, "Seconds"]}}}},
                 "Mappings": {"Times": {"us-east-1": {"Seconds": "60"}}}}
                """);
        var yaml = Template.parse("""
                Resources:
                  Thing: {Type: AWS::IoT::Thing}
                  Sweep:
                    Type: Custom::Sweep
                    DependsOn: [Thing]
                    Properties:
                      ServiceToken: !ImportValue token
                      Thing: !Ref Thing
                      Arn: !GetAtt Thing.Arn
                      Both: !Join [/, [a, !Ref Thing]]
                      Name: !Select [1, !Split [/, !Sub 'x/${Thing}']]
                      Wait: !FindInMap [Times, !Ref AWS::Region, Seconds]
                Mappings: {Times: {us-east-1: {Seconds: 60}}}
                """);

        assertThat(yaml.plan(ACCOUNT, Map.of())).isEqualTo(json.plan(ACCOUNT, Map.of()));
    }

    @Test
    void whatIsMentionedComesFirst() {
        var plan = plan("""
                Resources:
                  Sweep:
                    Type: Custom::Sweep
                    DependsOn: A
                    Properties: {List: [!Ref B, {Deep: !GetAtt C.Arn}], Text: !Sub '${D.Arn}-${!E}-${AWS::Region}'}
                  A: {Type: Custom::Part}
                  B: {Type: Custom::Part}
                  C: {Type: Custom::Part}
                  D: {Type: Custom::Part}
                """);

        assertThat(plan.resources().values())
                .filteredOn(resource -> resource.logicalResourceId().equals("Sweep"))
                .singleElement()
                .satisfies(resource ->
                        assertThat(resource.mentions()).containsExactlyInAnyOrder("A", "B", "C", "D", "AWS::Region"));
    }

    @Test
    void aSynthesizedTemplateOfTheCdkIsRead() {
        var template = Template.parse("""
                {"Parameters": {"BootstrapVersion": {
                   "Type": "AWS::SSM::Parameter::Value<String>", "Default": "/cdk-bootstrap/hnb659fds/version",
                   "Description": "Version of the bootstrap stack"}},
                 "Rules": {"CheckBootstrapVersion": {"Assertions": [{
                   "Assert": {"Fn::Not": [{"Fn::Contains": [["1", "2"], {"Ref": "BootstrapVersion"}]}]},
                   "AssertDescription": "Bootstrap stack is too old"}]}},
                 "Conditions": {"CDKMetadataAvailable": {"Fn::Or": [
                   {"Fn::Equals": [{"Ref": "AWS::Region"}, "af-south-1"]},
                   {"Fn::Equals": [{"Ref": "AWS::Region"}, "eu-west-1"]}]}},
                 "Resources": {
                   "CDKMetadata": {"Type": "AWS::CDK::Metadata", "Condition": "CDKMetadataAvailable"},
                   "Thing": {"Type": "AWS::IoT::Thing", "Metadata": {"aws:cdk:path": "x"}}}}
                """);
        var ireland = new Account("aws", "eu-west-1", "123456789012", ACCOUNT.parameterStore());
        var old = new Account("aws", "eu-west-1", "123456789012", Map.of("/cdk-bootstrap/hnb659fds/version", "2"));

        assertThat(template.plan(ACCOUNT, Map.of()).resources()).containsOnlyKeys("Thing");
        assertThat(template.plan(ireland, Map.of()).resources()).containsOnlyKeys("CDKMetadata", "Thing");
        assertThatThrownBy(() -> template.plan(old, Map.of())).hasMessageContaining("Bootstrap stack is too old");
    }

    @Test
    void aParameterHasTheGivenValueOrItsDefault() {
        var template = Template.parse("""
                Parameters:
                  Force: {Type: String, Default: 'false', AllowedValues: ['true', 'false']}
                  Job: {Type: String, AllowedPattern: '[a-z]+'}
                  Days: {Type: Number, Default: 30, AllowedValues: [7, 30], ConstraintDescription: a week or a month}
                Resources: {Thing: {Type: AWS::IoT::Thing}}
                """);

        var values = template.plan(ACCOUNT, Map.of("Job", "rollout")).parameters();

        assertThat(values.toString()).contains("Force=\"false\"", "Job=\"rollout\"");
        assertThatThrownBy(() -> template.plan(ACCOUNT, Map.of())).hasMessage("Parameters: [Job] must have values");
        assertThatThrownBy(() -> template.plan(ACCOUNT, Map.of("Job", "7")))
                .hasMessage("Parameter 'Job' must match pattern [a-z]+, got '7'");
        assertThatThrownBy(() -> template.plan(ACCOUNT, Map.of("Job", "x", "Force", "yes")))
                .hasMessage("Parameter 'Force' must be one of AllowedValues [\"true\",\"false\"], got 'yes'");
        assertThatThrownBy(() -> template.plan(ACCOUNT, Map.of("Job", "x", "Days", "8")))
                .hasMessage("Parameter Days failed to satisfy constraint: a week or a month, got '8'");
        assertThatThrownBy(() -> template.plan(ACCOUNT, Map.of("Job", "x", "Thing", "y")))
                .hasMessage("Parameters: [Thing] do not exist in the template");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Name   | ab          | Parameter 'Name' must contain at least 3 characters, got 'ab'",
                "Name   | abcdef      | Parameter 'Name' must contain at most 5 characters, got 'abcdef'",
                "Count  | many        | Parameter 'Count' must be a number, got 'many'",
                "Count  | 0           | Parameter 'Count' must be a number not less than 1, got '0'",
                "Count  | 10.5        | Parameter 'Count' must be a number not greater than 10, got '10.5'",
                "Names  | a,b,7       | Parameter 'Names' must match pattern [a-z], got 'a,b,7'",
                "Secret | short       | Parameter 'Secret' must contain at least 8 characters",
            })
    void aParametersValueIsHeldAgainstItsConstraints(String name, String value, String message) {
        var template = Template.parse("""
                Parameters:
                  Name: {Type: String, Default: abc, MinLength: 3, MaxLength: 5}
                  Count: {Type: Number, Default: 1, MinValue: 1, MaxValue: 10}
                  Names: {Type: CommaDelimitedList, Default: 'a, b', AllowedPattern: '[a-z]'}
                  Secret: {Type: String, Default: long enough, MinLength: 8, NoEcho: true}
                Resources: {Thing: {Type: AWS::IoT::Thing}}
                """);

        assertThatThrownBy(() -> template.plan(ACCOUNT, Map.of(name, value))).hasMessage(message);
    }

    @Test
    void aListIsAParameterOfItsOwnKind() {
        var template = Template.parse("""
                Parameters: {Names: {Type: CommaDelimitedList, Default: 'a, b'}}
                Resources: {Thing: {Type: AWS::IoT::Thing}}
                """);

        assertThat(template.plan(ACCOUNT, Map.of()).parameters().toString()).isEqualTo("{Names=[\"a\",\"b\"]}");
    }

    @Test
    void yamlKeepsNumbersAndDatesAsTheyAreWritten() {
        var properties = plan("""
                Resources:
                  Part:
                    Type: Custom::Part
                    Properties: {Version: 2012-10-17, Octal: 0123, Exact: 1.50, Force: yes, Text: 'yes'}
                """).resources();

        assertThat(properties.toString())
                .contains(
                        "\"2012-10-17\"",
                        "\"0123\"",
                        "\"1.50\"",
                        "Force=Literal[value=true]",
                        "Text=Literal[value=\"yes\"]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "Resources: {A: {Type: T, Properties: {B: !Base64 x}}} | does not play Fn::Base64",
                "Resources: {A: {Type: T, Properties: {B: {'Fn::GetAZs': ''}}}} | does not play Fn::GetAZs",
                "Resources: {A: {Type: T, Properties: {B: {Ref: A, C: D}}}} | must stand alone",
                "Resources: {A: {Type: T, Properties: {B: !Join [x]}}} | Fn::Join cannot take",
                "Resources: {A: {Type: T, Properties: {B: !GetAtt C}}} | Fn::GetAtt cannot take",
                "Resources: {A: {Type: T, Properties: {B: !FindInMap [M, x]}}} | Fn::FindInMap cannot take",
                "Resources: {A: {Type: T, Properties: {B: !FindInMap [M, !Sub x, y]}}} | Fn::FindInMap cannot take",
                "Resources: {A: {Type: T, Properties: {B: null}}} | 'null' values are not allowed",
                "Resources: {A: {Type: T, Properties: !Ref P}} | Properties of A must be an object",
                "Resources: {A: {Type: T, CreationPolicy: {}}} | does not play CreationPolicy",
                "Resources: {A: {Type: T, DeletionPolicy: Snapshot}} | does not play policy",
                "Resources: {A: {Type: T, UpdateReplacePolicy: RetainExceptOnCreate}} | does not play policy",
                "{Transform: AWS::Serverless-2016-10-31, Resources: {A: {Type: T}}} | JSON not well-formed",
                "Transform: X | does not play Transform",
                "Resources: {} | At least one Resources member",
                "{\"Resources\": {\"A\": {}}, \"Conditions\": {\"C\": {\"Fn::And\": {}}}} | a list of conditions is needed",
                "{\"Resources\": {\"A\": {}}, \"Conditions\": {\"C\": {\"Fn::If\": []}}} | does not play Fn::If in a condition",
                "Resources: {A: {Type: T}, A: {Type: T}} | line 1: what stands here is there twice",
                "Resources: [A | YAML not well-formed",
                "Resources: {A: &a {Type: T}, B: *a} | YAML not well-formed",
                "just text | Template must be an object",
                "# nothing | Template must be an object",
                "Resources: {A: T} | Resources.A: Template format error: Resource A must be an object",
                "Resources: {A: {}} | Resources.A: Template format error: every resource must have a Type",
                "Resources: {A: {Type: T}, B: c: d} | YAML not well-formed. (line 1, column 31) ",
                "{\"Resources\": } | JSON not well-formed. (line 1, column 15) Unexpected character",
                "{\"Outputs\": [], \"Resources\": {\"A\": {\"Type\": \"T\"}}} | Outputs must be an object",
                "{\"Resources\": {\"A\": {}, \"A\": {}}} | JSON not well-formed"
            })
    void whatCannotBePlayedIsRefusedAtOnce(String text, String problem) {
        isRefused(text, problem);
    }

    @Test
    void whatIsTooLargeIsRefused() {
        String resources = IntStream.rangeClosed(0, 500)
                .mapToObj(number -> "R%s: {Type: T}".formatted(number))
                .collect(Collectors.joining(", ", "Resources: {", "}"));

        isRefused(resources, "Number of resources, 501, is greater than maximum allowed, 500");
        isRefused("#".repeat(1_000_001), "Template may not exceed 1000000 bytes in size.");
        isRefused("{\"Resources\": " + "[".repeat(5000), "Template format error: JSON not well-formed. ");
    }

    private static void isRefused(String text, String problem) {
        assertThatThrownBy(() -> Template.parse(text))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Resources: {A: {Type: T, DependsOn: B}}",
                "Resources: {A: {Type: T, Properties: {X: !Ref B}}}",
                "Resources: {A: {Type: T}}\nOutputs: {O: {Value: !GetAtt B.Arn}}",
                "Resources: {A: {Type: T, DependsOn: B}, B: {Type: T, Condition: Never}}\n"
                        + "Conditions: {Never: !Equals [a, b]}"
            })
    void aNameThatStandsForNothingIsRefused(String text) {
        assertThatThrownBy(() -> plan(text))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("Unresolved resource dependencies [B]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | Template format error: Mappings must be an object",
                "{M: x} | Template format error: Mapping M must be an object",
                "{M: {a: x}} | Template format error: Mapping M::a must be an object",
                "{M: {a: {eu-west-1: x}}} | Mappings attribute name 'eu-west-1' must contain only alphanumeric",
                "{M: {a: {b: !Ref P}}} | Every Mappings attribute must be a String or a List",
                "{M: {a: {b: [!Ref P]}}} | Every Mappings attribute must be a String or a List",
                "{M: {a: {b: null}}} | Every Mappings attribute must be a String or a List"
            })
    void mappingsHoldTextAndListsByTwoKeys(String mappings, String problem) {
        assertThatThrownBy(() -> Template.parse("Resources: {A: {Type: T}}\nMappings: " + mappings))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "!FindInMap [M, c, b] | Template error: Unable to get mapping for M::c::b",
                "!FindInMap [M, a, c] | Template error: Unable to get mapping for M::a::c",
                "!FindInMap [M, !Ref P, b] | Template error: Unable to get mapping for M::p::b",
                "!FindInMap [M, !Ref 'AWS::Region', b] | Template error: Unable to get mapping for M::us-east-1::b",
                "!FindInMap [N, a, b] | Template error: Mapping named 'N' is not present in the 'Mappings' section of template.",
                "!FindInMap [M, !FindInMap [M, a, c], b] | Template error: Unable to get mapping for M::a::c",
                "!FindInMap [M, !Ref A, b] | Template error: only parameters can be used here, got A"
            })
    void aLookupThatFindsNothingIsRefused(String lookup, String problem) {
        String template = """
                Parameters: {P: {Type: String, Default: p}}
                Mappings: {M: {a: {b: a}}}
                Resources: {A: {Type: T}}
                Outputs: {O: {Value: !Sub ['${V}', {V: <lookup>}]}}
                """;

        assertThatThrownBy(() -> plan(template.replace("<lookup>", lookup)))
                .isInstanceOf(ValidationException.class)
                .hasMessage(problem);
    }

    @Test
    void aConditionMayLookUp() {
        var plan = plan("""
                Mappings: {M: {us-east-1: {Kept: 'true'}}}
                Conditions: {Kept: !Equals [!FindInMap [M, !Ref AWS::Region, Kept], 'true']}
                Resources: {A: {Type: T, Condition: Kept}}
                """);

        assertThat(plan.resources()).containsOnlyKeys("A");
    }

    @Test
    void aCircleIsRefused() {
        assertThatThrownBy(() -> plan("""
                        Resources:
                          A: {Type: T, DependsOn: B}
                          B: {Type: T, Properties: {X: !Ref C}}
                          C: {Type: T, Properties: {X: !GetAtt A.Arn}}
                          D: {Type: T}
                        """))
                .hasMessage("Template format error: Circular dependency between resources: [A, B, C]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{A: {Condition: A}}", "{A: {Condition: B}, B: !Not [Condition: A]}", "{B: !Equals [a, a]}"})
    void aConditionThatDependsOnItselfOrIsMissingIsRefused(String conditions) {
        assertThatThrownBy(() -> plan("Resources: {R: {Type: T, Condition: A}}%nConditions: %s".formatted(conditions)))
                .hasMessage("Template format error: Unresolved condition A: there is none, or it depends on itself");
    }

    private static Plan plan(String text) {
        return Template.parse(text).plan(ACCOUNT, Map.of());
    }
}
