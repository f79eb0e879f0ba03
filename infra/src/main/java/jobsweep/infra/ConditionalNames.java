package jobsweep.infra;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.IResolvable;
import software.amazon.awscdk.Reference;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.Tokenization;

/// Names of jobs and things that are there under a condition only.
final class ConditionalNames {
    private ConditionalNames() {}

    /// Has synthesis fail where a cleanup that is always there refers to what is not: CloudFormation
    /// refuses such a template with words about dependencies, on deployment.
    static void requireCondition(JobExecutionCleanup cleanup) {
        List<String> references = Stream.of(cleanup.jobId(), cleanup.thingName())
                .filter(Token::isUnresolved)
                .toList();
        if (references.isEmpty()) {
            return;
        }
        cleanup.getNode()
                .addValidation(() -> cleanup.condition().isPresent()
                        ? List.of()
                        : references.stream()
                                .flatMap(ConditionalNames::resources)
                                // Another stack's conditions can't be given here, and may be a whole nested stack's.
                                .filter(resource -> Stacks.areSame(cleanup, resource))
                                .flatMap(ConditionalNames::problems)
                                .toList());
    }

    private static Stream<CfnResource> resources(String name) {
        return Tokenization.reverseString(name).getTokens().stream()
                .filter(Reference::isReference)
                .map(ConditionalNames::target)
                .filter(CfnResource.class::isInstance)
                .map(CfnResource.class::cast);
    }

    private static Object target(IResolvable reference) {
        return ((Reference) reference).getTarget();
    }

    private static Stream<String> problems(CfnResource resource) {
        CfnCondition condition = resource.getCfnOptions().getCondition();
        return condition == null
                ? Stream.empty()
                : Stream.of(
                        "The cleanup refers to %s, which is there only where its condition %s holds: give the cleanup the same one, .condition(…)"
                                .formatted(
                                        resource.getNode().getPath(),
                                        condition.getNode().getId()));
    }
}
