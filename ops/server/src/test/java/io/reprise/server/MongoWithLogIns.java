package io.reprise.server;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import de.bwaldvogel.mongo.wire.message.MongoQuery;
import io.netty.channel.Channel;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A MongoDB that asks for log-ins, in front of one that does not: on each connection everything but {@code hello} and the log-in
 * itself is refused as mongod does, until somebody has logged in there with SCRAM-SHA-256.
 *
 * @see <a href="https://github.com/mongodb/specifications/blob/master/source/auth/auth.md">MongoDB's specification of log-ins</a>
 */
final class MongoWithLogIns implements MongoBackend {

    static final String MECHANISM = "SCRAM-SHA-256";

    private static final Set<String> HELLO = Set.of("hello", "ismaster");
    private static final int CONVERSATION = 1;

    private final MongoBackend guarded;
    private final String source;
    private final Map<String, ScramLogIn.Kept> people;
    private final Map<Channel, ScramLogIn> logIns = new ConcurrentHashMap<>();
    private final Set<Channel> loggedIn = ConcurrentHashMap.newKeySet();
    private final Set<String> granted = ConcurrentHashMap.newKeySet();

    /** @param source database in which the people are kept */
    MongoWithLogIns(MongoBackend guarded, String source, Map<String, ScramLogIn.Kept> people) {
        this.guarded = guarded;
        this.source = source;
        this.people = people;
    }

    /** From now on nobody may use any other databases than these. */
    void grantOnly(String database) {
        granted.add(database);
    }

    /** How many connections somebody is logged in on. */
    int loggedIn() {
        return loggedIn.size();
    }

    @Override
    public Document handleMessage(MongoMessage message) {
        return answer(
                message.getChannel(),
                message.getDatabaseName(),
                message.getDocument(),
                () -> guarded.handleMessage(message));
    }

    @Override
    public Document handleCommand(Channel channel, String database, String command, Document query) {
        return answer(channel, database, query, () -> guarded.handleCommand(channel, database, command, query));
    }

    private interface Guarded {
        Document answer();
    }

    private Document answer(Channel channel, String database, Document asked, Guarded behind) {
        String command = asked.keySet().iterator().next();
        if (HELLO.contains(command.toLowerCase(Locale.ROOT))) {
            return hello(channel, asked, behind.answer());
        }
        switch (command) {
            case "saslStart" -> {
                return begin(channel, database, asked)
                        .orElseThrow(() -> new MongoServerError(18, "AuthenticationFailed", "Authentication failed."))
                        .append("ok", 1.0);
            }
            case "saslContinue" -> {
                return finish(channel, asked);
            }
            default -> {
                // Below.
            }
        }
        if (!loggedIn.contains(channel)) {
            throw new MongoServerError(13, "Unauthorized", "command " + command + " requires authentication");
        }
        if (!granted.isEmpty() && !granted.contains(database)) {
            throw new MongoServerError(
                    13, "Unauthorized", "not authorized on " + database + " to execute command " + command);
        }
        return behind.answer();
    }

    /** Says how somebody may log in, and begins at once where the client guessed how. */
    private Document hello(Channel channel, Document asked, Document answer) {
        if (asked.get("saslSupportedMechs") instanceof String person
                && person.startsWith(source + ".")
                && people.containsKey(person.substring(source.length() + 1))) {
            answer.append("saslSupportedMechs", List.of(MECHANISM));
        }
        if (asked.get("speculativeAuthenticate") instanceof Document start) {
            begin(channel, (String) start.get("db"), start)
                    .ifPresent(begun -> answer.append("speculativeAuthenticate", begun));
        }
        return answer;
    }

    private Optional<Document> begin(Channel channel, String database, Document asked) {
        if (!MECHANISM.equals(asked.get("mechanism")) || !source.equals(database)) {
            return Optional.empty();
        }
        Optional<ScramLogIn> logIn = ScramLogIn.begin(payload(asked), people);
        logIn.ifPresent(begun -> logIns.put(channel, begun));
        return logIn.map(begun -> conversation(false, begun.challenge()));
    }

    private Document finish(Channel channel, Document asked) {
        byte[] proof = Optional.ofNullable(logIns.remove(channel))
                .flatMap(begun -> begun.finish(payload(asked)))
                .orElseThrow(() -> new MongoServerError(18, "AuthenticationFailed", "Authentication failed."));
        loggedIn.add(channel);
        return conversation(true, proof).append("ok", 1.0);
    }

    private static byte[] payload(Document asked) {
        return asked.get("payload") instanceof BinData data ? data.getData() : (byte[]) asked.get("payload");
    }

    private static Document conversation(boolean isDone, byte[] payload) {
        return new Document("conversationId", CONVERSATION)
                .append("done", isDone)
                .append("payload", new BinData(payload));
    }

    @Override
    public QueryResult handleQuery(MongoQuery query) {
        throw new MongoServerError(13, "Unauthorized", "queries of before MongoDB 5.1 are not answered");
    }

    @Override
    public void handleClose(Channel channel) {
        logIns.remove(channel);
        loggedIn.remove(channel);
        guarded.handleClose(channel);
    }

    @Override
    public void dropDatabase(String database) {
        guarded.dropDatabase(database);
    }

    @Override
    public Collection<Document> getCurrentOperations(MongoQuery query) {
        return guarded.getCurrentOperations(query);
    }

    @Override
    public Document getServerStatus() {
        return guarded.getServerStatus();
    }

    @Override
    public void close() {
        guarded.close();
    }

    @Override
    public void closeCursors(List<Long> cursors) {
        guarded.closeCursors(cursors);
    }

    @Override
    public Clock getClock() {
        return guarded.getClock();
    }

    @Override
    public void enableOplog() {
        guarded.enableOplog();
    }

    @Override
    public void disableOplog() {
        guarded.disableOplog();
    }

    @Override
    public MongoDatabase resolveDatabase(String database) {
        return guarded.resolveDatabase(database);
    }

    @Override
    public MongoBackend version(MongoVersion version) {
        guarded.version(version);
        return this;
    }
}
