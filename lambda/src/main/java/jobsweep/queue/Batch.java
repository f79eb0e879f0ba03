package jobsweep.queue;

import java.util.List;
import java.util.Map;

/// The messages of one event.
///
/// @param unreadable what is wrong with the others, by their ids: nothing can be done for them but have them come back
record Batch(List<Message> messages, Map<String, String> unreadable) {

    int size() {
        return messages.size() + unreadable.size();
    }
}
