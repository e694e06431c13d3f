package org.trapline.cli.demo;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A document made for the demonstration, plain text with form feeds between the pages. Each page says what it is not.
 *
 * @param pages number of pages
 */
record Specimen(String title, byte[] bytes, int pages) {
    static final String WARNING = "SPECIMEN - NOT A COURT DOCUMENT";
    private static final int LINES_ON_A_PAGE = 40;

    static Specimen of(String title, List<String> lines) {
        StringBuilder text = new StringBuilder();
        int pages = 0;
        for (int from = 0; from == 0 || from < lines.size(); from += LINES_ON_A_PAGE) {
            pages++;
            text.append(pages > 1 ? "\f" : "")
                    .append(WARNING)
                    .append("\n\n")
                    .append(title)
                    .append(" - page ")
                    .append(pages)
                    .append("\n\n");
            lines.subList(from, Math.min(lines.size(), from + LINES_ON_A_PAGE))
                    .forEach(line -> text.append(line).append('\n'));
            text.append("\nInvented for a demonstration: no such person, company, court or site exists.\n")
                    .append(WARNING)
                    .append('\n');
        }
        return new Specimen(title, text.toString().getBytes(StandardCharsets.UTF_8), pages);
    }

    String sha256() {
        return TrapMessage.sha256(bytes);
    }
}
