package jobsweep.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import jobsweep.contract.IotEventType;
import jobsweep.contract.Metric;
import jobsweep.contract.RequestKind;
import jobsweep.contract.Statuses;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.CreateAlarmOptions;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.MetricStatConfig;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.events.EventField;
import software.amazon.awscdk.services.events.EventPattern;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.RuleTargetInput;
import software.amazon.awscdk.services.events.targets.SqsQueue;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.amazon.awscdk.services.sns.Topic;

class JobExecutionCleanupQueueTest {
    private static final String QUEUE = "CleanupsQueue";
    private static final String DEAD_LETTERS = "CleanupsDeadLetters";
    private static final String MAPPING = "AWS::Lambda::EventSourceMapping";
    private static final String RULE = "AWS::IoT::TopicRule";
    private static final String LIST = "iot:ListJobExecutionsForThing";
    private static final String LIST_OF_JOB = "iot:ListJobExecutionsForJob";
    private static final String SEND = "sqs:SendMessage";

    private final Stack stack = new Stack();

    @Test
    void theTemplateIsTheOneThatWasReviewed() throws IOException {
        App app = new App(AppProps.builder()
                .context(Map.of(
                        ProviderContext.JOB_PATTERNS, List.of("firmware-*"),
                        ProviderContext.THING_PATTERNS, List.of("greenhouse-*"),
                        ProviderContext.TURN_ON_EVENTS, true))
                .build());

        GoldenTemplates.assertReviewed("queue", app, new JobExecutionCleanupQueueStack(app, "JobsweepQueue"));
    }

    @Test
    void messagesOfAKilledConsumerComeBackAfterSixTimesItsTimeOut() {
        builder().build();

        int timeout = (Integer) read(consumer(), "Properties", "Timeout");
        assertThat(read(QUEUE, "Properties", "VisibilityTimeout")).isEqualTo(6 * timeout);
        assertThat(read(QUEUE, "Properties", "MessageRetentionPeriod"))
                .isEqualTo((int) java.time.Duration.ofDays(14).toSeconds());
    }

    @ParameterizedTest
    @CsvSource({"1, 6", "7, 12", "1000, 1000"})
    void aMessageMayBeReceivedSomeMoreTimesThanItIsTried(int tries, int receipts) {
        builder().maximumTries(tries).build();

        assertThat(read(consumer(), "Properties", "Environment", "Variables", "JOBSWEEP_MAXIMUM_TRIES"))
                .isEqualTo(Integer.toString(tries));
        assertThat(read(QUEUE, "Properties", "RedrivePolicy", "maxReceiveCount"))
                .isEqualTo(receipts);
    }

    @Test
    void anOutcomeIsAStatusAfterWhichNothingHappens() {
        assertThat(JobExecutionOutcome.values())
                .extracting(Enum::name)
                .containsExactlyInAnyOrderElementsOf(Statuses.FINISHED);
    }

    @Test
    void bothQueuesAreEncryptedAndRefuseConnectionsWithoutTls() {
        builder().build();

        assertThat(List.of(QUEUE, DEAD_LETTERS))
                .allSatisfy(queue -> assertThat(read(queue, "Properties", "SqsManagedSseEnabled"))
                        .isEqualTo(true));
        assertThat(template().template().findResources("AWS::SQS::QueuePolicy").values())
                .hasSize(2)
                .allSatisfy(policy -> assertThat(
                                SynthesizedStack.at(policy, "Properties", "PolicyDocument", "Statement", 0))
                        .satisfies(statement -> assertThat(SynthesizedStack.at(statement, "Effect"))
                                .isEqualTo("Deny"))
                        .satisfies(statement -> assertThat(SynthesizedStack.at(statement, "Condition"))
                                .isEqualTo(Map.of("Bool", Map.of("aws:SecureTransport", "false")))));
    }

    @Test
    void consumersAreAsManyAsTheyShareTheRateWith() {
        builder().maximumConcurrency(5).callsPerSecond(40).build();

        assertThat(read(MAPPING, "Properties", "ScalingConfig")).isEqualTo(Map.of("MaximumConcurrency", 5));
        assertThat(read(consumer(), "Properties", "Environment", "Variables", "JOBSWEEP_CONSUMERS"))
                .isEqualTo("5");
        assertThat(read(consumer(), "Properties", "Environment", "Variables", "JOBSWEEP_CALLS_PER_SECOND"))
                .isEqualTo("40");
    }

    @Test
    void aBatchIsTenMessagesOfWhichSomeMayComeBack() {
        builder().build();

        assertThat(read(MAPPING, "Properties", "BatchSize")).isEqualTo(10);
        assertThat(read(MAPPING, "Properties", "FunctionResponseTypes")).isEqualTo(List.of("ReportBatchItemFailures"));
    }

    @Test
    void withoutSourcesTheConsumerMayCallAwsIotNotAtAll() {
        builder().build();

        assertThat(actions()).noneMatch(action -> action.startsWith("iot:"));
        assertThat(resourcesOf(SEND)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "ONE_EXECUTION, false, false, false",
        "EVERY_EXECUTION_OF_A_JOB_ON_A_THING, true, false, false",
        "EVERY_JOB_ON_A_THING, true, false, true",
        "EVERY_THING_OF_A_JOB, false, true, true"
    })
    void theConsumerMayDoWhatTheRequestsNeed(RequestKind kind, boolean lists, boolean listsOfJob, boolean goesOn) {
        Role sender = Role.Builder.create(stack, "Sender")
                .assumedBy(new ServicePrincipal("ec2.amazonaws.com"))
                .build();

        builder().build().grantSendRequests(sender, kind);

        assertThat(actions()).contains("iot:DeleteJobExecution", "iot:DescribeJobExecution");
        assertThat(actions().contains(LIST)).isEqualTo(lists);
        assertThat(actions().contains(LIST_OF_JOB)).isEqualTo(listsOfJob);
        // To its own queue only where a request may have to go on, which looks like a loop to Lambda.
        assertThat(resourcesOf(SEND)).hasSize(goesOn ? 2 : 1);
        assertThat(template().properties(consumer()).containsKey("RecursiveLoop"))
                .isEqualTo(goesOn);
    }

    @Test
    void whatARetryConfigurationMayQueueAgainIsCleanedUpOnlyWhereItIsNamed() {
        queue("*", "*", JobExecutionCleanupQueue::cleanUpFinishedExecutions);

        assertThat(sql())
                .isEqualTo(
                        "SELECT topic(4) AS JobId, regexp_substr(thingArn, '[^/]+$') AS ThingName, 'true' AS OnlyFinished, status AS Status FROM '$aws/events/jobExecution/+/+' WHERE (topic(5) = 'succeeded' OR topic(5) = 'rejected' OR topic(5) = 'canceled' OR topic(5) = 'removed')");
    }

    @Test
    void chosenOutcomesAndPatternsLeaveTheOthersOut() {
        queue(
                "firmware-*",
                "green?ouse-*",
                queue -> queue.cleanUpFinishedExecutions(JobExecutionOutcome.FAILED, JobExecutionOutcome.SUCCEEDED));

        assertThat(sql())
                .endsWith(
                        "WHERE (topic(5) = 'succeeded' OR topic(5) = 'failed') AND regexp_matches(topic(4), '^(firmware-.*)$') AND regexp_matches(regexp_substr(thingArn, '[^/]+$'), '^(green.ouse-.*)$')");
    }

    @Test
    void sourcesThatAreAddedAgainAddWhatIsNew() {
        queue("*", "*", queue -> {
            queue.cleanUpFinishedExecutions(JobExecutionOutcome.FAILED);
            queue.cleanUpFinishedExecutions(JobExecutionOutcome.TIMED_OUT, JobExecutionOutcome.FAILED);
            queue.turnOnEvents(IotEventType.THING);
            queue.turnOnEvents();
        });

        assertThat(sql()).endsWith("WHERE (topic(5) = 'failed' OR topic(5) = 'timed_out')");
        assertThat(template().properties("Custom::IoTEventConfigurations"))
                .containsEntry("EventTypes", "JOB_EXECUTION,THING");
    }

    @Test
    void deletedThingsAreCleanedUpOnceHoweverOftenItIsSaid() {
        queue("*", "*", queue -> {
            queue.cleanUpDeletedThings();
            queue.cleanUpDeletedThings();
        });

        template().template().resourceCountIs(RULE, 1);
    }

    @Test
    void whatTheRuleCannotSendIsADeadLetter() {
        queue("*", "*", JobExecutionCleanupQueue::cleanUpFinishedExecutions);

        assertThat(read(RULE, "Properties", "TopicRulePayload", "ErrorAction", "Sqs", "QueueUrl"))
                .isEqualTo(Map.of("Ref", logicalId(DEAD_LETTERS)));
        assertThat(read(RULE, "Properties", "TopicRulePayload", "Actions", 0, "Sqs", "RoleArn"))
                .isEqualTo(read(RULE, "Properties", "TopicRulePayload", "ErrorAction", "Sqs", "RoleArn"));
    }

    @Test
    void onlyRulesOfTheAccountAndRegionSendInARulesRole() {
        queue("*", "*", JobExecutionCleanupQueue::cleanUpDeletedThings);

        assertThat(trustOfTheSender()).isEqualTo(trust("iot", "rule/*"));
    }

    @Test
    void onlySchedulesOfTheirGroupSendInASchedulesRole() {
        queue(
                "*",
                "*",
                queue -> queue.cleanUpOnSchedule(
                        "Nightly",
                        ScheduleExpression.rate(Duration.days(1)),
                        CleanupRequest.Builder.create()
                                .jobId("firmware-42")
                                .thingName("*")
                                .build()));

        assertThat(trustOfTheSender()).isEqualTo(trust("scheduler", "schedule-group/default"));
    }

    private Object trustOfTheSender() {
        return template().template().findResources("AWS::IAM::Role").values().stream()
                .map(role -> SynthesizedStack.at(role, "Properties", "AssumeRolePolicyDocument", "Statement", 0))
                .filter(statement ->
                        !SynthesizedStack.at(statement, "Principal", "Service").equals("lambda.amazonaws.com"))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, Object> trust(String service, String source) {
        Map<String, Object> account = Map.of("Ref", "AWS::AccountId");
        List<Object> arn = List.of(
                "arn:",
                Map.of("Ref", "AWS::Partition"),
                ":" + service + ":",
                Map.of("Ref", "AWS::Region"),
                ":",
                account,
                ":" + source);
        return Map.of(
                "Action",
                "sts:AssumeRole",
                "Effect",
                "Allow",
                "Principal",
                Map.of("Service", service + ".amazonaws.com"),
                "Condition",
                Map.of(
                        "ArnLike", Map.of("aws:SourceArn", Map.of("Fn::Join", List.of("", arn))),
                        "StringEquals", Map.of("aws:SourceAccount", account)));
    }

    @Test
    void aDeletedThingIsLookedAtTwiceForWhatItLeavesBehind() {
        queue("*", "*", JobExecutionCleanupQueue::cleanUpDeletedThings);

        assertThat(read(RULE, "Properties", "TopicRulePayload", "Sql"))
                .isEqualTo("SELECT '*' AS JobId, topic(4) AS ThingName, 'true' AS OnlyFinished, 'true' AS LookAgain"
                        + " FROM '$aws/events/thing/+/deleted'");
        assertThat(actions()).contains(LIST);
    }

    @Test
    void deletedThingsOfOtherNamesAreLeftOutByTheRule() {
        queue("firmware-*", "greenhouse-?,site:*", JobExecutionCleanupQueue::cleanUpDeletedThings);

        assertThat(read(RULE, "Properties", "TopicRulePayload", "Sql").toString())
                .endsWith(
                        "FROM '$aws/events/thing/+/deleted' WHERE regexp_matches(topic(4), '^(greenhouse-.|site:.*)$')");
    }

    @Test
    void aRuleOfEventBridgesMaySendWhatItsEventNames() {
        JobExecutionCleanupQueue cleanups = builder().build();
        Rule retired = Rule.Builder.create(stack, "Retired")
                .eventPattern(EventPattern.builder().source(List.of("fleet")).build())
                .build();
        retired.addTarget(SqsQueue.Builder.create(cleanups.getQueue())
                .message(RuleTargetInput.fromObject(
                        Map.of("JobId", "*", "ThingName", EventField.fromPath("$.detail.thing"))))
                .deadLetterQueue(cleanups.getDeadLetterQueue())
                .build());
        cleanups.grantSendRequests(
                new ServicePrincipal("events.amazonaws.com")
                        .withConditions(Map.of("ArnEquals", Map.of("aws:SourceArn", retired.getRuleArn()))),
                RequestKind.EVERY_JOB_ON_A_THING);

        assertThat(read("AWS::Events::Rule", "Properties", "Targets", 0, "InputTransformer", "InputTemplate")
                        .toString())
                .contains("\"JobId\":\"*\"", "\"ThingName\":<detail-thing>");
        assertThat(actions()).contains(LIST);
    }

    @Test
    void aScheduleSendsItsRequestAndTheConsumerMayTouchWhatItNames() {
        CleanupRequest request = CleanupRequest.Builder.create()
                .jobId("firmware-42")
                .thingName("*")
                .onlyFinished(true)
                .build();

        queue(
                "firmware-*",
                "greenhouse-*",
                queue -> queue.cleanUpOnSchedule("Nightly", ScheduleExpression.rate(Duration.days(1)), request));

        assertThat(read("AWS::Scheduler::Schedule", "Properties", "ScheduleExpression"))
                .isEqualTo("rate(1 day)");
        assertThat(read("AWS::Scheduler::Schedule", "Properties", "FlexibleTimeWindow"))
                .isEqualTo(Map.of("Mode", "OFF"));
        assertThat(read("AWS::Scheduler::Schedule", "Properties", "Target", "DeadLetterConfig", "Arn"))
                .isEqualTo(Map.of("Fn::GetAtt", List.of(logicalId(DEAD_LETTERS), "Arn")));
        assertThat(read("AWS::Scheduler::Schedule", "Properties", "Target", "Input"))
                .isEqualTo("{\"JobId\":\"firmware-42\",\"ThingName\":\"*\",\"OnlyFinished\":\"true\"}");
        assertThat(resourcesOf(LIST_OF_JOB)).singleElement().asString().contains(":job/firmware-42");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Queue",
                "DeadLetters",
                "Consumer",
                "Role",
                "Policy",
                "LogGroup",
                "Events",
                "FinishedExecutions",
                "DeletedThings",
                "DeadLetterAlarm",
                "EventSourceMapping",
                "Schedules"
            })
    void aSchedulesIdMayBeWhatAnotherPartOfTheQueueHas(String id) {
        queue("*", "*", queue -> {
            schedule(queue, id);
            queue.cleanUpFinishedExecutions();
            queue.cleanUpDeletedThings();
            queue.turnOnEvents();
        });

        template().template().resourceCountIs("AWS::Scheduler::Schedule", 1);
    }

    @Test
    void nullAmongKindsAndOutcomesCountsAsNotGiven() {
        queue("*", "*", queue -> {
            queue.cleanUpFinishedExecutions((JobExecutionOutcome) null);
            queue.turnOnEvents((IotEventType) null);
            queue.allowDeferred(null, RequestKind.ONE_EXECUTION);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> queue.allowDeferred((RequestKind) null))
                    .withMessage("kinds must name at least one kind of requests, got none");
        });

        assertThat(template().properties("Custom::IoTEventConfigurations"))
                .containsEntry("EventTypes", "JOB_EXECUTION,THING");
    }

    @Test
    void whatAScheduleNamesByATokenStaysWithinThePatterns() {
        queue(
                "firmware-*",
                "greenhouse-*",
                queue -> queue.cleanUpOnSchedule(
                        "Nightly",
                        ScheduleExpression.rate(Duration.days(1)),
                        CleanupRequest.Builder.create()
                                .jobId(Token.asString(Map.of("Ref", "Job")))
                                .thingName("greenhouse-7")
                                .build()));

        assertThat(resourcesOf("iot:DeleteJobExecution").toString())
                .contains(":job/firmware-*", ":thing/greenhouse-7")
                .doesNotContain("Ref=Job");
    }

    @Test
    void whereTheContextSaysWhichDeploymentItIsTemplatesAreTheSame() {
        stack.getNode().setContext("jobsweep:deployment", "42");
        queue("*", "*", JobExecutionCleanupQueue::turnOnEvents);

        assertThat(template().properties("Custom::IoTEventConfigurations")).containsEntry("Deployment", "42");
    }

    @Test
    void aSchedulesIdThatIsTakenIsRefusedInWords() {
        JobExecutionCleanupQueue queue = builder().build();
        schedule(queue, "Nightly");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> schedule(queue, "Nightly"))
                .withMessage(
                        "id must be another one for each schedule of %s, got 'Nightly' again",
                        queue.getNode().getPath());
    }

    @Test
    void whatMaySendIsAGrant() {
        Role sender = Role.Builder.create(stack, "Sender")
                .assumedBy(new ServicePrincipal("ec2.amazonaws.com"))
                .build();
        Grant grant = builder().build().grantSendRequests(sender, RequestKind.ONE_EXECUTION);

        assertThat(grant.getSuccess()).isTrue();
    }

    @Test
    void itsPartsAreTheCdks() {
        JobExecutionCleanupQueue queue = builder().build();

        assertThat(stack.resolve(queue.getRole().getRoleArn())).isEqualTo(read(consumer(), "Properties", "Role"));
        assertThat(stack.resolve(queue.getLogGroup().getLogGroupName()))
                .isEqualTo(read(consumer(), "Properties", "LoggingConfig", "LogGroup"));
    }

    @Test
    void metricsAreTheConsumersAndTakeTheCdksOptions() {
        JobExecutionCleanupQueue queue = builder().build();
        MetricOptions hourly =
                MetricOptions.builder().period(Duration.hours(1)).label("Gone").build();

        assertThat(queue.metricDeleted(hourly).toMetricConfig().getMetricStat())
                .extracting(
                        MetricStatConfig::getNamespace,
                        MetricStatConfig::getMetricName,
                        MetricStatConfig::getStatistic,
                        metric -> metric.getPeriod().toSeconds())
                .containsExactly("Jobsweep", "Deleted", "Sum", 3600);
        assertThat(queue.metricDeleted(hourly).getLabel()).isEqualTo("Gone");
        assertThat(Stream.of(
                                queue.metricDeleted(),
                                queue.metricAlreadyGone(),
                                queue.metricRefused(),
                                queue.metricWaiting(),
                                queue.metricOldestWait(),
                                queue.metricThrottled(),
                                queue.metricFailed())
                        .map(software.amazon.awscdk.services.cloudwatch.Metric::getMetricName))
                .containsExactlyElementsOf(
                        Metric.OF_BATCHES.stream().map(Metric::awsName).toList());
        assertThat(queue.metricOldestWait().getStatistic()).isEqualTo("Maximum");
    }

    @Test
    void aMetricTellsWhenEventsOfFinishedExecutionsStopComing() {
        JobExecutionCleanupQueue queue = builder().build();
        assertThatIllegalStateException()
                .isThrownBy(queue::metricFinishedExecutions)
                .withMessageContaining("has cleanUpFinishedExecutions called");
        queue.cleanUpFinishedExecutions();
        queue.metricFinishedExecutions(
                        MetricOptions.builder().period(Duration.days(1)).build())
                .createAlarm(
                        stack,
                        "Silence",
                        CreateAlarmOptions.builder()
                                .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
                                .threshold(1)
                                .evaluationPeriods(1)
                                .treatMissingData(TreatMissingData.BREACHING)
                                .build());

        assertThat(template().template().findResources(SynthesizedStack.ALARM).values())
                .anySatisfy(alarm -> assertThat(SynthesizedStack.at(alarm, "Properties"))
                        .asInstanceOf(MAP)
                        .containsEntry("Namespace", "AWS/IoT")
                        .containsEntry("MetricName", "TopicMatch")
                        .containsEntry("Period", 86400)
                        .containsEntry(
                                "Dimensions",
                                List.of(Map.of(
                                        "Name",
                                        "RuleName",
                                        "Value",
                                        Map.of("Ref", template().logicalId(RULE))))));
    }

    @Test
    void eventsAreTurnedOnByAResourceOfTheirOwn() {
        builder().build().turnOnEvents();

        assertThat(template().properties("Custom::IoTEventConfigurations"))
                .containsEntry("EventTypes", "JOB_EXECUTION,THING")
                .containsKeys("ServiceTimeout", "Deployment");
        // Until it is gone, a failed request still reaches the on-failure function.
        assertThat(((List<?>) read("Custom::IoTEventConfigurations", "DependsOn"))
                        .stream().map(Object::toString))
                .filteredOn(id -> id.contains("EventInvokeConfig") || id.contains("Policy"))
                .hasSize(4);
    }

    @Test
    void onlyTheEventsThatAreNamedAreTurnedOn() {
        builder().build().turnOnEvents(IotEventType.THING);

        assertThat(template().properties("Custom::IoTEventConfigurations")).containsEntry("EventTypes", "THING");
    }

    @Test
    void anAlarmTellsOfTheFirstDeadLetter() {
        Topic topic = Topic.Builder.create(stack, "Topic").build();

        builder().alarmActions(List.of(new SnsAction(topic))).build();

        assertThat(template().properties(SynthesizedStack.ALARM))
                .containsEntry("MetricName", "ApproximateNumberOfMessagesVisible")
                .containsEntry("Threshold", 1)
                .containsEntry("AlarmActions", List.of(Objects.requireNonNull(stack.resolve(topic.getTopicArn()))));
    }

    @Test
    void theDashboardShowsHowManyWaitAndTheLongestWait() {
        JobExecutionCleanupQueue queue = builder().build();
        queue.cleanUpFinishedExecutions();
        new JobExecutionCleanupDashboard(stack, "Dashboard", queue);

        assertThat(read("AWS::CloudWatch::Dashboard", "Properties", "DashboardBody")
                        .toString())
                .contains(
                        "\"ApproximateNumberOfMessagesVisible\"",
                        "\"ApproximateNumberOfMessagesNotVisible\"",
                        "\"ApproximateNumberOfMessagesDelayed\"",
                        "\"Jobsweep\",\"Waiting\"",
                        "\"Jobsweep\",\"OldestWait\"",
                        "\"AWS/IoT\",\"TopicMatch\"");
    }

    @Test
    void otherSettingsChangeNoLogicalId() {
        builder().build();
        Stack other = new Stack();
        JobExecutionCleanupQueue.Builder.create(other, "Cleanups")
                .jobPatterns(List.of("firmware-*"))
                .thingPatterns(List.of("greenhouse-*"))
                .callsPerSecond(100)
                .maximumConcurrency(10)
                .maximumTries(3)
                .memorySize(1024)
                .build();

        assertThat(SynthesizedStack.of(other).resources().keySet())
                .isEqualTo(template().resources().keySet());
    }

    @ParameterizedTest
    @CsvSource({"callsPerSecond, 0, 1 to 100000", "maximumConcurrency, 1, 2 to 1000", "maximumTries, 1001, 1 to 1000"})
    void aSettingOutOfRangeIsRefused(String setting, int value, String allowed) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> {
                    switch (setting) {
                        case "callsPerSecond" -> builder().callsPerSecond(value);
                        case "maximumConcurrency" -> builder().maximumConcurrency(value);
                        default -> builder().maximumTries(value);
                    }
                })
                .withMessage("%s must be a whole number from %s, got '%s'".formatted(setting, allowed, value));
    }

    @Test
    void aTokenIsNoneOfThem() {
        Number token = Token.asNumber(Map.of("Ref", "Number"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().callsPerSecond(token))
                .withMessage(
                        "callsPerSecond must be known when the app is synthesized, a whole number from 1 to 100000, got a token");
        assertThatIllegalArgumentException().isThrownBy(() -> builder().maximumConcurrency(token));
        assertThatIllegalArgumentException().isThrownBy(() -> builder().maximumTries(token));
        assertThatIllegalArgumentException().isThrownBy(() -> builder().maximumTries(2.5));
    }

    @Test
    void nullMeansNotSet() {
        builder()
                .callsPerSecond(20)
                .callsPerSecond(null)
                .maximumConcurrency(null)
                .maximumTries(null)
                .build();

        assertThat(read(consumer(), "Properties", "Environment", "Variables"))
                .asInstanceOf(MAP)
                .containsEntry("JOBSWEEP_CALLS_PER_SECOND", "10")
                .containsEntry("JOBSWEEP_CONSUMERS", "2")
                .containsEntry("JOBSWEEP_MAXIMUM_TRIES", "10");
    }

    @Test
    void patternsAreRequiredAndMustBeKnown() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        JobExecutionCleanupQueue.Builder.create(stack, "None").build())
                .withMessageStartingWith("jobPatterns must be one or more patterns")
                .withMessageEndingWith("got none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder()
                        .jobPatterns(List.of(Token.asString(Map.of("Ref", "Jobs"))))
                        .build())
                .withMessageStartingWith("jobPatterns must be known when the app is synthesized");
    }

    private JobExecutionCleanupQueue.Builder builder() {
        return JobExecutionCleanupQueue.Builder.create(stack, "Cleanups")
                .jobPatterns(List.of("*"))
                .thingPatterns(List.of("*"));
    }

    private void queue(String jobs, String things, Consumer<JobExecutionCleanupQueue> sources) {
        sources.accept(builder()
                .jobPatterns(List.of(jobs))
                .thingPatterns(List.of(things.split(",")))
                .build());
    }

    private static void schedule(JobExecutionCleanupQueue queue, String id) {
        queue.cleanUpOnSchedule(
                id,
                ScheduleExpression.rate(Duration.days(1)),
                CleanupRequest.Builder.create()
                        .jobId("firmware-42")
                        .thingName("*")
                        .build());
    }

    private SynthesizedStack template() {
        return SynthesizedStack.of(stack);
    }

    private Object read(String resource, Object... path) {
        return template().read(resource.contains("::") ? resource : logicalId(resource), path);
    }

    private String logicalId(String prefix) {
        return template().resources().entrySet().stream()
                .filter(resource -> resource.getKey().toString().startsWith(prefix))
                .filter(resource -> !SynthesizedStack.at(resource.getValue(), "Type")
                        .toString()
                        .endsWith("Policy"))
                .map(resource -> resource.getKey().toString())
                .findFirst()
                .orElseThrow();
    }

    private String consumer() {
        return logicalId("CleanupsConsumer");
    }

    private String sql() {
        return read(RULE, "Properties", "TopicRulePayload", "Sql").toString();
    }

    /// The statements of the consumer's policy.
    private Stream<?> statements() {
        Object role = SynthesizedStack.at(read(consumer(), "Properties", "Role"), "Fn::GetAtt", 0);
        return template().template().findResources("AWS::IAM::Policy").values().stream()
                .filter(policy ->
                        SynthesizedStack.at(policy, "Properties", "Roles").equals(List.of(Map.of("Ref", role))))
                .flatMap(policy ->
                        ((List<?>) SynthesizedStack.at(policy, "Properties", "PolicyDocument", "Statement")).stream());
    }

    private List<String> actions() {
        return statements()
                .flatMap(statement -> ((List<?>) SynthesizedStack.at(statement, "Action")).stream())
                .map(Object::toString)
                .toList();
    }

    private List<?> resourcesOf(String action) {
        return statements()
                .filter(statement -> ((List<?>) SynthesizedStack.at(statement, "Action")).contains(action))
                .flatMap(statement -> ((List<?>) SynthesizedStack.at(statement, "Resource")).stream())
                .toList();
    }
}
