package io.reprise.ml.behaviour;

import io.reprise.ml.dataset.ExternalSort;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;

/**
 * What one source says about one field of one shopper.
 *
 * @param shopper pseudonym
 * @param observedAt {@link Instant#EPOCH} where the source does not say when
 * @param rank of the source on the command line, 0 first
 */
record ProfileFact(String shopper, String field, String value, String source, Instant observedAt, int rank) {

    /** The fact that counts comes first: the latest, and of equally late ones that of the source named first. */
    static final Comparator<ProfileFact> ORDER = Comparator.comparing(ProfileFact::shopper)
            .thenComparing(ProfileFact::field)
            .thenComparing(ProfileFact::observedAt, Comparator.reverseOrder())
            .thenComparingInt(ProfileFact::rank);

    int bytes() {
        return 300 + 2 * value.length();
    }

    static final ExternalSort.Form<ProfileFact> FORM = new ExternalSort.Form<>() {
        @Override
        public void write(ProfileFact fact, DataOutputStream out) throws IOException {
            out.writeUTF(fact.shopper);
            out.writeUTF(fact.field);
            out.writeUTF(fact.value);
            out.writeUTF(fact.source);
            out.writeLong(fact.observedAt.toEpochMilli());
            out.writeInt(fact.rank);
        }

        @Override
        public ProfileFact read(DataInputStream in) throws IOException {
            return new ProfileFact(
                    in.readUTF(),
                    in.readUTF(),
                    in.readUTF(),
                    in.readUTF(),
                    Instant.ofEpochMilli(in.readLong()),
                    in.readInt());
        }
    };
}
