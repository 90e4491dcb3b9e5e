package io.reprise.ml.dataset;

import io.reprise.domain.model.audience.Pseudonym;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An action with where it came from, as it goes through the sort.
 *
 * @param rowHash of all cells of its row, so that equal rows are known without keeping them
 */
record SortedRow(ShopperAction action, long rowHash, int file, long line) {

    private static final int BYTES_ABOUT = 450;
    private static final Action[] ACTIONS = Action.values();

    /** By shopper and time; in the order of the files where both are equal. */
    static final Comparator<SortedRow> ORDER = Comparator.comparing((SortedRow r) -> r.action.shopperKey())
            .thenComparing(r -> r.action.at())
            .thenComparingInt(SortedRow::file)
            .thenComparingLong(SortedRow::line);

    int bytes() {
        return BYTES_ABOUT + 2 * action.category().length();
    }

    /** 64 bits (FNV-1a, then the finaliser of MurmurHash3). Only rows of one shopper and instant are compared by it. */
    static long hash(List<String> cells) {
        long hash = 0xcbf29ce484222325L;
        for (String cell : cells) {
            for (int i = 0; i < cell.length(); i++) {
                hash = (hash ^ cell.charAt(i)) * 0x100000001b3L;
            }
            hash = (hash ^ 0x1f) * 0x100000001b3L;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        return hash ^ (hash >>> 33);
    }

    static final ExternalSort.Form<SortedRow> FORM = new ExternalSort.Form<>() {
        @Override
        public void write(SortedRow row, DataOutputStream out) throws IOException {
            ShopperAction action = row.action;
            out.writeUTF(action.shopperKey());
            out.writeUTF(action.item());
            out.writeUTF(action.category());
            out.writeByte(action.action().ordinal());
            out.writeLong(action.at().getEpochSecond());
            out.writeInt(action.at().getNano());
            out.writeLong(action.priceCents().orElse(0));
            out.writeInt(action.units());
            out.writeUTF(action.order());
            out.writeLong(row.rowHash);
            out.writeInt(row.file);
            out.writeLong(row.line);
        }

        @Override
        public SortedRow read(DataInputStream in) throws IOException {
            String shopper = in.readUTF();
            String item = in.readUTF();
            String category = in.readUTF();
            Action action = ACTIONS[in.readByte()];
            Instant at = Instant.ofEpochSecond(in.readLong(), in.readInt());
            long price = in.readLong();
            int units = in.readInt();
            String order = in.readUTF();
            ShopperAction read = new ShopperAction(
                    shopper.isEmpty() ? Optional.empty() : Optional.of(new Pseudonym(shopper)),
                    item,
                    category,
                    action,
                    at,
                    price == 0 ? OptionalLong.empty() : OptionalLong.of(price),
                    units,
                    order);
            return new SortedRow(read, in.readLong(), in.readInt(), in.readLong());
        }
    };
}
