package jobsweep.infra;

import java.util.List;
import java.util.Map;

/// The room there is for a policy inside its role.
final class InlinePolicySize {
    /// What IAM allows all inline policies of a role together, in characters without white space.
    private static final int LIMIT = 10_240;

    /// The role of a function that may invoke itself has a small policy beside this one, for that.
    private static final int OTHER_POLICY = 240;

    // A policy that changes is replaced, and until the old one is gone the role holds both.
    private static final int ROOM = (LIMIT - OTHER_POLICY) / 2;

    /// The shortest values of what only CloudFormation knows, so that no policy is refused that would have fitted.
    private static final Map<String, Integer> SHORTEST =
            Map.of("AWS::AccountId", 12, "AWS::Partition", "aws".length(), "AWS::Region", "us-east-1".length());

    private InlinePolicySize() {}

    /// What keeps `document`, resolved, out of its role: nothing or one message.
    static List<String> problems(Object document) {
        int size = size(document);
        return size <= ROOM
                ? List.of()
                : List.of(
                        "The cleanups need a policy of at least %s characters. IAM allows a role %s in its inline policies, and while a change replaces the policy the role holds the old and the new one, so %s is the most. Give the stack's JobExecutionCleanupProvider jobPatterns and thingPatterns that cover the cleanups"
                                .formatted(size, LIMIT, ROOM));
    }

    // As JSON: a list or an object has as many separators and closing brackets as it has members.
    private static int size(Object node) {
        if (node instanceof List<?> list) {
            return list.stream().mapToInt(item -> size(item) + ",".length()).sum() + "[".length();
        }
        if (node instanceof Map<?, ?> map) {
            return map.size() == 1 ? sizeOfIntrinsic(map) : sizeOfObject(map);
        }
        return node.toString().length() + "\"\"".length();
    }

    private static int sizeOfObject(Map<?, ?> object) {
        return object.entrySet().stream()
                        .mapToInt(field -> size(field.getKey()) + ":".length() + size(field.getValue()) + ",".length())
                        .sum()
                + "{".length();
    }

    private static int sizeOfIntrinsic(Map<?, ?> intrinsic) {
        if (intrinsic.get("Fn::Join") instanceof List<?> join && join.get(1) instanceof List<?> pieces) {
            return pieces.stream().mapToInt(InlinePolicySize::sizeOfPiece).sum() + "\"\"".length();
        }
        return sizeOfPiece(intrinsic) + "\"\"".length();
    }

    private static int sizeOfPiece(Object piece) {
        return piece instanceof Map<?, ?> intrinsic
                ? SHORTEST.getOrDefault(String.valueOf(intrinsic.get("Ref")), 1)
                : piece.toString().length();
    }
}
