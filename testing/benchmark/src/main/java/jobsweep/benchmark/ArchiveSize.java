package jobsweep.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// What a function's archive weighs.
///
/// @param packed   bytes to upload
/// @param unpacked bytes of all files in it
record ArchiveSize(long packed, long unpacked) {

    static ArchiveSize of(Path archive) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            long unpacked = zip.stream().mapToLong(ZipEntry::getSize).sum();
            return new ArchiveSize(Files.size(archive), unpacked);
        }
    }
}
