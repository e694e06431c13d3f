package org.trapline.evidence.vault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentWriterTest {

    private static final int BUFFER = 256 * 1024;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"1, true", "2, true", "3, true", "4, false", "5, false"})
    void theFileIsAllThatWasAppendedAndNotTakenOff(long seed, boolean direct) throws IOException {
        Random random = new Random(seed);
        Path file = directory.resolve("segment");
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        SegmentWriter writer = SegmentWriter.open(file, direct);
        assumeTrue(writer.isDirect() == direct, "this file system has no O_DIRECT");
        for (int round = 0; round < 20; round++) {
            List<byte[]> pieces = pieces(random);
            writer.append(pieces);
            if (random.nextInt(4) == 0) {
                writer.truncate(expected.size());
            } else {
                for (byte[] piece : pieces) {
                    expected.writeBytes(piece);
                }
            }
            if (random.nextInt(8) == 0) {
                writer.close();
                writer = SegmentWriter.open(file, direct);
            }
            assertThat(writer.end()).isEqualTo(expected.size());
            assertThat(Arrays.mismatch(Files.readAllBytes(file), expected.toByteArray()))
                    .as("the first byte that differs")
                    .isNegative();
        }
        writer.close();
    }

    /** Sizes around those of a block and of the buffer, where a writer of blocks goes wrong. */
    private static List<byte[]> pieces(Random random) {
        List<byte[]> pieces = new ArrayList<>();
        int number = random.nextInt(4);
        for (int i = 0; i <= number; i++) {
            int near = new int[] {0, 100, 4096, 8192, BUFFER, 2 * BUFFER}[random.nextInt(6)];
            byte[] piece = new byte[Math.max(0, near + random.nextInt(5) - 2)];
            random.nextBytes(piece);
            pieces.add(piece);
        }
        return pieces;
    }

    @Test
    void whatChangedInThePartOfABlockSinceItWasWrittenStays() throws IOException {
        Path file = directory.resolve("segment");
        try (SegmentWriter writer = SegmentWriter.open(file, true)) {
            writer.append(List.of("first".getBytes(US_ASCII)));
            try (FileChannel other = FileChannel.open(file, StandardOpenOption.WRITE)) {
                other.write(ByteBuffer.wrap("FIRST".getBytes(US_ASCII)), 0);
            }

            writer.append(List.of(new byte[10_000]));

            assertThat(Arrays.copyOf(Files.readAllBytes(file), 5)).isEqualTo("FIRST".getBytes(US_ASCII));
        }
    }

    @Test
    void whatAFaultCouldNotTakeOffIsTakenOffByTheNext() throws IOException {
        Path file = directory.resolve("segment");
        try (SegmentWriter writer = SegmentWriter.open(file, true)) {
            writer.append(List.of("kept".getBytes(US_ASCII)));
            Files.write(file, new byte[100_000], StandardOpenOption.APPEND);

            writer.append(List.of(", next".getBytes(US_ASCII)));

            assertThat(file).hasContent("kept, next");
        }
    }

    @Test
    void whatFailsHalfWayLeavesTheFileAsItWas() throws IOException {
        Path file = directory.resolve("segment");
        List<byte[]> failing = new AbstractList<>() {
            @Override
            public byte[] get(int index) {
                if (index == 2) {
                    throw new IllegalStateException("half way");
                }
                return new byte[BUFFER];
            }

            @Override
            public int size() {
                return 3;
            }
        };
        try (SegmentWriter writer = SegmentWriter.open(file, true)) {
            writer.append(List.of("kept".getBytes(US_ASCII)));

            assertThatThrownBy(() -> writer.append(failing)).hasMessage("half way");

            assertThat(writer.end()).isEqualTo(4);
            assertThat(file).hasContent("kept");
        }
    }
}
