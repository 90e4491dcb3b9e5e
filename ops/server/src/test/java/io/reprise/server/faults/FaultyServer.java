package io.reprise.server.faults;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.reprise.domain.model.port.EventLog;
import io.reprise.projections.Stores;
import io.reprise.projections.store.Generations;
import io.reprise.projections.transparency.CheckpointStore;
import io.reprise.server.RepriseServer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Bean;

/** The server as it is shipped, with every {@link FaultPoint} between its parts. */
public final class FaultyServer {

    /** Camunda's commands that tell a process that something happened. */
    private static final Set<String> CORRELATIONS =
            Set.of("CompleteTaskCmd", "CorrelateMessageCmd", "StartProcessInstanceAtActivitiesCmd");

    private static final Set<String> WRITES = Set.of("bulkWrite", "insertOne", "insertMany", "replaceOne", "updateOne");

    private FaultyServer() {}

    public static void main(String[] args) {
        System.setProperty("axoniq.update-checker.disabled", "true");
        SpringApplication server = new SpringApplication(RepriseServer.class, Points.class);
        server.run(args);
    }

    /** Not annotated, so that no other server under test finds it. */
    static class Points {

        @Bean
        static BeanPostProcessor faultPoints() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return switch (bean) {
                        case EventLog log -> faulty(log);
                        case Stores stores -> new Stores(stores.log(), stores.evidence(), faulty(stores.checkpoints()));
                        case MongoDatabase database -> faulty(database);
                        default -> bean;
                    };
                }
            };
        }

        @Bean
        static ProcessEnginePlugin processFaultPoints() {
            return new AbstractProcessEnginePlugin() {
                @Override
                public void preInit(ProcessEngineConfigurationImpl engine) {
                    engine.setCustomPreCommandInterceptorsTxRequired(List.of(new Correlations()));
                }
            };
        }
    }

    /** Outermost, so that what went before is committed when it returns. */
    private static final class Correlations extends CommandInterceptor {
        @Override
        public <T> T execute(Command<T> command) {
            boolean isCorrelation = CORRELATIONS.contains(command.getClass().getSimpleName());
            if (isCorrelation) {
                FaultPoint.BEFORE_CORRELATION.pass();
            }
            T result = next.execute(command);
            if (isCorrelation) {
                FaultPoint.AFTER_CORRELATION.pass();
            }
            return result;
        }
    }

    private static EventLog faulty(EventLog log) {
        return around(EventLog.class, log, Set.of("append"), FaultPoint.BEFORE_APPEND::pass, () -> {
            FaultPoint.AFTER_APPEND.pass();
            if (Context.getCommandContext() != null) {
                FaultPoint.IN_DELEGATE.pass();
            }
        });
    }

    private static CheckpointStore faulty(CheckpointStore checkpoints) {
        return around(
                CheckpointStore.class,
                checkpoints,
                Set.of("put"),
                FaultPoint.BEFORE_CHECKPOINT::pass,
                FaultPoint.AFTER_CHECKPOINT::pass);
    }

    private static MongoDatabase faulty(MongoDatabase database) {
        return proxy(MongoDatabase.class, database, (method, call) -> {
            Object result = call.go();
            return result instanceof MongoCollection<?> collection ? faulty(collection) : result;
        });
    }

    private static Object faulty(MongoCollection<?> collection) {
        String name = collection.getNamespace().getCollectionName();
        if (name.equals(Generations.COLLECTION)) {
            return around(
                    MongoCollection.class, collection, Set.of("bulkWrite"), () -> {}, FaultPoint.AFTER_POSITION::pass);
        }
        return name.startsWith("view_")
                ? around(
                        MongoCollection.class,
                        collection,
                        WRITES,
                        FaultPoint.BEFORE_VIEW::pass,
                        FaultPoint.BETWEEN_VIEW_AND_POSITION::pass)
                : collection;
    }

    private static <T> T around(Class<T> port, T real, Set<String> methods, Runnable before, Runnable after) {
        return proxy(port, real, (method, call) -> {
            boolean isMeant = methods.contains(method);
            if (isMeant) {
                before.run();
            }
            Object result = call.go();
            if (isMeant) {
                after.run();
            }
            // A collection with other settings is the same collection.
            return result instanceof MongoCollection<?> other && real instanceof MongoCollection<?>
                    ? around(MongoCollection.class, other, methods, before, after)
                    : result;
        });
    }

    private interface Call {
        Object go() throws Throwable;
    }

    private interface Handler {
        Object handle(String method, Call call) throws Throwable;
    }

    private static <T> T proxy(Class<T> port, T real, Handler handler) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(),
                new Class<?>[] {port},
                (proxy, method, arguments) -> handler.handle(method.getName(), () -> {
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                })));
    }
}
