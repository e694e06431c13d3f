package org.trapline.evidence.packets;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.exhibits.Exhibit;
import org.trapline.evidence.exhibits.ExhibitKind;

/** What a packet's exhibits are and how they came in, counted: its documents swear to no more than that. */
final class PacketContents {

    /** So many are listed; a packet of many has few, since an intake has one for all that it takes in. */
    private static final int MOST_AUTHORITIES = 100;

    private final Map<Sort, Long> counts = new EnumMap<>(Sort.class);
    private final Map<String, Long> authorities = new LinkedHashMap<>();
    private long otherAuthorities;
    private long withoutAuthority;
    private long closed;

    /** @param first the first receipt that whoever asked for the packet may know of */
    void add(ExhibitKind kind, Exhibit.@Nullable Receipt first) {
        counts.merge(Sort.of(kind, first), 1L, Long::sum);
        if (first == null) {
            closed++;
        } else if (first.authority() == null) {
            withoutAuthority++;
        } else if (authorities.containsKey(first.authority()) || authorities.size() < MOST_AUTHORITIES) {
            authorities.merge(first.authority(), 1L, Long::sum);
        } else {
            otherAuthorities++;
        }
    }

    /** Under what authority they were collected, as their first receipts say. */
    public List<String> authorities() {
        List<String> lines = new ArrayList<>();
        authorities.forEach((authority, exhibits) -> lines.add(exhibits + " under: " + authority));
        if (otherAuthorities > 0) {
            lines.add(otherAuthorities + " under others, which are in the file data/custody.jsonl");
        }
        if (withoutAuthority > 0) {
            lines.add(withoutAuthority + " without an authority on record");
        }
        if (closed > 0) {
            lines.add(closed + " that came in for matters closed to whoever asked for this packet");
        }
        return lines;
    }

    /** A line for each sort that there is. */
    public List<String> lines() {
        return counts.entrySet().stream()
                .map(c -> c.getValue() + " " + (c.getValue() == 1 ? c.getKey().one : c.getKey().many))
                .toList();
    }

    /** Whether messages to traps are among them. */
    public boolean traps() {
        return counts.containsKey(Sort.TRAP_BY_SMTP) || counts.containsKey(Sort.TRAP_AS_FILE);
    }

    /** Whether messages are among them that reached a mailbox before this system. */
    public boolean files() {
        return counts.containsKey(Sort.TRAP_AS_FILE) || counts.containsKey(Sort.MAIL_AS_FILE);
    }

    public boolean mail() {
        return counts.keySet().stream().anyMatch(s -> s.mail);
    }

    /** Whether anything is among them that is no message. */
    public boolean others() {
        return counts.keySet().stream().anyMatch(s -> !s.mail);
    }

    private enum Sort {
        TRAP_BY_SMTP(
                true,
                "message that came to a trap by SMTP, over the network",
                "messages that came to traps by SMTP, over the network"),
        TRAP_AS_FILE(
                true,
                "message of a trap that was handed in as a file",
                "messages of traps that were handed in as files"),
        MAIL_BY_SMTP(
                true,
                "message that came by SMTP, for which no trap is on record",
                "messages that came by SMTP, for which no trap is on record"),
        MAIL_AS_FILE(
                true,
                "message that was handed in as a file, for which no trap is on record",
                "messages that were handed in as files, for which no trap is on record"),
        MAIL_UNKNOWN(
                true,
                "message that came in for a matter closed to whoever asked for this packet",
                "messages that came in for matters closed to whoever asked for this packet"),
        RDAP_RESPONSE(
                false, "answer of a registration data server (RDAP)", "answers of registration data servers (RDAP)"),
        DNS_ANSWER(false, "answer of a name server (DNS)", "answers of name servers (DNS)"),
        PAGE_CAPTURE(false, "capture of a web page", "captures of web pages"),
        DOCUMENT(false, "document", "documents"),
        CUSTODY_JOURNAL(false, "custody journal of this office's system", "custody journals of this office's system");

        private final boolean mail;
        private final String one;
        private final String many;

        Sort(boolean mail, String one, String many) {
            this.mail = mail;
            this.one = one;
            this.many = many;
        }

        static Sort of(ExhibitKind kind, Exhibit.@Nullable Receipt first) {
            return switch (kind) {
                case TRAP_MESSAGE, MAIL -> mail(first);
                case RDAP_RESPONSE -> RDAP_RESPONSE;
                case DNS_ANSWER -> DNS_ANSWER;
                case PAGE_CAPTURE -> PAGE_CAPTURE;
                case DOCUMENT -> DOCUMENT;
                case CUSTODY_JOURNAL -> CUSTODY_JOURNAL;
            };
        }

        private static Sort mail(Exhibit.@Nullable Receipt first) {
            if (first == null) {
                return MAIL_UNKNOWN;
            }
            boolean smtp = first.envelope() != null;
            return first.trap() != null ? smtp ? TRAP_BY_SMTP : TRAP_AS_FILE : smtp ? MAIL_BY_SMTP : MAIL_AS_FILE;
        }
    }
}
