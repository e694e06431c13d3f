package org.trapline.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventContractTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<Class<?>> types() {
        return Stream.of(
                ExhibitsRecorded.class,
                ExhibitBlocked.class,
                SiteAdvertised.class,
                OperatorRevised.class,
                OperatorReviewed.class,
                MatterAccessChanged.class);
    }

    @ParameterizedTest
    @MethodSource("types")
    void readsTheGoldenSampleAndWritesItAgainUnchanged(Class<?> type) throws IOException {
        String sample = sample(type);

        String written = EventCodec.write(EventCodec.read(sample, type));

        assertThat(JSON.readTree(written)).isEqualTo(JSON.readTree(sample));
    }

    @ParameterizedTest
    @MethodSource("types")
    void whatIsWrittenFitsTheSchema(Class<?> type) {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(resource("/schemas/" + type.getSimpleName() + ".json"), InputFormat.JSON);

        String written = EventCodec.write(EventCodec.read(sample(type), type));

        assertThat(schema.validate(written, InputFormat.JSON)).isEmpty();
        assertThat(schema.validate(written.replace("\"data\"", "\"dat\""), InputFormat.JSON))
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void ignoresFieldsThatALaterVersionAdds(Class<?> type) {
        String sample = sample(type);

        Event<?> event = EventCodec.read(sample.replaceFirst("\\{", "{\"added\":{\"later\":1},"), type);

        assertThat(event).isEqualTo(EventCodec.read(sample, type));
    }

    @Test
    void readsAdvertsOfExhibitsInMattersAndEventsFromBeforeThem() throws IOException {
        String sample = resource("/samples/SiteAdvertised.2.json");
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(resource("/schemas/SiteAdvertised.json"), InputFormat.JSON);

        String written = EventCodec.write(EventCodec.read(sample, SiteAdvertised.class));

        assertThat(JSON.readTree(written)).isEqualTo(JSON.readTree(sample));
        assertThat(schema.validate(written, InputFormat.JSON)).isEmpty();
        assertThat(EventCodec.read(sample(SiteAdvertised.class), SiteAdvertised.class)
                        .data()
                        .inMatters())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"site", "from", "to", "adverts", "position", "exhibit", "host", "id", "type", "subject", "time"})
    void refusesAnEventThatLacksAField(String field) {
        String sample = sample(SiteAdvertised.class);

        assertThatThrownBy(
                        () -> EventCodec.read(sample.replace("\"" + field + "\":", "\"other\":"), SiteAdvertised.class))
                .isInstanceOf(UndecodableEvent.class);
    }

    @Test
    void refusesWhatIsNotTheEvent() {
        String sites = sample(SiteAdvertised.class);

        assertThatThrownBy(() -> EventCodec.read(sites, ExhibitsRecorded.class))
                .isInstanceOf(UndecodableEvent.class)
                .hasMessageContaining("ExhibitsRecorded");
        assertThatThrownBy(() -> EventCodec.read("\0 not json", SiteAdvertised.class))
                .isInstanceOf(UndecodableEvent.class);
        assertThatThrownBy(() -> EventCodec.read("null", SiteAdvertised.class)).isInstanceOf(UndecodableEvent.class);
        assertThatThrownBy(() -> EventCodec.read(sites.replace("\"to\": 2", "\"to\": 0"), SiteAdvertised.class))
                .isInstanceOf(UndecodableEvent.class)
                .hasMessageContaining("is not a range");
        assertThatThrownBy(() -> EventCodec.type("{}")).isInstanceOf(UndecodableEvent.class);
    }

    @Test
    void tellsTheTypeOfAnEventBeforeItsDataIsRead() {
        assertThat(EventCodec.type(sample(OperatorReviewed.class))).isEqualTo("OperatorReviewed");
    }

    private static String sample(Class<?> type) {
        return resource("/samples/" + type.getSimpleName() + ".1.json");
    }

    private static String resource(String name) {
        try (InputStream in = EventContractTest.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
