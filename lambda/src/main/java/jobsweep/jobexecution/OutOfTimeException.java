package jobsweep.jobexecution;

/// A call of IoT's that was not made, since its turn would come too late. Nothing is wrong with what it is about.
final class OutOfTimeException extends JobExecutionsException {

    private static final long serialVersionUID = 1L;

    OutOfTimeException(IotCalls.Call call) {
        super("The function's time was up before " + call + ".", true);
    }
}
