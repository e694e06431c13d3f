package org.trapline.takedown.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.trapline.takedown.cases.CourtCase.Court;
import org.trapline.takedown.orders.Order.Person;
import org.trapline.takedown.orders.OrderState.Act;
import org.trapline.takedown.schedule.Target;

class OrderStateTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Person DRAFTER = new Person("s-1", "legal1");
    private static final Person OTHER = new Person("s-2", "legal2");
    private static final Court COURT = new Court("Court of Example", "superior", "EX", "civil");

    private static final Map<Act, Consumer<Order>> DO = Map.of(
            Act.EDIT, o -> o.edit(content("a.example", "b.example"), DRAFTER),
            Act.APPROVE, o -> o.approve(OTHER, NOW),
            Act.FILE, o -> o.file(COURT, basis(), NOW),
            Act.ENTER, o -> o.enter(entry("a.example", "b.example")),
            Act.DENY, o -> o.deny("not shown", NOW),
            Act.SERVE, o -> o.beginService(NOW),
            Act.VACATE, o -> o.vacate("moot", NOW),
            Act.EXPIRE, o -> o.expire(NOW));

    private static final Map<OrderState, List<Act>> WAY = Map.of(
            OrderState.DRAFT, List.of(),
            OrderState.APPROVED, List.of(Act.APPROVE),
            OrderState.FILED, List.of(Act.APPROVE, Act.FILE),
            OrderState.ENTERED, List.of(Act.APPROVE, Act.FILE, Act.ENTER),
            OrderState.DENIED, List.of(Act.APPROVE, Act.FILE, Act.DENY),
            OrderState.SERVED, List.of(Act.APPROVE, Act.FILE, Act.ENTER, Act.SERVE),
            OrderState.EXPIRED, List.of(Act.APPROVE, Act.FILE, Act.ENTER, Act.EXPIRE),
            OrderState.VACATED, List.of(Act.APPROVE, Act.FILE, Act.ENTER, Act.SERVE, Act.VACATE));

    private static final Map<OrderState, Set<Act>> LAWFUL = Map.of(
            OrderState.DRAFT, EnumSet.of(Act.EDIT, Act.APPROVE),
            OrderState.APPROVED, EnumSet.of(Act.FILE),
            OrderState.FILED, EnumSet.of(Act.ENTER, Act.DENY),
            OrderState.ENTERED, EnumSet.of(Act.SERVE, Act.VACATE, Act.EXPIRE),
            OrderState.DENIED, EnumSet.noneOf(Act.class),
            OrderState.SERVED, EnumSet.of(Act.VACATE, Act.EXPIRE),
            OrderState.EXPIRED, EnumSet.noneOf(Act.class),
            OrderState.VACATED, EnumSet.noneOf(Act.class));

    static Stream<Arguments> illegalTransitions() {
        return Stream.of(OrderState.values())
                .flatMap(state -> EnumSet.complementOf(EnumSet.copyOf(withOne(LAWFUL.get(state)))).stream()
                        .map(act -> Arguments.of(state, act)));
    }

    /** EnumSet.copyOf of an empty collection has no type. */
    private static Set<Act> withOne(Set<Act> acts) {
        return acts.isEmpty() ? EnumSet.noneOf(Act.class) : acts;
    }

    @ParameterizedTest
    @MethodSource("illegalTransitions")
    void refusesEveryIllegalTransitionAndStaysAsItWas(OrderState state, Act act) {
        Order order = orderIn(state);

        assertThatThrownBy(() -> DO.get(act).accept(order)).isInstanceOfSatisfying(IllegalTransition.class, refusal -> {
            assertThat(refusal.state()).isEqualTo(state);
            assertThat(refusal.act()).isEqualTo(act);
            assertThat(Set.copyOf(refusal.allowed())).isEqualTo(LAWFUL.get(state));
        });
        assertThat(order.state()).isEqualTo(state);
    }

    static Stream<Arguments> lawfulTransitions() {
        return Stream.of(OrderState.values())
                .flatMap(state -> LAWFUL.get(state).stream().map(act -> Arguments.of(state, act)));
    }

    @ParameterizedTest
    @MethodSource("lawfulTransitions")
    void allowsEveryLawfulTransition(OrderState state, Act act) {
        Order order = orderIn(state);

        DO.get(act).accept(order);

        assertThat(order.state()).isNotNull();
    }

    @Test
    void rejectsApprovalByItsDrafterUnderWhateverName() {
        Order order = orderIn(OrderState.DRAFT);

        assertThatThrownBy(() -> order.approve(new Person("s-1", "renamed"), NOW))
                .isInstanceOf(DrafterCannotApprove.class);
        assertThat(order.state()).isEqualTo(OrderState.DRAFT);
    }

    @Test
    void rejectsApprovalByWhoeverChangedTheDraft() {
        Order order = orderIn(OrderState.DRAFT);
        order.edit(content("c.example"), OTHER);

        assertThatThrownBy(() -> order.approve(OTHER, NOW)).isInstanceOf(DrafterCannotApprove.class);

        order.approve(new Person("s-3", "legal3"), NOW);
        assertThat(order.state()).isEqualTo(OrderState.APPROVED);
    }

    @Test
    void refusesFilingWithTheListOfEmptyFields() {
        Target bare = new Target(
                Target.Kind.DOMAIN, "a.example", Target.Action.SINKHOLE, List.of(), null, " ", List.of(), null);
        Order order = new Order(
                UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), withTargets(List.of(bare)), DRAFTER, NOW);
        order.approve(OTHER, NOW);

        assertThatThrownBy(() -> order.checkReadyToFile(new Court("Court", null, "EX", "")))
                .isInstanceOfSatisfying(OrderIncomplete.class, refusal -> assertThat(refusal.missing())
                        .containsExactly(
                                "court.level",
                                "court.division",
                                "targets[0].reasons",
                                "targets[0].exhibits",
                                "targets[0].nameservers"));
    }

    @Test
    void tellsWhichFiledNamesTheCourtStruckHoweverItSpellsTheOthers() {
        Order order = orderIn(OrderState.FILED);

        Set<Target> struck = order.enter(entry("A.Example."));

        assertThat(struck).extracting(Target::value).containsExactly("b.example");
    }

    @Test
    void refusesAnEntryThatBindsANameWhichWasNotFiled() {
        Order order = orderIn(OrderState.FILED);

        assertThatThrownBy(() -> order.enter(entry("a.example", "c.example")))
                .isInstanceOfSatisfying(NamesNotFiled.class, refusal -> assertThat(refusal.names())
                        .containsExactly("c.example"));
        assertThat(order.state()).isEqualTo(OrderState.FILED);
    }

    private static Order orderIn(OrderState state) {
        Order order = new Order(
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                content("a.example", "b.example"),
                DRAFTER,
                NOW);
        WAY.get(state).forEach(act -> DO.get(act).accept(order));
        assertThat(order.state()).isEqualTo(state);
        return order;
    }

    private static OrderContent content(String... names) {
        return withTargets(Stream.of(names)
                .map(name -> new Target(
                        Target.Kind.DOMAIN,
                        name,
                        Target.Action.HOLD,
                        List.of(),
                        null,
                        "advertised in trap mail",
                        List.of(UUID.randomUUID()),
                        null))
                .toList());
    }

    private static OrderContent withTargets(List<Target> targets) {
        return new OrderContent(
                OrderContent.Type.TRO,
                List.of("15 USC 7704(a)(1)"),
                new OrderContent.Attorney("A. Attorney", "1", "Office", "+1", "a@office.example"),
                "noc@office.example",
                "reports@office.example",
                "by motion",
                NOW,
                NOW.plusSeconds(10),
                NOW.plusSeconds(20),
                List.of(),
                targets);
    }

    private static Frozen basis() {
        return new Frozen(NOW, List.of(), List.of());
    }

    private static Entry entry(String... names) {
        return new Entry("26-0001", "J. Judge", NOW, new Entry.CertifiedCopy("0".repeat(64), 3), List.of(names));
    }
}
