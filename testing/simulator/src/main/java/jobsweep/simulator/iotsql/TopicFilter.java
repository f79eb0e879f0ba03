package jobsweep.simulator.iotsql;

import java.util.List;

/// A filter of topics: `+` stands for one level, `#` at the end for all the rest.
record TopicFilter(List<String> levels) {
    /// @throws UnsupportedOperationException if a wildcard is where MQTT allows none
    static TopicFilter of(String text) {
        List<String> levels = List.of(text.split("/", -1));
        for (int i = 0; i < levels.size(); i++) {
            String level = levels.get(i);
            boolean rest = level.equals("#") && i == levels.size() - 1;
            if (!rest && !level.equals("+") && (level.contains("#") || level.contains("+"))) {
                throw Tokenizer.unplayed("the topic filter '" + text + "'");
            }
        }
        return new TopicFilter(levels);
    }

    boolean matches(String topic) {
        List<String> actual = List.of(topic.split("/", -1));
        // AWS's own topics must be asked for by their first level.
        if (topic.startsWith("$") && !levels.getFirst().equals(actual.getFirst())) {
            return false;
        }
        boolean open = levels.getLast().equals("#");
        int fixed = open ? levels.size() - 1 : levels.size();
        if (open ? actual.size() < fixed : actual.size() != fixed) {
            return false;
        }
        for (int i = 0; i < fixed; i++) {
            if (!levels.get(i).equals("+") && !levels.get(i).equals(actual.get(i))) {
                return false;
            }
        }
        return true;
    }
}
