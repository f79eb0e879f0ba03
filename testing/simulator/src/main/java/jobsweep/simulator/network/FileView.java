package jobsweep.simulator.network;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A view of the file system in which some files are others. Only a process that is started in it notices, which Linux
/// lets every user do.
///
/// @param replaced what is seen, by where it is seen; both exist
public record FileView(Map<Path, Path> replaced) {
    /// The machine's own.
    public static final FileView OF_THIS_MACHINE = new FileView(Map.of());

    private static final String MOUNT_ALL =
            "while [ \"$1\" != -- ]; do mount --bind \"$1\" \"$2\" || exit; shift 2; done; shift; exec \"$@\"";

    public FileView {
        replaced = Map.copyOf(replaced);
    }

    /// This view, with what another replaces as well.
    public FileView and(FileView other) {
        Map<Path, Path> both = new HashMap<>(replaced);
        both.putAll(other.replaced());
        return new FileView(both);
    }

    /// What comes before the command of a process that is to have this view.
    public List<String> commandPrefix() {
        if (replaced.isEmpty()) {
            return List.of();
        }
        List<String> words = new ArrayList<>(
                List.of("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", MOUNT_ALL, "sh"));
        replaced.forEach((where, what) -> {
            words.add(what.toAbsolutePath().toString());
            words.add(where.toString());
        });
        words.add("--");
        return words;
    }
}
