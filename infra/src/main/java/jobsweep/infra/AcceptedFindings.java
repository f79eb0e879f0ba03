package jobsweep.infra;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.CfnResource;

/// What cdk-nag finds on a resource and is meant to be so, with the reason, in the resource's metadata: there cdk-nag
/// looks for it, and so does whoever audits the template.
final class AcceptedFindings {
    private final List<Map<String, Object>> findings = new ArrayList<>();
    private final CfnResource resource;

    AcceptedFindings(CfnResource resource) {
        this.resource = resource;
    }

    /// Accepts what a rule finds that the packs for HIPAA, NIST 800-53 and perhaps PCI DSS have.
    void accept(String rule, String reason, String... packs) {
        for (String pack : packs) {
            add(Map.of("id", pack + "-" + rule, "reason", reason));
        }
    }

    /// Accepts a wildcard in a policy where a regular expression matches the resource that it is in.
    void acceptWildcard(String regex, String reason) {
        Map<String, String> only = Map.of("regex", "/^Resource::" + regex + "/");
        add(Map.of("id", "AwsSolutions-IAM5", "reason", reason, "applies_to", List.of(only)));
    }

    private void add(Map<String, Object> finding) {
        findings.add(new TreeMap<>(finding));
        resource.addMetadata("cdk_nag", Map.of("rules_to_suppress", List.copyOf(findings)));
    }
}
