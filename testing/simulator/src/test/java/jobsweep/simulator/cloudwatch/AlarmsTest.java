package jobsweep.simulator.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlarmsTest {
    private static final String FUNCTION = "arn:aws:lambda:eu-central-1:123456789012:function:sweeper";

    private final List<String> log = new ArrayList<>();
    private final Alarms alarms = new Alarms(
            (metric, functionArn) -> 0, queueName -> 0, functionArn -> functionArn.equals(FUNCTION) ? log : List.of());

    @Test
    void anAlarmIsRaisedByWhatLogLinesCount() {
        alarms.put(new Alarm("lost", List.of(new Alarm.OfLog("Fleet", "Lost", FUNCTION)), 3));

        log.add(line("Fleet", "Lost", 2));
        assertThat(alarms.isRaised("lost")).isFalse();

        log.add(line("Fleet", "Lost", 1));
        assertThat(alarms.isRaised("lost")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Lost\":1}",
                "{\"_aws\":{},\"Lost\":1}",
                "START RequestId: 1 Version: $LATEST",
                "",
            })
    void otherLinesCountNothing(String line) {
        alarms.put(new Alarm("lost", List.of(new Alarm.OfLog("Fleet", "Lost", FUNCTION)), 1));

        log.add(line);
        log.add(line("Fleet", "Found", 1));
        log.add(line("Other", "Lost", 1));

        assertThat(alarms.isRaised("lost")).isFalse();
    }

    private static String line(String namespace, String metric, int count) {
        return """
                {"_aws":{"Timestamp":1,"CloudWatchMetrics":[{"Namespace":"%s","Dimensions":[["FunctionName"]],
                 "Metrics":[{"Name":"%s","Unit":"Count"}]}]},"FunctionName":"sweeper","%s":%s}
                """.formatted(namespace, metric, metric, count);
    }
}
