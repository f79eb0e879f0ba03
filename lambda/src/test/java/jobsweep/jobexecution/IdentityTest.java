package jobsweep.jobexecution;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import jobsweep.cloudformation.PhysicalResourceId;
import jobsweep.contract.CleanupTarget;
import jobsweep.contract.ExecutionNumber;
import jobsweep.contract.JobExecution;
import jobsweep.contract.JobId;
import jobsweep.contract.ThingName;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class IdentityTest {

    @Property
    void everyIdThatIsMadeIsReadBack(@ForAll("identities") Identity identity) {
        assertThat(Identity.parse(identity.physicalResourceId())).contains(identity);
    }

    @Property
    void noTextIsTooOddToBeRead(@ForAll String text) {
        if (!text.isEmpty() && text.length() <= 100) {
            assertThat(Identity.parse(new PhysicalResourceId(text))
                            .map(identity -> identity.physicalResourceId().value()))
                    .matches(read -> read.isEmpty() || read.get().equals(text));
        }
    }

    @Provide
    Arbitrary<Identity> identities() {
        Arbitrary<JobId> jobIds = names(64).map(JobId::new);
        Arbitrary<ThingName> thingNames = names(128).map(ThingName::new);
        Arbitrary<ExecutionNumber> numbers =
                Arbitraries.longs().greaterOrEqual(0).map(ExecutionNumber::new);
        Arbitrary<Instant> times = Arbitraries.longs().map(Instant::ofEpochMilli);
        Arbitrary<JobExecution> executions =
                Combinators.combine(jobIds, thingNames, numbers).as(JobExecution::new);
        return Arbitraries.oneOf(
                thingNames.map(
                        thing -> every(new CleanupTarget(Optional.empty(), Optional.of(thing), Optional.empty()))),
                jobIds.map(job -> every(new CleanupTarget(Optional.of(job), Optional.empty(), Optional.empty()))),
                Combinators.combine(jobIds, thingNames).as(CleanupTarget::new).map(IdentityTest::every),
                executions.map(CleanupTarget::new).map(IdentityTest::every),
                Combinators.combine(executions, times)
                        .as((execution, time) -> new Identity(new CleanupTarget(execution), Optional.of(time))));
    }

    private static Identity every(CleanupTarget target) {
        return new Identity(target, Optional.empty());
    }

    private static Arbitrary<String> names(int longest) {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .numeric()
                .withChars("AZ_-")
                .ofMinLength(1)
                .ofMaxLength(longest)
                // So few that every combination of them fits among the tries.
                .edgeCases(some -> some.includeOnly("a", "Z", "-"));
    }
}
