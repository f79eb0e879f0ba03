package jobsweep.acceptance.campaign;

import jobsweep.simulator.SimulatedAws;
import jobsweep.simulator.http.HttpService;

/// A service of AWS that functions call.
enum Service {
    IOT("AWS IoT"),
    SQS("SQS"),
    LAMBDA("Lambda"),
    /// Where CloudFormation takes answers.
    BUCKET("bucket");

    private final String inWords;

    Service(String inWords) {
        this.inWords = inWords;
    }

    static Service at(String host) {
        if (host.startsWith("iot.")) {
            return IOT;
        }
        if (host.startsWith("lambda.")) {
            return LAMBDA;
        }
        return host.startsWith("sqs.") ? SQS : BUCKET;
    }

    HttpService in(SimulatedAws aws) {
        return switch (this) {
            case IOT -> aws.iot();
            case SQS -> aws.sqs();
            case LAMBDA -> aws.lambdaService();
            case BUCKET -> aws.bucket();
        };
    }

    KillPoint before() {
        return this == BUCKET ? KillPoint.BEFORE_ANSWER : KillPoint.BEFORE_CALL;
    }

    KillPoint after() {
        return this == BUCKET ? KillPoint.AFTER_ANSWER : KillPoint.AFTER_CALL;
    }

    @Override
    public String toString() {
        return inWords;
    }
}
