package org.trapline.evidence.findings;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules, the words they look for, and every sentence that they say, of one version. */
final class RuleSet {

    /** A finding keeps the facts it misses as bits of a long. */
    static final int MAX_FACTS = 63;

    private static final String DATE = "2026-11-23";

    private final String version;
    private final File file;
    private final Words words;
    private final List<String> factIds;

    private RuleSet(String version, File file, Words words) {
        this.version = version;
        this.file = file;
        this.words = words;
        this.factIds = List.copyOf(file.facts().keySet());
        check();
    }

    /** The rule set that this build carries. */
    static RuleSet load() {
        ObjectMapper yaml = YAMLMapper.builder()
                .addModule(new JavaTimeModule())
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .build();
        try {
            byte[] rules = resource("can-spam-" + DATE + ".yaml");
            byte[] words = resource("words-" + DATE + ".yaml");
            File file = yaml.readValue(rules, File.class);
            return new RuleSet(
                    file.date() + "+" + fingerprint(rules, words),
                    file,
                    Words.of(yaml.readValue(words, Words.File.class)));
        } catch (IOException e) {
            throw new UncheckedIOException("the rule set cannot be read", e);
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = RuleSet.class.getResourceAsStream("/rules/" + name)) {
            if (in == null) {
                throw new IOException("no rules/" + name);
            }
            return in.readAllBytes();
        }
    }

    private static String fingerprint(byte[] rules, byte[] words) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(rules);
            return HexFormat.of().formatHex(digest.digest(words), 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private void check() {
        Set<String> ids = new HashSet<>();
        for (Rule rule : file.rules()) {
            if (!ids.add(rule.id()) || !factIds.containsAll(rule.facts())) {
                throw new IllegalStateException("rule " + rule.id() + " is there twice or asks for an unknown fact");
            }
            if (rule.always() != null
                    && !file.reasons().keySet().containsAll(rule.always().reasons())) {
                throw new IllegalStateException("rule " + rule.id() + " gives an unknown reason");
            }
        }
        if (factIds.size() > MAX_FACTS) {
            throw new IllegalStateException("more than " + MAX_FACTS + " facts");
        }
    }

    /** Date and fingerprint: it changes with every byte of the two files. */
    String version() {
        return version;
    }

    String notice() {
        return file.notice();
    }

    String jurisdiction() {
        return file.jurisdiction();
    }

    List<Rule> rules() {
        return file.rules();
    }

    @Nullable Rule rule(String id) {
        return file.rules().stream().filter(r -> r.id().equals(id)).findFirst().orElse(null);
    }

    Words words() {
        return words;
    }

    /** Ids of the facts, in their order. */
    List<String> factIds() {
        return factIds;
    }

    /** What a fact is, in words. */
    String fact(String id) {
        return known(file.facts(), id);
    }

    /** A reason in words, with what it quotes. */
    String reason(String code, String quote) {
        return known(file.reasons(), code).replace("{0}", quote);
    }

    /** A sentence about many messages, with its figures. */
    String statement(String id, Object... figures) {
        String text = known(file.statements(), id);
        for (int i = 0; i < figures.length; i++) {
            text = text.replace("{" + i + "}", String.valueOf(figures[i]));
        }
        return text;
    }

    /** The place of a rule in the set, from 0. */
    int index(Rule rule) {
        return file.rules().indexOf(rule);
    }

    private static String known(Map<String, String> texts, String id) {
        String text = texts.get(id);
        if (text == null) {
            throw new IllegalArgumentException("the rule set has no text for " + id);
        }
        return text;
    }

    /** The file of rules. */
    private record File(
            LocalDate date,
            String jurisdiction,
            String notice,
            Map<String, String> facts,
            Map<String, String> statements,
            Map<String, String> reasons,
            List<Rule> rules) {}
}
