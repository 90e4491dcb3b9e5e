package io.reprise.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import io.reprise.domain.axon.EventJson;
import io.reprise.domain.model.port.CampaignClock;
import io.reprise.http.WorkQueue.Job;
import io.reprise.http.WorkQueue.Stage;
import io.reprise.http.WorkQueue.Work;
import io.reprise.projections.answers.KeptWork;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two servers that people ask for work by turns. */
class SharedWorkTest {

    private static final CampaignClock CLOCK = new CampaignClock() {
        @Override
        public Instant instant() {
            return Instant.now().truncatedTo(ChronoUnit.MILLIS);
        }

        @Override
        public boolean isSimulated() {
            return false;
        }

        @Override
        public void advanceTo(Instant to) {
            throw new UnsupportedOperationException("time goes by itself");
        }
    };

    private final MongoServer mongo = new MongoServer(H2Backend.inMemory());
    private final MongoClient client = MongoClients.create(mongo.bindAndGetConnectionString());
    private final MongoDatabase database = client.getDatabase("test");
    private final WorkQueue<String, Integer, String> one = queue("one");
    private final WorkQueue<String, Integer, String> two = queue("two");

    private WorkQueue<String, Integer, String> queue(String name) {
        KeptWork kept = new KeptWork(database, "work", 3);
        return new WorkQueue<>(
                name, 3, CLOCK, new WorkBoard<>(kept, EventJson.mapper(), String.class, Integer.class, String.class));
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
        client.close();
        mongo.shutdownNow();
    }

    private static final class Waiting implements Job<Integer, String> {
        private final CountDownLatch go = new CountDownLatch(1);
        private volatile int progress;
        private volatile boolean cancelled;

        @Override
        public Integer progress() {
            return progress;
        }

        @Override
        public void cancel() {
            cancelled = true;
            go.countDown();
        }

        @Override
        public String run() {
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return "all of it";
        }

        @Override
        public boolean isWhole(String result) {
            return !cancelled;
        }
    }

    private static void until(BooleanSupplier moment) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!moment.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @Test
    void howFarItIsAndWhatCameOfItIsKnownAtTheOtherServer() throws InterruptedException {
        Waiting job = new Waiting();
        Work<String, Integer, String> asked = one.ask("a subject", job, "audra");
        assertThat(two.find(asked.id()).subject()).isEqualTo("a subject");
        job.progress = 42;
        until(() -> two.find(asked.id()).stage() == Stage.RUNNING
                && two.find(asked.id()).progress() == 42);
        job.go.countDown();
        until(() -> two.find(asked.id()).stage().isOver());
        assertThat(two.find(asked.id())).isEqualTo(one.find(asked.id()));
        assertThat(two.find(asked.id()).result()).contains("all of it");
    }

    @Test
    void itIsCalledOffAtTheOtherServer() throws InterruptedException {
        Work<String, Integer, String> asked = one.ask("a subject", new Waiting(), "audra");
        assertThat(two.cancel(asked.id()).id()).isEqualTo(asked.id());
        until(() -> one.find(asked.id()).stage() == Stage.CANCELLED);
        assertThat(two.cancel(asked.id()).stage()).isEqualTo(Stage.CANCELLED);
        assertThatThrownBy(() -> two.find("nobody's")).isInstanceOf(CommandDesk.Refused.class);
    }

    @Test
    void bothListTheWorkOfBothTheNewestFirstAndNoneTwice() throws InterruptedException {
        String first = one.ask("first", new Waiting(), "audra").id();
        TimeUnit.MILLISECONDS.sleep(5);
        String second = two.ask("second", new Waiting(), "audra").id();
        assertThat(one.all()).extracting(Work::id).containsExactly(second, first);
        assertThat(two.all()).extracting(Work::id).containsExactly(second, first);
    }

    @Test
    void whatADeadServerDidIsSaidToHaveFailed() {
        KeptWork kept = new KeptWork(database, "work", 3);
        new WorkBoard<>(kept, EventJson.mapper(), String.class, Integer.class, String.class)
                .tell(new Work<>(
                        "dead", "a subject", "audra", CLOCK.instant(), Stage.RUNNING, 1, Optional.empty(), ""));
        assertThat(two.find("dead").stage()).isEqualTo(Stage.RUNNING);
        Document quiet = new Document("told", Date.from(Instant.now().minusSeconds(61)));
        database.getCollection("kept_reports").updateOne(new Document("_id", "dead"), new Document("$set", quiet));
        assertThat(two.find("dead").stage()).isEqualTo(Stage.FAILED);
        assertThat(two.find("dead").failure()).contains("has stopped");
    }
}
