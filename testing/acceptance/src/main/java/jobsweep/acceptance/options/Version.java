package jobsweep.acceptance.options;

import picocli.CommandLine.IVersionProvider;

/// The version that whoever starts the command knows of.
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"jobsweep " + System.getProperty("jobsweep.version", "of an unknown version")};
    }
}
