package io.reprise.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ByteLinesTest {

    private static List<String> lines(InputStream in, int buffer) throws IOException {
        List<String> lines = new ArrayList<>();
        ByteLines all = new ByteLines(in, buffer);
        while (all.next()) {
            lines.add(new String(all.bytes(), all.from(), all.to() - all.from(), StandardCharsets.UTF_8));
        }
        assertThat(all.next()).as("nothing comes after the end").isFalse();
        return lines;
    }

    /** A few bytes at once, as from a network. */
    private static InputStream inPieces(byte[] bytes, int piece) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int at, int length) {
                return super.read(into, at, Math.min(length, piece));
            }
        };
    }

    @Test
    void a_text_is_divided_as_a_reader_divides_it_however_it_comes() throws IOException {
        SplittableRandom random = new SplittableRandom(7);
        String pieces = "ab{}ë \n\r";
        for (int n = 0; n < 5_000; n++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(40); length > 0; length--) {
                text.append(pieces.charAt(random.nextInt(pieces.length())));
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            List<String> expected = new BufferedReader(new StringReader(text.toString()))
                    .lines()
                    .toList();
            int buffer = 1 + random.nextInt(8);
            int piece = 1 + random.nextInt(8);
            assertThat(lines(inPieces(bytes, piece), buffer))
                    .as("'%s' in buffers of %d by %d", text, buffer, piece)
                    .isEqualTo(expected);
        }
    }

    @Test
    void names_are_found_in_the_midst_of_bytes_and_no_others() {
        ByteNames<Integer> names = new ByteNames<>(Map.of("lamp", 1, "vase", 2, "zoë", 3));
        byte[] bytes = "a lamp zoë lam".getBytes(StandardCharsets.UTF_8);
        assertThat(names.get(bytes, 2, 6)).isEqualTo(1);
        assertThat(names.get(bytes, 7, 11)).isEqualTo(3);
        assertThat(names.get(bytes, 12, 15)).isNull();
        assertThat(names.get(bytes, 0, 0)).isNull();
    }
}
