package org.trapline.evidence.dns;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trapline.evidence.mail.PublicSuffixes;
import org.xbill.DNS.Type;

/**
 * What the owner of the From domain says of mail in its name, and whether this mail is so (RFC 7489).
 *
 * @param result in the words of RFC 7489 section 11.2
 * @param policy what the owner wants done with mail that fails; null without one
 * @param domain whose record it is; null without one
 */
record Dmarc(
        String result, @Nullable String policy, @Nullable String domain) {

    private static final Set<String> POLICIES = Set.of("none", "quarantine", "reject");

    /**
     * @param fromDomains of all From addresses; DMARC speaks of mail with one
     * @param spfDomain that SPF was asked about; null when there was none
     * @param signatures null when the bytes could not be read
     */
    static Dmarc of(
            Inquiry inquiry,
            Set<String> fromDomains,
            String spf,
            @Nullable String spfDomain,
            @Nullable List<Dkim.Verdict> signatures) {
        String from = fromDomains.size() == 1 ? fromDomains.iterator().next() : "";
        if (from.isEmpty()) {
            return new Dmarc("none", null, null);
        }
        String organisation = organisation(from);
        Found found = find(inquiry, from);
        if (found.isAbsent() && !organisation.equals(from)) {
            found = find(inquiry, organisation);
        }
        if (found.record() == null) {
            return new Dmarc(found.isKnown() ? "none" : "temperror", null, null);
        }
        Map<String, String> tags = tags(found.record());
        String policy = policy(tags, !found.domain().equals(from));
        if (policy == null) {
            return new Dmarc("permerror", null, found.domain());
        }
        String result = result(from, tags, spf, spfDomain, signatures);
        return new Dmarc(result, policy, found.domain());
    }

    private static String result(
            String from,
            Map<String, String> tags,
            String spf,
            @Nullable String spfDomain,
            @Nullable List<Dkim.Verdict> signatures) {
        boolean strictSpf = "s".equalsIgnoreCase(tags.get("aspf"));
        boolean strictDkim = "s".equalsIgnoreCase(tags.get("adkim"));
        boolean spfSpeaks = spfDomain != null && aligned(spfDomain, from, strictSpf);
        List<String> dkim = signatures == null
                ? List.of(Dkim.TEMPERROR)
                : signatures.stream()
                        .filter(s -> s.domain() == null || aligned(s.domain(), from, strictDkim))
                        .map(Dkim.Verdict::result)
                        .toList();
        if ((spfSpeaks && spf.equals("pass")) || dkim.contains(Dkim.PASS)) {
            return "pass";
        }
        boolean open =
                (spfSpeaks && spf.equals("temperror")) || dkim.contains(Dkim.TEMPERROR) || dkim.contains(Dkim.NEUTRAL);
        return open ? "temperror" : "fail";
    }

    private static boolean aligned(String domain, String from, boolean strict) {
        return strict ? domain.equalsIgnoreCase(from) : organisation(domain).equals(organisation(from));
    }

    private static String organisation(String domain) {
        String lower = domain.toLowerCase(Locale.ROOT);
        return PublicSuffixes.registrableDomain(lower).orElse(lower);
    }

    /**
     * @param record null when there is none or several, or when nobody knows
     * @param isAbsent whether the next domain is to be asked (section 6.6.3)
     */
    private record Found(String domain, @Nullable String record, boolean isKnown, boolean isAbsent) {}

    private static Found find(Inquiry inquiry, String domain) {
        Answer answer = inquiry.ask("_dmarc." + domain, Type.TXT);
        List<String> records = answer.values().stream()
                .filter(t -> t.matches("(?s)v[ \\t]*=[ \\t]*DMARC1[ \\t]*(?:;.*)?"))
                .toList();
        return new Found(
                domain,
                records.size() == 1 ? records.get(0) : null,
                answer.isKnown(),
                answer.isKnown() && records.isEmpty());
    }

    private static Map<String, String> tags(String record) {
        Map<String, String> tags = new HashMap<>();
        for (String tag : record.split(";")) {
            int equals = tag.indexOf('=');
            if (equals > 0) {
                tags.putIfAbsent(
                        tag.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                        tag.substring(equals + 1).strip());
            }
        }
        return tags;
    }

    /** Null when the record has none that can be (section 6.6.3): where reports are wanted all the same, it is none. */
    private static @Nullable String policy(Map<String, String> tags, boolean ofOrganisation) {
        String wanted = tags.getOrDefault("p", "").toLowerCase(Locale.ROOT);
        String below = ofOrganisation ? tags.getOrDefault("sp", wanted).toLowerCase(Locale.ROOT) : wanted;
        if (POLICIES.contains(wanted) && POLICIES.contains(below)) {
            return below;
        }
        boolean reports = tags.getOrDefault("rua", "").toLowerCase(Locale.ROOT).contains("mailto:");
        return reports ? "none" : null;
    }
}
