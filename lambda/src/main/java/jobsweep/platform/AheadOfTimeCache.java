package jobsweep.platform;

/// What the JVM of a bundled runtime has loaded before: `-XX:AOTCache`. One that does not fit the JVM, its options or
/// its
/// class path is not used, and starts take as long as without.
public final class AheadOfTimeCache {

    /// `true` where the JVM was given one.
    private static final String GIVEN = "jobsweep.aheadOfTimeCache";

    private AheadOfTimeCache() {}

    /// Whether there is one that the JVM does not use.
    public static boolean isUnused() {
        return Boolean.getBoolean(GIVEN)
                && !System.getProperty("java.vm.info", "").contains("sharing");
    }
}
