package org.trapline.simulator;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.SingleBody;
import org.apache.james.mime4j.message.DefaultMessageBuilder;

/** Reads a notice from the mail alone: the reply link in its text, the names and actions in its CSV attachment. */
final class NoticeReader {

    private static final Pattern LINK =
            Pattern.compile("https?://[^\\s<>\"']+?/api/takedown/n/[A-Za-z0-9_~-]+(?:\\.[A-Za-z0-9_~-]+)*");

    private NoticeReader() {}

    static Notice read(byte[] raw) throws UnreadableNotice {
        try {
            Message message = new DefaultMessageBuilder().parseMessage(new ByteArrayInputStream(raw));
            List<Entity> parts = new ArrayList<>();
            flatten(message, parts);
            return new Notice(message.getSubject(), link(parts), lines(parts));
        } catch (IOException e) {
            throw new UnreadableNotice("the message cannot be parsed: " + e.getMessage());
        }
    }

    private static void flatten(Entity entity, List<Entity> parts) {
        if (entity.getBody() instanceof Multipart multipart) {
            multipart.getBodyParts().forEach(part -> flatten(part, parts));
        } else {
            parts.add(entity);
        }
    }

    private static URI link(List<Entity> parts) throws IOException, UnreadableNotice {
        for (String type : List.of("text/plain", "text/html")) {
            for (Entity part : matching(parts, p -> type.equals(p.getMimeType()) && p.getFilename() == null)) {
                Matcher matcher = LINK.matcher(text(part));
                if (matcher.find()) {
                    return URI.create(matcher.group());
                }
            }
        }
        throw new UnreadableNotice("the text has no reply link");
    }

    private static List<Notice.Line> lines(List<Entity> parts) throws IOException, UnreadableNotice {
        for (Entity part : matching(parts, NoticeReader::isCsv)) {
            List<Notice.Line> lines = schedule(text(part));
            if (!lines.isEmpty()) {
                return lines;
            }
        }
        throw new UnreadableNotice("no attachment is a CSV with the columns name and action");
    }

    private static boolean isCsv(Entity part) {
        String file = part.getFilename();
        return "text/csv".equals(part.getMimeType())
                || (file != null && file.toLowerCase(Locale.ROOT).endsWith(".csv"));
    }

    private static List<Notice.Line> schedule(String csv) throws IOException, UnreadableNotice {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setIgnoreHeaderCase(true)
                .setIgnoreEmptyLines(true)
                .setTrim(true)
                .get();
        List<Notice.Line> lines = new ArrayList<>();
        try (CSVParser parser = format.parse(new StringReader(csv.startsWith("\uFEFF") ? csv.substring(1) : csv))) {
            if (!parser.getHeaderNames().stream()
                    .map(String::toLowerCase)
                    .toList()
                    .containsAll(List.of("name", "action"))) {
                return List.of();
            }
            for (CSVRecord row : parser) {
                String name = Domain.aLabels(row.get("name"));
                String targets = row.isSet("targets") ? row.get("targets") : "";
                lines.add(new Notice.Line(name, row.get("action").toUpperCase(Locale.ROOT), split(targets)));
            }
        } catch (InvalidInput | IllegalArgumentException e) {
            throw new UnreadableNotice("the schedule has an unreadable line: " + e.getMessage());
        }
        return lines;
    }

    private static List<String> split(String targets) {
        return targets.isBlank()
                ? List.of()
                : Stream.of(targets.strip().split("[\\s;,]+"))
                        .map(Domain::aLabels)
                        .toList();
    }

    private static List<Entity> matching(List<Entity> parts, Predicate<Entity> wanted) {
        return parts.stream().filter(wanted).toList();
    }

    private static String text(Entity part) throws IOException {
        if (!(part.getBody() instanceof SingleBody body)) {
            return "";
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        body.writeTo(bytes);
        return bytes.toString(charset(part));
    }

    private static Charset charset(Entity part) {
        try {
            return part.getCharset() == null ? StandardCharsets.UTF_8 : Charset.forName(part.getCharset());
        } catch (IllegalArgumentException unknown) {
            return StandardCharsets.UTF_8;
        }
    }
}
