package org.trapline.defaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlainStringsTest {

    private final ObjectMapper mapper = new ObjectMapper();

    record Wish(String name, List<String> domains) {}

    @BeforeEach
    void customized() {
        new PlainStrings().customize(mapper);
    }

    @Test
    void readsOtherStringsAsTheyAre() throws JsonProcessingException {
        Wish wish = mapper.readValue("{\"name\":\"pr\\u00fcf\\t\",\"domains\":[\"a.example\"]}", Wish.class);

        assertThat(wish).isEqualTo(new Wish("pr\u00fcf\t", List.of("a.example")));
        assertThat(mapper.convertValue(null, String.class)).isNull();
    }

    @Test
    void namesTheFieldThatHasTheCharacter() {
        assertThatThrownBy(() -> mapper.readValue("{\"name\":\"a\\u0000b\"}", Wish.class))
                .isInstanceOfSatisfying(
                        InvalidFormatException.class,
                        e -> assertThat(e.getPath().get(0).getFieldName()).isEqualTo("name"));
        assertThatThrownBy(() -> mapper.readValue("{\"domains\":[\"ok\",\"\\u0000\"]}", Wish.class))
                .isInstanceOfSatisfying(InvalidFormatException.class, e -> {
                    assertThat(e.getPath().get(0).getFieldName()).isEqualTo("domains");
                    assertThat(e.getPath().get(1).getIndex()).isEqualTo(1);
                });
    }
}
