package jobsweep.infra;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The longest text that a resource of a policy can be once CloudFormation has put in what it refers to.
final class LongestArn {
    /// By the number of colons before it: partition, Region and account.
    private static final Map<Integer, Integer> FIELDS =
            Map.of(1, "aws-us-gov".length(), 3, "us-isof-south-1".length(), 4, "123456789012".length());

    /// What AWS IoT allows.
    private static final Map<String, Integer> IOT_NAMES = Map.of(":job/", 64, ":thing/", 128);

    /// What the services allow on whose resources something is allowed.
    private static final Map<String, Integer> NAMES = Map.of("kms", 36, "lambda", 64, "logs", 512, "sqs", 80);

    /// Of anything else: the longest of them all.
    private static final int NAME = 512;

    private static final String ARN_WITHOUT_NAME = "arn:aws-us-gov:lambda:us-isof-south-1:123456789012:log-group::*";

    private LongestArn() {}

    static boolean isIntrinsic(Map<?, ?> object) {
        return object.keySet().stream()
                .map(Object::toString)
                .allMatch(name -> name.equals("Ref") || name.startsWith("Fn::"));
    }

    /// The longest text for `resource`, resolved, in a statement that allows actions of `service`.
    static String of(Object resource, String service) {
        if (!(resource instanceof Map<?, ?> intrinsic)) {
            return resource.toString();
        }
        if (intrinsic.get("Fn::Join") instanceof List<?> join && join.get(1) instanceof List<?> pieces) {
            return join(pieces);
        }
        if (intrinsic.get("Fn::If") instanceof List<?> choice) {
            return Stream.of(choice.get(1), choice.get(2))
                    .map(chosen -> of(chosen, service))
                    .max(Comparator.comparingInt(String::length))
                    .orElseThrow();
        }
        return ARN_WITHOUT_NAME + unknown(NAMES.getOrDefault(service, NAME));
    }

    private static String join(List<?> pieces) {
        StringBuilder arn = new StringBuilder();
        for (Object piece : pieces) {
            arn.append(piece instanceof Map<?, ?> ? unknown(FIELDS.getOrDefault(colons(arn), NAME)) : piece.toString());
        }
        return withIotName(arn.toString());
    }

    // A reference may be a part of the name, which as a whole is not longer for that.
    private static String withIotName(String arn) {
        for (Map.Entry<String, Integer> name : IOT_NAMES.entrySet()) {
            int start = arn.indexOf(name.getKey());
            if (start >= 0) {
                return arn.substring(
                        0, Math.min(arn.length(), start + name.getKey().length() + name.getValue()));
            }
        }
        return arn;
    }

    private static int colons(CharSequence text) {
        return (int) text.chars().filter(character -> character == ':').count();
    }

    private static String unknown(int length) {
        return "x".repeat(length);
    }
}
