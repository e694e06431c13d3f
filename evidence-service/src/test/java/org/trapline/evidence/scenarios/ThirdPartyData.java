package org.trapline.evidence.scenarios;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;

/** Messages and expected results of others, read where {@code TRAPLINE_TEST_DATA} says that they lie. */
public final class ThirdPartyData {

    private ThirdPartyData() {}

    /** A folder of the data; the test is skipped, and says so, where there are none. */
    public static Path folder(String name) {
        String data = System.getenv("TRAPLINE_TEST_DATA");
        assumeTrue(data != null, "TRAPLINE_TEST_DATA is not set: third-party samples are skipped");
        return Path.of(data, name);
    }
}
