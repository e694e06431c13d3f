package org.trapline.takedown.notices;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.trapline.takedown.orders.OrderState;
import org.trapline.takedown.schedule.Line;
import org.trapline.takedown.schedule.LineState;
import org.trapline.takedown.schedule.Target;

/**
 * A notice, to legal staff and to its registrar alike.
 *
 * @param registrar       IANA id
 * @param part            1, or more for names whose registrar was found late
 * @param state           QUEUED, SENT, BOUNCED or WITHDRAWN; ACKNOWLEDGED from the acknowledgement on
 * @param to              the recipients, separated by commas
 * @param proof           the mail server's last reply line
 * @param attempts        how often it was given to the mail server
 * @param objections      in the order in which they came
 * @param documentSha256  of the text, lower-case hex
 * @param documentExhibit the text as an exhibit
 * @param orderState      whether the order still binds
 */
record NoticeView(
        UUID id,
        UUID order,
        OrderState orderState,
        String registrar,
        @Nullable String registrarName,
        int part,
        Notice.Channel channel,
        String state,
        String to,
        @Nullable String proof,
        int attempts,
        @Nullable Instant sentAt,
        List<String> names,
        List<Item> lines,
        Notice.@Nullable Acknowledgement acknowledgement,
        List<Objection> objections,
        String documentSha256,
        @Nullable UUID documentExhibit) {

    record Item(
            int line,
            String name,
            Target.Action action,
            Instant deadline,
            LineState state,
            @Nullable String why) {}

    /**
     * @param by    the token's subject, or "capability" for whoever held the link
     * @param names what is objected to; all names of the notice when empty
     */
    record Objection(Instant at, String by, @Nullable String reason, List<String> names) {}

    static NoticeView of(Notice n, OrderState orderState, List<Line> lines, List<NoticeAnswer> answers) {
        return new NoticeView(
                n.id(),
                n.orderId(),
                orderState,
                n.registrar(),
                n.registrarName(),
                n.part(),
                n.channel(),
                n.acknowledgement() == null ? n.delivery().name() : "ACKNOWLEDGED",
                String.join(", ", n.recipients()),
                n.proof(),
                n.attempts(),
                n.sentAt(),
                lines.stream().map(line -> line.target().value()).toList(),
                lines.stream()
                        .map(line -> new Item(
                                line.number(),
                                line.target().value(),
                                line.target().action(),
                                line.deadline(),
                                line.state(),
                                line.why()))
                        .toList(),
                n.acknowledgement(),
                answers.stream()
                        .filter(answer -> answer.kind() == NoticeAnswer.Kind.OBJECTION)
                        .map(o -> new Objection(o.at(), o.by(), o.words(), o.names()))
                        .toList(),
                n.documentSha256(),
                n.documentExhibit());
    }
}
