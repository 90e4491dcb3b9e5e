package io.reprise.ml.dataset;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A row on its way through a join.
 *
 * @param key what it is joined by
 * @param line of the file it came from
 */
record JoinRow(String key, long line, List<String> cells) {

    static final Comparator<JoinRow> ORDER = Comparator.comparing(JoinRow::key).thenComparingLong(JoinRow::line);

    int bytes() {
        return 120
                + 2 * key.length()
                + cells.stream().mapToInt(c -> 60 + 2 * c.length()).sum();
    }

    static final ExternalSort.Form<JoinRow> FORM = new ExternalSort.Form<>() {
        @Override
        public void write(JoinRow row, DataOutputStream out) throws IOException {
            text(row.key, out);
            out.writeLong(row.line);
            out.writeInt(row.cells.size());
            for (String cell : row.cells) {
                text(cell, out);
            }
        }

        @Override
        public JoinRow read(DataInputStream in) throws IOException {
            String key = text(in);
            long line = in.readLong();
            int count = in.readInt();
            List<String> cells = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                cells.add(text(in));
            }
            return new JoinRow(key, line, cells);
        }

        private void text(String text, DataOutputStream out) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            out.writeInt(bytes.length);
            out.write(bytes);
        }

        private String text(DataInputStream in) throws IOException {
            return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
        }
    };
}
