package jobsweep.simulator.iam;

import java.util.Locale;
import java.util.regex.Pattern;

/// One action on one resource, allowed or denied: the smallest thing a policy says. A statement that lists several
/// actions and resources counts as one of these for each pair, so that none of them hides behind the others when it is
/// asked what was never used.
///
/// @param policyName the policy that says it
/// @param denies     whether its effect is `Deny`
/// @param action     a pattern such as `iot:Describe*`, upper and lower case alike
/// @param resource   a pattern such as `arn:aws:iot:eu-central-1:123456789012:job/firmware-*`
public record Statement(String policyName, boolean denies, String action, String resource) {

    boolean covers(String calledAction, String calledResource) {
        return matches(action.toLowerCase(Locale.ROOT), calledAction.toLowerCase(Locale.ROOT))
                && matches(resource, calledResource);
    }

    static boolean matches(String pattern, String text) {
        // Most have no wildcard, and all calls of a simulated year are checked.
        if (!pattern.contains("*") && !pattern.contains("?")) {
            return pattern.equals(text);
        }
        String regex = ("\\Q" + pattern + "\\E").replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return Pattern.matches(regex, text);
    }
}
