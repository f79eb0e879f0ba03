package jobsweep.invocation;

/// What a request's work is doing at the moment, for whoever has to say so when its time is up.
public final class Progress {

    private volatile String doing = "reading the request";

    /// @param doing goes on from `it was …`, for example `waiting for its device`
    public void is(String doing) {
        this.doing = doing;
    }

    @Override
    public String toString() {
        return doing;
    }
}
