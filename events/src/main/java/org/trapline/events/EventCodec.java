package org.trapline.events;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/** Events as CloudEvents 1.0 structured JSON. Unknown fields are ignored, since contracts grow by addition. */
public final class EventCodec {

    private static final String SPEC_VERSION = "1.0";

    /** What is missing comes as null: the records refuse it, but for fields that older events have not. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private EventCodec() {}

    private record Sent(String specversion, @JsonUnwrapped Event<?> event) {}

    public static String write(Event<?> event) {
        try {
            return JSON.writeValueAsString(new Sent(SPEC_VERSION, event));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(event.type() + " cannot be written as JSON", e);
        }
    }

    /** The type of an event whose data may be of several; its data is not looked at. */
    public static String type(String json) {
        try {
            JsonNode type = JSON.readTree(json).path("type");
            if (!type.isTextual()) {
                throw new IllegalArgumentException("type is missing");
            }
            return type.textValue();
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new UndecodableEvent("CloudEvents", e);
        }
    }

    /** @throws UndecodableEvent when it is not JSON, of another type, or refused by a record's own checks */
    public static <T> Event<T> read(String json, Class<T> data) {
        JavaType type = JSON.getTypeFactory().constructParametricType(Event.class, data);
        try {
            Event<T> event = JSON.readValue(json, type);
            if (event == null || !event.type().equals(data.getSimpleName())) {
                throw new IllegalArgumentException("type is " + (event == null ? "absent" : event.type()));
            }
            return event;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new UndecodableEvent(data.getSimpleName(), e);
        }
    }
}
