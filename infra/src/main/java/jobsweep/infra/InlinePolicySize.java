package jobsweep.infra;

import java.util.List;
import java.util.Map;

/// The room there is for policies inside their role. What only CloudFormation knows counts as long as it can be: an
/// app that is refused can be written another way, while a policy that IAM refuses in an update stops the update.
final class InlinePolicySize {
    /// What IAM allows all inline policies of a role together, in characters without white space.
    private static final int LIMIT = 10_240;

    // A policy that changes is made beside the old one, and until that is gone the role holds both.
    private static final int ROOM = LIMIT / 2;

    private InlinePolicySize() {}

    /// What keeps `documents`, resolved, out of the role that they share: nothing or one message.
    ///
    /// @param advice what would make them smaller
    static List<String> problems(List<Object> documents, String advice) {
        int size = documents.stream().mapToInt(document -> size(document, "")).sum();
        return size <= ROOM
                ? List.of()
                : List.of(
                        "The role's policies take up to %s characters, with the longest names of what they refer to. IAM allows a role %s in its inline policies, and while a change is made the role holds the old and the new ones, so %s is the most. %s"
                                .formatted(size, LIMIT, ROOM, advice));
    }

    // As JSON: a list or an object has as many separators and closing brackets as it has members.
    private static int size(Object node, String service) {
        if (node instanceof List<?> list) {
            return list.stream()
                            .mapToInt(item -> size(item, service) + ",".length())
                            .sum()
                    + "[".length();
        }
        if (node instanceof Map<?, ?> object && !LongestArn.isIntrinsic(object)) {
            return sizeOfObject(object, object.get("Action") instanceof List<?> actions ? service(actions) : service);
        }
        return LongestArn.of(node, service).length() + "\"\"".length();
    }

    private static int sizeOfObject(Map<?, ?> object, String service) {
        return object.entrySet().stream()
                        .mapToInt(field -> size(field.getKey(), service)
                                + ":".length()
                                + size(field.getValue(), service)
                                + ",".length())
                        .sum()
                + "{".length();
    }

    private static String service(List<?> actions) {
        return actions.get(0).toString().replaceFirst(":.*", "");
    }
}
