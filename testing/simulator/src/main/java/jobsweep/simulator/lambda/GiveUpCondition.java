package jobsweep.simulator.lambda;

/// Why Lambda gave an event up, with the word that an invocation record has for it.
public enum GiveUpCondition {
    RETRIES_EXHAUSTED("RetriesExhausted"),
    EVENT_AGE_EXCEEDED("EventAgeExceeded");

    private final String word;

    GiveUpCondition(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
