package jobsweep.acceptance;

import java.util.stream.IntStream;
import jobsweep.simulator.SimulatedAws;
import jobsweep.simulator.cloudformation.Fault;
import jobsweep.simulator.iot.IotServer;
import jobsweep.simulator.iot.Operation;
import jobsweep.simulator.lambda.Lambda;
import jobsweep.simulator.lambda.Moment;

/// A moment at which the function's JVM is killed.
enum Death {
    WHILE_IT_IS_IDLE,
    WHILE_IT_STARTS,
    WHEN_IT_GETS_THE_EVENT,
    BEFORE_IOT_LOOKS,
    AFTER_IOT_HAS_LOOKED,
    BEFORE_IOT_LOOKS_AGAIN,
    BEFORE_THE_ANSWER_IS_TAKEN,
    AFTER_THE_ANSWER_IS_TAKEN,
    BEFORE_THE_ANSWER_IS_TAKEN_AT_SECOND_TRY,
    WHEN_IT_RESPONDS,
    /// Of a Delete only.
    BEFORE_IOT_DELETES,
    AFTER_IOT_HAS_DELETED;

    boolean isOfDeleteOnly() {
        return compareTo(BEFORE_IOT_DELETES) >= 0;
    }

    /// Lets the next attempts end so.
    void meets(SimulatedAws aws, String functionArn, int attempts) {
        IntStream.range(0, attempts).forEach(attempt -> meetsNext(aws, functionArn));
    }

    private void meetsNext(SimulatedAws aws, String functionArn) {
        Lambda lambda = aws.lambda();
        IotServer iot = aws.iot();
        Runnable kill = () -> lambda.killEnvironments(functionArn);
        switch (this) {
            case WHILE_IT_IS_IDLE -> kill.run();
            case WHILE_IT_STARTS -> {
                kill.run();
                lambda.killNext(functionArn, Moment.BEFORE_HAND_OUT);
            }
            case WHEN_IT_GETS_THE_EVENT -> lambda.killNext(functionArn, Moment.AT_HAND_OUT);
            case BEFORE_IOT_LOOKS -> iot.next(Operation.DESCRIBE, meanwhile(kill, false));
            case AFTER_IOT_HAS_LOOKED -> iot.next(Operation.DESCRIBE, meanwhile(kill, true));
            case BEFORE_IOT_LOOKS_AGAIN ->
                iot.next(Operation.DESCRIBE, jobsweep.simulator.iot.Fault.status(500), meanwhile(kill, false));
            case BEFORE_IOT_DELETES -> iot.next(Operation.DELETE, meanwhile(kill, false));
            case AFTER_IOT_HAS_DELETED -> iot.next(Operation.DELETE, meanwhile(kill, true));
            case BEFORE_THE_ANSWER_IS_TAKEN -> aws.bucket().meanwhileNext(kill, false);
            case AFTER_THE_ANSWER_IS_TAKEN -> aws.bucket().meanwhileNext(kill, true);
            case BEFORE_THE_ANSWER_IS_TAKEN_AT_SECOND_TRY -> {
                aws.bucket().failNext(Fault.INTERNAL_ERROR);
                aws.bucket().meanwhileNext(kill, false);
            }
            case WHEN_IT_RESPONDS -> lambda.killNext(functionArn, Moment.AT_RESPONSE);
        }
    }

    private static jobsweep.simulator.iot.Fault meanwhile(Runnable event, boolean carriedOut) {
        return new jobsweep.simulator.iot.Fault.Meanwhile(event, carriedOut);
    }
}
