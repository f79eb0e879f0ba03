package jobsweep.simulator.iam;

/// A call that IAM does not let pass, with the code and the sentence that AWS answers with.
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    RefusedException(String code, String sentence) {
        super(sentence);
        this.code = code;
    }

    /// AWS's name of the error.
    public String code() {
        return code;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
