package jobsweep.acceptance.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jobsweep.infra.JobExecutionCleanupProviderStack;
import jobsweep.simulator.cloudformation.Stack;
import jobsweep.simulator.cloudformation.StackEvent;
import jobsweep.simulator.cloudformation.StackStatus;
import jobsweep.simulator.cloudformation.Template;
import jobsweep.simulator.iot.IotChange;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One cleanup of a job on more things than an invocation has time for.
final class WholeJobIT {
    private static final String JOB = "firmware-1";
    private static final String NAME = "Rollout";
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int QUOTA = 10;
    private static final int MANY = 12_000;
    private static final Duration TOO_SHORT_FOR_MANY = Duration.ofMinutes(20);

    /// Every other invocation is killed as it begins.
    private static final FaultRates KILLS = new FaultRates(0, 0, 0, 0, 0.5, 0, 0, 0, 0);

    private static SequencedMap<String, Template> stacks = new LinkedHashMap<>();

    @BeforeAll
    static void synthesize() throws IOException {
        stacks = Templates.deferring();
    }

    @Test
    void aJobOnTwelveThousandThingsGoesInOneDeletionAtTheQuotasPace() {
        Run run = new Run(1, FaultRates.NONE, MANY);
        run.delete("false", HOUR);

        assertThat(run.left).isZero();
        assertThat(run.stack().status()).isEqualTo(StackStatus.DELETE_COMPLETE);
        assertThat(run.rate(Duration.ZERO)).isGreaterThan(0.95);
    }

    @ParameterizedTest
    @ValueSource(longs = 1)
    void aFunctionThatIsKilledLosesNothingButLambdasPauses(long seed) {
        Run run = new Run(seed, KILLS, MANY);
        run.killAfter(Duration.ofMinutes(10));
        run.delete("false", HOUR);

        assertThat(run.left).isZero();
        assertThat(run.stack().status()).isEqualTo(StackStatus.DELETE_COMPLETE);
        assertThat(run.rate(run.lambdasPauses())).isGreaterThan(0.95);
    }

    @Test
    void whatCloudFormationDoesNotWaitForIsDeferredAndGoesLater() {
        Run run = new Run(1, FaultRates.NONE, MANY);
        run.delete("true", TOO_SHORT_FOR_MANY);

        assertThat(run.stack().status()).isEqualTo(StackStatus.DELETE_COMPLETE);
        assertThat(run.took).isLessThan(TOO_SHORT_FOR_MANY);
        assertThat(run.left).isBetween(1_500, 2_500);
        assertThat(run.leftInTheEnd).isZero();
    }

    @Test
    void withoutDeferTheReasonSaysHowManyAreGone() {
        Run run = new Run(1, FaultRates.NONE, MANY);
        run.delete("false", TOO_SHORT_FOR_MANY);

        assertThat(run.stack().status()).isEqualTo(StackStatus.DELETE_FAILED);
        assertThat(run.took).isLessThan(TOO_SHORT_FOR_MANY);
        assertThat(run.left).isBetween(1_500, 2_500);
        assertThat(run.leftInTheEnd).isEqualTo(run.left);
        // The last calls of an invocation may delete without its hearing of it.
        assertThat(run.saidToBeGone()).isBetween(MANY - run.left - 10, MANY - run.left);
    }

    private static final class Run {
        private final World world;
        private final int executions;
        private final List<Instant> deleted = new ArrayList<>();
        private final List<Stack> ended = new ArrayList<>();
        private Duration killAfter = Duration.ZERO;
        private int kills;
        private Duration took = Duration.ZERO;
        private int left;
        private int leftInTheEnd;

        Run(long seed, FaultRates rates, int executions) {
            this.world = new World(new SplittableRandom(seed), rates, Readings.STANDARD, PlayedFunctions::built);
            this.executions = executions;
        }

        void killAfter(Duration time) {
            killAfter = time;
        }

        Stack stack() {
            return ended.getFirst();
        }

        void delete(String defer, Duration serviceTimeout) {
            world.play(() -> {
                create(template(defer, serviceTimeout));
                world.aws.jobs().onChange(change -> {
                    if (change instanceof IotChange.Deleted) {
                        deleted.add(world.time.instant());
                    }
                });
                kill();
                Instant begin = world.time.instant();
                ended.add(world.time.await(world.aws.cloudFormation().deleteStack(NAME)));
                took = Duration.between(begin, world.time.instant());
                left = world.aws.jobs().executions().size();
                world.time.sleep(Duration.ofHours(2));
                leftInTheEnd = world.aws.jobs().executions().size();
            });
            System.out.printf(
                    Locale.ROOT,
                    "%s executions: the stack took %s, %s left, %s in the end; %s kills; %.4f of the quota used, %.4f without Lambda's pauses; throttled %s of %s%n",
                    executions,
                    took,
                    left,
                    leftInTheEnd,
                    kills(),
                    rate(Duration.ZERO),
                    rate(lambdasPauses()),
                    world.aws.iot().calls().stream()
                            .filter(call -> call.errorCode().equals("ThrottlingException"))
                            .count(),
                    world.aws.iot().calls().size());
        }

        private void kill() {
            if (killAfter.isPositive()) {
                world.time.after(killAfter, () -> {
                    kills++;
                    world.killAll();
                });
            }
        }

        private void create(Template template) {
            stacks.forEach(world::deploy);
            for (int i = 0; i < executions; i++) {
                world.aws.jobs().createThing("pump-" + i);
                world.aws.jobs().queue(JOB, "pump-" + i);
            }
            world.time.sleep(Duration.ofMinutes(1));
            Stack stack = world.time.await(world.aws.cloudFormation().createStack(NAME, template, Map.of()));
            assertThat(stack.status()).as("%s", stack.events()).isEqualTo(StackStatus.CREATE_COMPLETE);
        }

        private static Template template(String defer, Duration serviceTimeout) {
            ObjectNode template = JsonNodeFactory.instance.objectNode();
            ObjectNode properties = template.withObject("/Resources/Cleanup")
                    .put("Type", "Custom::IoTJobExecution")
                    .putObject("Properties");
            properties.putObject("ServiceToken").put("Fn::ImportValue", JobExecutionCleanupProviderStack.EXPORT_NAME);
            properties.put("ServiceTimeout", Long.toString(serviceTimeout.toSeconds()));
            properties.put("JobId", JOB).put("ThingName", "*").put("Defer", defer);
            return Template.parse(template.toString());
        }

        private int saidToBeGone() {
            Matcher said = stack().events().stream()
                    .map(StackEvent::reason)
                    .map(Pattern.compile(" ([0-9]+) job execution\\(s\\) are gone by now\\.")::matcher)
                    .filter(Matcher::find)
                    .findFirst()
                    .orElseThrow();
            return Integer.parseInt(said.group(1));
        }

        private long kills() {
            return kills + world.history.counts.of(Evidence.KILLS);
        }

        /// Lambda waits a minute before it delivers a killed function's event again, and two the next time.
        Duration lambdasPauses() {
            Duration pauses = Duration.ZERO;
            for (int i = 1; i < deleted.size(); i++) {
                long minutes =
                        Duration.between(deleted.get(i - 1), deleted.get(i)).toMinutes();
                pauses = pauses.plusMinutes(minutes);
            }
            return pauses;
        }

        /// From the first deletion to the last one, without these pauses, as a share of what the quota has room for.
        double rate(Duration pauses) {
            List<Instant> byTheStack = deleted.subList(0, executions - left);
            Duration time = Duration.between(byTheStack.getFirst(), byTheStack.getLast())
                    .minus(pauses);
            return (byTheStack.size() - 1) * 1000.0 / time.toMillis() / QUOTA;
        }
    }
}
