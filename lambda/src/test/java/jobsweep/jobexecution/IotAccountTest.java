package jobsweep.jobexecution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import jobsweep.FakeLambda;
import jobsweep.LoopbackServer;
import jobsweep.LoopbackServer.Reply;
import jobsweep.contract.JobId;
import jobsweep.contract.ThingName;
import jobsweep.contract.Variables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.awssdk.services.iot.model.DescribeEventConfigurationsResponse;

class IotAccountTest {
    private static final String ROLE = "arn:aws:iam::210987654321:role/cleanup";
    private static final String FUNCTION = "arn:aws:lambda:eu-central-1:123456789012:function:cleanup";

    private final FakeLambda lambda = new FakeLambda(Duration.ofMinutes(2));
    private final LoopbackServer iot = new LoopbackServer(Reply.json(200, "{\"eventConfigurations\": {}}"));
    private LoopbackServer sts = new LoopbackServer(credentials("ASIAFIRST", "2126-01-01T00:00:00Z"));

    @AfterEach
    void close() {
        iot.close();
        sts.close();
    }

    @Test
    void withoutVariablesItIsTheFunctionsOwn() {
        assertThat(arns(Map.of()))
                .containsExactly(
                        "arn:aws:iot:eu-central-1:123456789012:job/firmware-42",
                        "arn:aws:iot:eu-central-1:123456789012:thing/greenhouse-7");
    }

    @Test
    void jobsAndThingsAreOfTheRegionThatIsNamedAndOfTheRolesAccount() {
        assertThat(arns(Map.of(Variables.IOT_REGION, "us-west-2", Variables.ASSUMED_ROLE_ARN, ROLE)))
                .containsExactly(
                        "arn:aws:iot:us-west-2:210987654321:job/firmware-42",
                        "arn:aws:iot:us-west-2:210987654321:thing/greenhouse-7");
    }

    @Test
    void callsAreSignedAsTheRoleWhichIsAssumedOnce() {
        IotClient client = client();

        describe(client);
        describe(client);

        assertThat(sts.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.body())
                        .contains(
                                "Action=AssumeRole",
                                "RoleArn=arn%3Aaws%3Aiam%3A%3A210987654321%3Arole%2Fcleanup",
                                "RoleSessionName=cleanup"));
        assertThat(iot.requests()).hasSize(2).allSatisfy(request -> {
            assertThat(request.headers().get("Authorization")).asString().contains("Credential=ASIAFIRST/");
            assertThat(request.headers().get("X-amz-security-token")).containsExactly("token");
        });
    }

    @Test
    void credentialsThatExpireAreRenewed() {
        sts.close();
        sts = new LoopbackServer(
                credentials("ASIAFIRST", "2026-01-01T00:00:00Z"), credentials("ASIASECOND", "2126-01-01T00:00:00Z"));
        IotClient client = client();

        describe(client);
        describe(client);

        assertThat(iot.requests().getLast().headers().get("Authorization"))
                .asString()
                .contains("Credential=ASIASECOND/");
    }

    @Test
    void aRoleThatIsNotTrustedYetIsTriedAgainAndThenNamedInTheReason() {
        sts.close();
        sts = new LoopbackServer(new Reply.Status(403, Map.of(), """
                <ErrorResponse><Error><Code>AccessDenied</Code>
                <Message>User: f is not authorized to perform: sts:AssumeRole on resource: %s</Message></Error>
                <RequestId>sts-1</RequestId></ErrorResponse>
                """.formatted(ROLE)));

        assertThatThrownBy(() -> describe(client()))
                .isInstanceOf(JobExecutionsException.class)
                .hasMessageStartingWith("sts:AssumeRole failed: the function's role must allow it")
                .hasMessageContaining("on resource: " + ROLE);
        assertThat(sts.requests()).hasSizeGreaterThan(1);
        assertThat(iot.requests()).isEmpty();
    }

    private DescribeEventConfigurationsResponse describe(IotClient client) {
        var calls = new IotCalls(
                AwsClients.whileThereIsTime(new SplittableRandom(7)),
                Quota.unlimited(),
                lambda.invocation(),
                Duration.ofSeconds(10));
        return calls.retried(
                new IotCalls.Call("iot:DescribeEventConfigurations", List.of("*")),
                attempt -> attempt.answer(
                        limit -> client.describeEventConfigurations(request -> request.overrideConfiguration(limit))));
    }

    private IotClient client() {
        var own = StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "key"));
        var client = AwsClients.sts(FakeLambda.HTTP)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(own)
                .endpointOverride(URI.create("http://" + sts.hostAndPort()));
        return AwsClients.iot(FakeLambda.HTTP)
                .region(Region.US_WEST_2)
                .credentialsProvider(IotRole.credentials(client, ROLE, "cleanup"))
                .endpointOverride(URI.create("http://" + iot.hostAndPort()))
                .build();
    }

    private static Reply credentials(String accessKeyId, String expiration) {
        return new Reply.Status(200, Map.of(), """
            <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
            <AccessKeyId>%s</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken>
            <Expiration>%s</Expiration>
            </Credentials></AssumeRoleResult><ResponseMetadata><RequestId>sts-1</RequestId></ResponseMetadata>
            </AssumeRoleResponse>
            """.formatted(accessKeyId, expiration));
    }

    private static List<String> arns(Map<String, String> environment) {
        IotArns arns = IotAccount.of(environment).arns(FUNCTION);
        return List.of(
                arns.of(new JobId("firmware-42")).getFirst(),
                arns.of(new ThingName("greenhouse-7")).getFirst());
    }
}
