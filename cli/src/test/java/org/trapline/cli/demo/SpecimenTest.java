package org.trapline.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpecimenTest {
    @Test
    void everyPageSaysThatItIsNoCourtDocument() {
        List<String> lines = IntStream.range(0, 90).mapToObj(i -> "line " + i).toList();

        Specimen specimen = Specimen.of("An order", lines);

        String[] pages = new String(specimen.bytes(), StandardCharsets.UTF_8).split("\f");
        assertThat(pages).hasSize(specimen.pages()).hasSize(3);
        assertThat(pages).allMatch(page -> page.contains("SPECIMEN - NOT A COURT DOCUMENT"));
    }
}
