package io.reprise.projections.transparency;

import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import io.reprise.domain.model.proof.SignedNote;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;

/** Checkpoints as documents: {@code _id} size, {@code note}, {@code subtrees}. */
public final class MongoCheckpoints implements CheckpointStore {

    private final MongoCollection<Document> documents;

    public MongoCheckpoints(MongoDatabase database) {
        documents = database.getCollection("checkpoints")
                .withReadConcern(ReadConcern.MAJORITY)
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
    }

    @Override
    public void put(SignedCheckpoint checkpoint) {
        long size = checkpoint.checkpoint().size();
        documents.replaceOne(
                Filters.eq("_id", size),
                new Document("_id", size)
                        .append("note", checkpoint.note().toString())
                        .append("subtrees", checkpoint.subtrees()),
                new ReplaceOptions().upsert(true));
    }

    @Override
    public List<SignedCheckpoint> all() {
        return documents
                .find()
                .sort(Sorts.ascending("_id"))
                .map(MongoCheckpoints::read)
                .into(new ArrayList<>());
    }

    @Override
    public List<SignedCheckpoint> before(long size, int max) {
        return documents
                .find(Filters.lt("_id", size))
                .sort(Sorts.descending("_id"))
                .limit(max)
                .map(MongoCheckpoints::read)
                .into(new ArrayList<>());
    }

    private static SignedCheckpoint read(Document document) {
        return new SignedCheckpoint(
                SignedNote.parse(document.getString("note")), document.getList("subtrees", String.class));
    }
}
