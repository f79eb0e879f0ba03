package jobsweep;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.util.Map;
import jobsweep.invocation.Json;

/// What was written, read again.
public final class Documents {

    private Documents() {}

    public static Map<String, Object> read(String document) {
        return Json.readObject(new ByteArrayInputStream(document.getBytes(UTF_8)))
                .orElseThrow();
    }
}
