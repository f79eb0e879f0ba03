package jobsweep.acceptance.campaign;

/// Something that must not happen, and did.
record Finding(String invariant, String what) {
    @Override
    public String toString() {
        return invariant + ": " + what;
    }
}
