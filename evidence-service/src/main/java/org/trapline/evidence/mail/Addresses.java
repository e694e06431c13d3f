package org.trapline.evidence.mail;

/** IP addresses as text. */
final class Addresses {

    private Addresses() {}

    /** Whether it cannot be the address of a host: a part above 255, or the network 0. */
    static boolean isBad(String ip) {
        if (ip.indexOf(':') >= 0) {
            return ip.equals("::");
        }
        for (int i = 0; i < 4; i++) {
            if (part(ip, i) > 255) {
                return true;
            }
        }
        int first = part(ip, 0);
        return first == 0 || first >= 224;
    }

    /** Whether no network routes it (RFC 6890: private, loopback, link-local, shared). */
    static boolean isPrivate(String ip) {
        if (ip.indexOf(':') >= 0) {
            return ip.equals("::1") || ip.startsWith("fc") || ip.startsWith("fd") || ip.startsWith("fe8");
        }
        int first = part(ip, 0);
        int second = part(ip, 1);
        return first == 10
                || first == 127
                || (first == 172 && second >= 16 && second < 32)
                || (first == 192 && second == 168)
                || (first == 169 && second == 254)
                || (first == 100 && second >= 64 && second < 128);
    }

    /** One of the four numbers. */
    private static int part(String ip, int index) {
        int from = 0;
        for (int i = 0; i < index; i++) {
            from = ip.indexOf('.', from) + 1;
        }
        int to = ip.indexOf('.', from);
        return Integer.parseInt(ip, from, to < 0 ? ip.length() : to, 10);
    }
}
