package jobsweep.acceptance;

import jobsweep.simulator.SimulatedAws;
import jobsweep.simulator.iot.Fault;
import jobsweep.simulator.iot.Operation;
import jobsweep.simulator.lambda.Lambda;
import jobsweep.simulator.lambda.Moment;

/// When the function's JVM is killed while it works on a Delete, or before.
enum KillMoment {
    WHILE_IT_IS_IDLE,
    WHILE_IT_STARTS,
    WHEN_IT_GETS_THE_EVENT,
    AFTER_IOT_HAS_DELETED,
    BEFORE_THE_ANSWER_IS_TAKEN,
    AFTER_THE_ANSWER_IS_TAKEN,
    WHEN_IT_RESPONDS;

    /// Lets the next attempt end so.
    void meetsNext(SimulatedAws aws, String functionArn) {
        Lambda lambda = aws.lambda();
        Runnable kill = () -> lambda.killEnvironments(functionArn);
        switch (this) {
            case WHILE_IT_IS_IDLE -> kill.run();
            case WHILE_IT_STARTS -> {
                kill.run();
                lambda.killNext(functionArn, Moment.BEFORE_HAND_OUT);
            }
            case WHEN_IT_GETS_THE_EVENT -> lambda.killNext(functionArn, Moment.AT_HAND_OUT);
            case AFTER_IOT_HAS_DELETED -> aws.iot().next(Operation.DELETE, new Fault.Meanwhile(kill, true));
            case BEFORE_THE_ANSWER_IS_TAKEN -> aws.bucket().meanwhileNext(kill, false);
            case AFTER_THE_ANSWER_IS_TAKEN -> aws.bucket().meanwhileNext(kill, true);
            case WHEN_IT_RESPONDS -> lambda.killNext(functionArn, Moment.AT_RESPONSE);
        }
    }
}
