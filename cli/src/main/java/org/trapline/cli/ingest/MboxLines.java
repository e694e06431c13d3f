package org.trapline.cli.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An mbox as it is read, with a look at the line ahead; line ends are LF or CRLF. */
final class MboxLines extends PushbackInputStream {

    private static final byte[] FROM = "From ".getBytes(StandardCharsets.US_ASCII);

    /** An empty line and the beginning of a separator. */
    private static final int AHEAD = 2 + FROM.length;

    MboxLines(InputStream in) {
        super(in, AHEAD);
    }

    boolean ended() throws IOException {
        return ahead().length == 0;
    }

    boolean startsWithFrom() throws IOException {
        return isFrom(ahead(), 0);
    }

    void skipLine() throws IOException {
        int next = read();
        while (next >= 0 && next != '\n') {
            next = read();
        }
    }

    void skipEmptyLines() throws IOException {
        while (emptyLine(ahead()) > 0) {
            skipLine();
        }
    }

    /** Whether an entry ends here: at the end, or at an empty line that stands before it or a separator; it is consumed. */
    boolean closesEntry() throws IOException {
        byte[] ahead = ahead();
        int empty = emptyLine(ahead);
        if (empty < ahead.length && !(empty > 0 && isFrom(ahead, empty))) {
            return false;
        }
        skipNBytes(empty);
        return true;
    }

    private byte[] ahead() throws IOException {
        byte[] ahead = readNBytes(AHEAD);
        unread(ahead);
        return ahead;
    }

    /** Its length; 0 when the line is not empty. */
    private static int emptyLine(byte[] line) {
        if (line.length > 0 && line[0] == '\n') {
            return 1;
        }
        return line.length > 1 && line[0] == '\r' && line[1] == '\n' ? 2 : 0;
    }

    private static boolean isFrom(byte[] bytes, int at) {
        return bytes.length >= at + FROM.length && Arrays.equals(bytes, at, at + FROM.length, FROM, 0, FROM.length);
    }
}
