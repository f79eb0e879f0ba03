package jobsweep.simulator.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {
    private static final JsonMapper JSON = new JsonMapper();

    /// Names stand for themselves.
    private static final Scope ECHO = new Scope() {
        @Override
        public JsonNode ref(String name) {
            return name.equals("AWS::NoValue") ? MissingNode.getInstance() : TextNode.valueOf("<" + name + ">");
        }

        @Override
        public JsonNode attribute(String logicalResourceId, String attribute) {
            return TextNode.valueOf("<" + logicalResourceId + "." + attribute + ">");
        }

        @Override
        public JsonNode exported(String name) {
            return TextNode.valueOf("<export " + name + ">");
        }

        @Override
        public JsonNode mapped(Mappings.Keys keys) {
            return TextNode.valueOf("<" + keys + ">");
        }

        @Override
        public boolean holds(String condition) {
            return condition.equals("Yes");
        }
    };

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"Ref\": \"A\"} | \"<A>\"",
                "{\"Fn::GetAtt\": [\"A\", \"Arn\"]} | \"<A.Arn>\"",
                "{\"Fn::GetAtt\": \"A.Arn.Deep\"} | \"<A.Arn.Deep>\"",
                "{\"Fn::FindInMap\": [\"M\", {\"Ref\": \"A\"}, 7]} | \"<M::<A>::7>\"",
                "{\"Fn::FindInMap\": [\"M\", {\"Fn::FindInMap\": [\"N\", \"a\", \"b\"]}, \"c\"]} | \"<M::<N::a::b>::c>\"",
                "{\"Fn::If\": [\"Yes\", {\"Ref\": \"A\"}, \"b\"]} | \"<A>\"",
                "{\"Fn::If\": [\"No\", \"a\", [{\"Ref\": \"AWS::NoValue\"}]]} | []",
                "{\"Fn::ImportValue\": {\"Fn::Sub\": \"x-${A}\"}} | \"<export x-<A>>\"",
                "{\"Fn::Join\": [\":\", [\"a\", 7, {\"Ref\": \"A\"}]]} | \"a:7:<A>\"",
                "{\"Fn::Select\": [1, [\"a\", \"b\"]]} | \"b\"",
                "{\"Fn::Split\": [\".\", \"a.b.\"]} | [\"a\", \"b\", \"\"]",
                "{\"Fn::Sub\": \"${A}-${ A.Arn }-${!Literal}-${AWS::Region}\"} | \"<A>-<A.Arn>-${Literal}-<AWS::Region>\"",
                "{\"Fn::Sub\": [\"${A}-${B}\", {\"A\": \"own\"}]} | \"own-<B>\"",
                "{\"Condition\": {\"Bool\": true}, \"N\": 1.5} | {\"Condition\": {\"Bool\": true}, \"N\": 1.5}",
                "{\"A\": {\"Ref\": \"AWS::NoValue\"}, \"B\": [{\"Ref\": \"AWS::NoValue\"}, 1]} | {\"B\": [1]}"
            })
    void aFunctionGivesItsValue(String expression, String value) throws IOException {
        assertThat(ExpressionReader.read(JSON.readTree(expression)).evaluate(ECHO))
                .isEqualTo(JSON.readTree(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Fn::Join\": [\":\", \"text\"]}",
                "{\"Fn::Join\": [\":\", [[\"list\"]]]}",
                "{\"Fn::Select\": [2, [\"a\", \"b\"]]}",
                "{\"Fn::Select\": [\"x\", [\"a\"]]}",
                "{\"Fn::Split\": [\":\", [\"list\"]]}"
            })
    void aValueOfTheWrongShapeFails(String expression) throws IOException {
        var read = ExpressionReader.read(JSON.readTree(expression));

        assertThatThrownBy(() -> read.evaluate(ECHO)).isInstanceOf(ResourceFailedException.class);
    }
}
