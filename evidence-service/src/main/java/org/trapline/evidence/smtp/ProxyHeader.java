package org.trapline.evidence.smtp;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The PROXY protocol's header, versions 1 and 2 (haproxy.org, proxy-protocol.txt), read to its last byte and no further. */
final class ProxyHeader {

    private static final byte[] SIGNATURE_2 = {'\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n'};

    /** Bytes of the longest line of version 1, its end included. */
    private static final int LONGEST_LINE = 107;

    private ProxyHeader() {}

    /**
     * The client's address, or null when the proxy speaks for itself or for a client of unknown address.
     *
     * @throws ProtocolException when what comes is no such header
     */
    static @Nullable InetSocketAddress read(InputStream in) throws IOException {
        byte[] lead = exactly(in, SIGNATURE_2.length);
        if (Arrays.equals(lead, SIGNATURE_2)) {
            return version2(in);
        }
        StringBuilder line = new StringBuilder(new String(lead, StandardCharsets.ISO_8859_1));
        while (line.charAt(line.length() - 1) != '\n') {
            if (line.length() == LONGEST_LINE) {
                throw new ProtocolException("No PROXY header");
            }
            line.append((char) (exactly(in, 1)[0] & 0xff));
        }
        return version1(line.toString());
    }

    private static @Nullable InetSocketAddress version1(String line) throws ProtocolException {
        if (!line.startsWith("PROXY ") || !line.endsWith("\r\n")) {
            throw new ProtocolException("No PROXY header");
        }
        String[] words = line.substring(0, line.length() - 2).split(" ", -1);
        if (words[1].equals("UNKNOWN")) {
            return null;
        }
        boolean four = words[1].equals("TCP4");
        String literal = four ? "[0-9]{1,3}(\\.[0-9]{1,3}){3}" : "[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*";
        if (words.length != 6
                || !(four || words[1].equals("TCP6"))
                || !words[2].matches(literal)
                || !words[4].matches("[0-9]{1,5}")
                || Integer.parseInt(words[4]) > 65_535) {
            throw new ProtocolException("A PROXY header of version 1 is malformed");
        }
        try {
            // A literal is not looked up.
            return new InetSocketAddress(InetAddress.getByName(words[2]), Integer.parseInt(words[4]));
        } catch (java.net.UnknownHostException e) {
            throw new ProtocolException("A PROXY header of version 1 is malformed");
        }
    }

    private static @Nullable InetSocketAddress version2(InputStream in) throws IOException {
        byte[] fixed = exactly(in, 4);
        int length = (fixed[2] & 0xff) << 8 | fixed[3] & 0xff;
        byte[] rest = exactly(in, length);
        if (fixed[0] == 0x20) {
            return null;
        }
        int family = fixed[1] >> 4;
        int addressLength = family == 1 ? 4 : 16;
        if (fixed[0] != 0x21 || family > 3) {
            throw new ProtocolException("A PROXY header of version 2 is malformed");
        }
        if (family == 0 || family == 3) {
            return null;
        }
        if (length < 2 * addressLength + 4) {
            throw new ProtocolException("A PROXY header of version 2 is too short");
        }
        int port = (rest[2 * addressLength] & 0xff) << 8 | rest[2 * addressLength + 1] & 0xff;
        return new InetSocketAddress(InetAddress.getByAddress(Arrays.copyOf(rest, addressLength)), port);
    }

    private static byte[] exactly(InputStream in, int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("The PROXY header ends too early");
        }
        return bytes;
    }
}
