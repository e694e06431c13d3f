package org.trapline.evidence.smtp;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A network in CIDR notation (RFC 4632, RFC 4291 section 2.3).
 *
 * @param address its address
 * @param prefix leading bits that count
 */
record Network(byte[] address, int prefix) {

    /** @throws IllegalArgumentException for anything but a literal address with or without a prefix length */
    static Network parse(String text) {
        int slash = text.indexOf('/');
        String literal = slash < 0 ? text : text.substring(0, slash);
        if (!literal.matches("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
            throw new IllegalArgumentException("Not a network: " + text);
        }
        try {
            byte[] address = InetAddress.getByName(literal).getAddress();
            int prefix = slash < 0 ? address.length * 8 : Integer.parseInt(text.substring(slash + 1));
            if (prefix < 0 || prefix > address.length * 8) {
                throw new IllegalArgumentException("Not a network: " + text);
            }
            return new Network(address, prefix);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("Not a network: " + text, e);
        }
    }

    boolean contains(InetAddress other) {
        byte[] bytes = other.getAddress();
        if (bytes.length != address.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> bit % 8;
            if ((bytes[bit / 8] & mask) != (address[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
