package org.trapline.takedown.notices;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.trapline.takedown.orders.OrderState;
import org.trapline.takedown.orders.Orders;
import org.trapline.takedown.schedule.Line;
import org.trapline.takedown.schedule.Lines;
import org.trapline.takedown.schedule.TargetName;

/** What a registrar can do with a notice that it may see, however it came to it. */
@ApplicationScoped
class Portal {

    private static final Logger LOG = Logger.getLogger(Portal.class);

    private final NoticeRepository notices;
    private final NoticeAnswers answers;
    private final Orders orders;
    private final Lines lines;
    private final Clock clock;

    Portal(NoticeRepository notices, NoticeAnswers answers, Orders orders, Lines lines, Clock clock) {
        this.notices = notices;
        this.answers = answers;
        this.orders = orders;
        this.lines = lines;
        this.clock = clock;
    }

    NoticeView view(Notice notice) {
        return NoticeView.of(notice, stateOf(notice), lines.onNotice(notice.id()), answers.to(notice.id()));
    }

    /**
     * A second acknowledgement is answered as the first was and changes nothing. One that comes after the order has ended
     * is kept, since it shows that the notice was read, and moves no line.
     */
    @Transactional
    NoticeView acknowledge(UUID noticeId, String by, @Nullable String reference) {
        Notice notice = notices.locked(noticeId).orElseThrow(NoSuchNotice::new);
        Instant now = clock.instant();
        if (notice.acknowledge(new Notice.Acknowledgement(now, by, reference))) {
            keep(noticeId, NoticeAnswer.Kind.ACKNOWLEDGEMENT, now, by, reference, List.of());
            if (stateOf(notice).inForce()) {
                lines.lockedOnNotice(noticeId).forEach(line -> line.acknowledged(now));
            }
            LOG.infof(
                    "notice acknowledged notice=%s order=%s matter=%s by=%s",
                    noticeId, notice.orderId(), notice.matter(), by);
        }
        return view(notice);
    }

    /** The registrar says that it has done what was ordered; the platform still looks for itself. */
    @Transactional
    NoticeView claimEffect(UUID noticeId, String by, @Nullable List<String> names) {
        Notice notice = notices.locked(noticeId).orElseThrow(NoSuchNotice::new);
        requireInForce(notice);
        Instant now = clock.instant();
        List<String> about = names == null ? List.of() : names;
        List<Line> claimed = named(noticeId, about);
        keep(noticeId, NoticeAnswer.Kind.EFFECT, now, by, null, about);
        claimed.forEach(line -> line.effectClaimed(now));
        LOG.infof(
                "effect claimed notice=%s lines=%d order=%s matter=%s by=%s",
                noticeId, claimed.size(), notice.orderId(), notice.matter(), by);
        return view(notice);
    }

    @Transactional
    NoticeView object(UUID noticeId, String by, Answer.Objection objection) {
        Notice notice = notices.locked(noticeId).orElseThrow(NoSuchNotice::new);
        requireInForce(notice);
        Instant now = clock.instant();
        List<String> names = objection.names() == null ? List.of() : objection.names();
        List<Line> objected = named(noticeId, names);
        keep(noticeId, NoticeAnswer.Kind.OBJECTION, now, by, objection.reason(), names);
        objected.forEach(line -> line.objected(objection.reason(), now));
        LOG.infof(
                "objection made notice=%s lines=%d order=%s matter=%s by=%s",
                noticeId, objected.size(), notice.orderId(), notice.matter(), by);
        return view(notice);
    }

    private void keep(
            UUID notice, NoticeAnswer.Kind kind, Instant at, String by, @Nullable String words, List<String> names) {
        answers.add(notice, new NoticeAnswer(notice, kind, at, by, words, names));
    }

    /** @throws NamesNotOnNotice when one of them is not on it */
    private List<Line> named(UUID notice, List<String> names) {
        List<Line> all = lines.lockedOnNotice(notice);
        if (names.isEmpty()) {
            return all;
        }
        Set<String> known = all.stream().map(line -> line.target().comparable()).collect(Collectors.toSet());
        List<String> strangers = names.stream()
                .filter(name -> !known.contains(TargetName.comparable(name)))
                .toList();
        if (!strangers.isEmpty()) {
            throw new NamesNotOnNotice(strangers);
        }
        Set<String> wanted = names.stream().map(TargetName::comparable).collect(Collectors.toSet());
        return all.stream()
                .filter(line -> wanted.contains(line.target().comparable()))
                .toList();
    }

    private void requireInForce(Notice notice) {
        OrderState state = stateOf(notice);
        if (!state.inForce()) {
            throw new OrderNotInForce(state);
        }
    }

    private OrderState stateOf(Notice notice) {
        return orders.findById(notice.orderId()).state();
    }
}
