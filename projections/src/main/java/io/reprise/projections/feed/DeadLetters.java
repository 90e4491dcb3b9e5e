package io.reprise.projections.feed;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.WriteModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.bson.Document;
import org.bson.conversions.Bson;

/** The dead letters of one generation of a projection: in MongoDB, and all of them in memory, since they are few. */
final class DeadLetters {

    /** No projection keeps more. */
    static final int MAX = 1_000;

    private static final String COLLECTION = "view_letters";
    private static final int ERROR_CHARS_MAX = 1_000;

    private final MongoCollection<Document> documents;
    private final String projection;
    private final int generation;
    private final Map<Long, DeadLetter> letters = new ConcurrentSkipListMap<>();

    /** The first letter of each subject: it and everything after it waits. */
    private final Map<String, Long> firsts = new ConcurrentHashMap<>();

    DeadLetters(MongoDatabase database, String projection, int generation) {
        this.documents = database.getCollection(COLLECTION);
        this.projection = projection;
        this.generation = generation;
        load();
    }

    /** Takes what is stored for what there is. */
    void load() {
        letters.clear();
        firsts.clear();
        for (Document document : documents.find(ofGeneration(projection, generation))) {
            remember(read(document));
        }
    }

    private static Bson ofGeneration(String projection, int generation) {
        return Filters.and(Filters.eq("projection", projection), Filters.eq("generation", generation));
    }

    /** Letters of the generation that is read, for a server that does not feed it. */
    static List<DeadLetter> stored(MongoDatabase database, String projection, int generation) {
        List<DeadLetter> all = new ArrayList<>();
        database.getCollection(COLLECTION)
                .find(ofGeneration(projection, generation))
                .map(DeadLetters::read)
                .into(all);
        all.sort(Comparator.comparingLong(DeadLetter::position));
        return all;
    }

    private void remember(DeadLetter letter) {
        letters.put(letter.position(), letter);
        firsts.merge(letter.subject(), letter.position(), Math::min);
    }

    List<DeadLetter> all() {
        return List.copyOf(letters.values());
    }

    List<DeadLetter> of(String subject) {
        return letters.values().stream()
                .filter(letter -> letter.subject().equals(subject))
                .toList();
    }

    Optional<DeadLetter> find(long position) {
        return Optional.ofNullable(letters.get(position));
    }

    int size() {
        return letters.size();
    }

    /** Whether an event of the subject has to wait. */
    boolean holdBack(String subject, long position) {
        Long first = firsts.get(subject);
        return first != null && position >= first;
    }

    /**
     * From now on the subject waits; the letter is stored by {@link #store}.
     *
     * @return false where the event is parked already
     */
    boolean park(DeadLetter letter) {
        if (letters.containsKey(letter.position())) {
            return false;
        }
        remember(letter);
        return true;
    }

    /** Letters of generations that are no more. */
    static void sweep(MongoDatabase database, String projection, List<Integer> generations) {
        database.getCollection(COLLECTION)
                .deleteMany(Filters.and(Filters.eq("projection", projection), Filters.nin("generation", generations)));
    }

    /** Stores letters, all in one round trip; storing one again changes nothing. */
    void store(Collection<DeadLetter> some) {
        if (some.isEmpty()) {
            return;
        }
        List<WriteModel<Document>> writes = new ArrayList<>(some.size());
        for (DeadLetter letter : some) {
            remember(letter);
            writes.add(new ReplaceOneModel<>(
                    Filters.eq("_id", id(letter.position())), write(letter), new ReplaceOptions().upsert(true)));
        }
        documents.bulkWrite(writes);
    }

    void remove(DeadLetter letter) {
        documents.deleteOne(Filters.eq("_id", id(letter.position())));
        letters.remove(letter.position());
        firsts.remove(letter.subject());
        of(letter.subject()).stream().findFirst().ifPresent(next -> firsts.put(next.subject(), next.position()));
    }

    void removeAll() {
        documents.deleteMany(ofGeneration(projection, generation));
        letters.clear();
        firsts.clear();
    }

    private String id(long position) {
        return projection + "/" + generation + "/" + position;
    }

    private Document write(DeadLetter letter) {
        return new Document("_id", id(letter.position()))
                .append("projection", projection)
                .append("generation", generation)
                .append("position", letter.position())
                .append("subject", letter.subject())
                .append("event", letter.event())
                .append(
                        "error",
                        letter.error().substring(0, Math.min(letter.error().length(), ERROR_CHARS_MAX)))
                .append("since", Date.from(letter.since()))
                .append("attempts", letter.attempts());
    }

    private static DeadLetter read(Document document) {
        return new DeadLetter(
                document.getString("projection"),
                document.getLong("position"),
                document.getString("subject"),
                document.getString("event"),
                document.getString("error"),
                document.getDate("since").toInstant(),
                document.getInteger("attempts"));
    }
}
