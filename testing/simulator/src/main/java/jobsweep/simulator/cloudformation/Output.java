package jobsweep.simulator.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// An output of a stack, and the name other stacks can import it by.
record Output(String name, Expression value, Optional<Expression> exportName, Optional<String> condition) {
    static Output read(String name, JsonNode declaration) {
        Sections.only("Output " + name, declaration, Set.of("Value", "Description", "Export", "Condition"));
        return new Output(
                name,
                ExpressionReader.read(declaration.path("Value")),
                declaration.path("Export").optional("Name").map(ExpressionReader::read),
                declaration.optional("Condition").map(JsonNode::asText));
    }

    Stream<Expression> expressions() {
        return Stream.concat(Stream.of(value), exportName.stream());
    }
}
