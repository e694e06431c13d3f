package org.trapline.takedown.notices;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class NoticeAnswers implements PanacheRepositoryBase<NoticeAnswer, Long> {

    /** In the order in which they came. */
    List<NoticeAnswer> to(UUID notice) {
        return list("noticeId = ?1 order by seq", notice);
    }

    /** While the notice is locked; the last answer sent again is one answer. */
    void add(UUID notice, NoticeAnswer answer) {
        List<NoticeAnswer> earlier = to(notice);
        if (earlier.isEmpty() || !answer.repeats(earlier.get(earlier.size() - 1))) {
            persist(answer);
        }
    }
}
