package org.trapline.takedown.notices;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.trapline.takedown.cases.CourtCase;
import org.trapline.takedown.evidence.Exhibits;
import org.trapline.takedown.orders.Order;
import org.trapline.takedown.orders.OrderContent;
import org.trapline.takedown.schedule.Line;

/**
 * The words of a notice, for a clerk who has never heard of us: who orders what by which court, each name with its action
 * and deadline, how to check that it is genuine and how to answer. The link to answer by is not part of it, since whoever
 * holds that can answer.
 *
 * @param to       the registrar
 * @param document the text, every line ended by a line feed
 * @param csv      the schedule for machines (RFC 4180)
 */
record NoticeText(UUID id, UUID order, Line.Addressee to, String document, String csv) {

    static final String SPECIMEN = "SPECIMEN - NOT A COURT DOCUMENT";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    /** @param specimen whether it is a demonstration and must say so */
    static NoticeText of(
            UUID id, Order order, CourtCase inCase, Line.Addressee to, List<Line> lines, boolean specimen) {
        return new NoticeText(id, order.id(), to, document(id, order, inCase, to, lines, specimen), csv(lines));
    }

    String sha256() {
        return Exhibits.sha256(document.getBytes(StandardCharsets.UTF_8));
    }

    private static String document(
            UUID id, Order order, CourtCase inCase, Line.Addressee to, List<Line> lines, boolean specimen) {
        OrderContent content = order.content();
        Order.EnteredPaper paper = order.paper();
        CourtCase.Court court = inCase.court();
        OrderContent.Attorney attorney = content.attorney();
        StringBuilder text = new StringBuilder();
        if (specimen) {
            line(text, SPECIMEN);
            line(text, "");
        }
        line(text, "NOTICE OF A COURT ORDER");
        line(text, "To: " + (to.name() == null ? "the registrar" : to.name()) + " (IANA id " + to.registrar() + ")");
        line(text, "");
        line(
                text,
                "Court: " + court.name() + ", " + court.division() + " (" + court.level() + ", " + court.state() + ")");
        line(text, "Case: " + inCase.title());
        line(text, "Docket: " + paper.docket());
        line(text, "Judge: " + paper.judge());
        line(text, "Order: " + content.type() + ", entered " + time(paper.enteredAt()));
        line(text, "Legal basis: " + String.join("; ", content.legalBasis()));
        line(text, "In effect from " + time(content.effectiveAt()) + " until " + time(content.expiresAt()));
        line(text, "");
        line(text, "You are the registrar of record of the names below and are ordered to do the following:");
        line(text, "");
        for (Line ordered : lines) {
            line(text, "  " + ordered.target().value());
            line(text, "    action:   " + ordered.target().action() + " - " + meaning(ordered));
            line(text, "    deadline: " + time(ordered.deadline()));
            line(text, "    reasons:  " + ordered.target().reasons());
        }
        line(text, "");
        line(text, "The same list is attached as schedule.csv.");
        line(text, "");
        line(text, "TO CHECK THAT THIS IS GENUINE");
        line(
                text,
                "Ask the clerk of the court for docket " + paper.docket() + ". The certified copy has "
                        + paper.copyPages() + " page(s) and the SHA-256");
        line(text, paper.copySha256());
        line(text, "Call the issuing office by a number that you find yourself, not by one in this message.");
        line(text, "");
        line(text, "TO ANSWER");
        line(
                text,
                "Acknowledge, report what you have done, or object in the portal; each registrar sees its own notices");
        line(text, "only. Report to: " + content.reportTo());
        line(text, "To object: " + content.redress());
        line(text, "");
        if (attorney != null) {
            line(text, "Issued by " + attorney.name() + ", bar no. " + attorney.barNumber() + ", " + attorney.office());
            line(text, attorney.phone() + ", " + attorney.email());
        }
        line(text, "Technical contact at any hour: " + content.technicalContact());
        line(text, "Notice " + id);
        if (specimen) {
            line(text, "");
            line(text, SPECIMEN);
        }
        return text.toString();
    }

    private static String meaning(Line ordered) {
        return switch (ordered.target().action()) {
            case HOLD -> "set clientHold, clientTransferProhibited, clientDeleteProhibited, clientUpdateProhibited";
            case LOCK -> "set clientTransferProhibited, clientDeleteProhibited, clientUpdateProhibited";
            case REDIRECT_NS, SINKHOLE ->
                "remove DS records, delegate to "
                        + String.join(", ", ordered.target().nameservers());
            case PRESERVE_ONLY -> "preserve all records, change nothing";
            case FREEZE, ANSWER -> throw new IllegalStateException("not for a registrar");
        };
    }

    private static String csv(List<Line> lines) {
        StringBuilder csv = new StringBuilder();
        try (CSVPrinter printer = new CSVPrinter(csv, CSVFormat.RFC4180)) {
            printer.printRecord("name", "action", "deadline", "targets");
            for (Line line : lines) {
                printer.printRecord(
                        line.target().value(),
                        line.target().action(),
                        line.deadline(),
                        String.join(" ", line.target().nameservers()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return csv.toString();
    }

    private static String time(@Nullable Instant at) {
        return at == null ? "-" : TIME.format(at);
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append('\n');
    }
}
