package jobsweep.simulator.iotsql;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/// What a statement is evaluated on.
record PublishedMessage(String topic, JsonNode payload) {
    /// A level of the topic, from 1.
    Optional<String> level(int number) {
        List<String> levels = List.of(topic.split("/", -1));
        return number >= 1 && number <= levels.size() ? Optional.of(levels.get(number - 1)) : Optional.empty();
    }
}
