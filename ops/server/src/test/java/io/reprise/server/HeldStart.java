package io.reprise.server;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.servlet.View;

/** A server, without models, whose wiring stands still at one of its parts until it is told to go on. */
final class HeldStart implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 120;

    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final ConcurrentLinkedQueue<String> madeWhileAnswering = new ConcurrentLinkedQueue<>();
    private final int port;
    private final CompletableFuture<ConfigurableApplicationContext> whole;

    /**
     * Returns when the wiring stands still.
     *
     * @param part before which bean it stands still
     * @param failure what that bean then fails with; null for nothing
     */
    HeldStart(Path home, String part, RuntimeException failure) throws Exception {
        port = freePort();
        System.setProperty("axoniq.update-checker.disabled", "true");
        Map<String, Object> settings = new TreeMap<>(RehearsalHome.settings(home, port));
        SpringApplication application = new SpringApplication(RepriseServer.class);
        application.setDefaultProperties(settings);
        application.addInitializers(context -> context.getBeanFactory().addBeanPostProcessor(hold(part, failure)));
        whole = CompletableFuture.supplyAsync(
                application::run, task -> Thread.ofPlatform().name("start").start(task));
        if (!arrived.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the start never came to " + part, whole.exceptionNow());
        }
    }

    private BeanPostProcessor hold(String part, RuntimeException failure) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String name) {
                boolean isAnswering = Thread.currentThread().getName().startsWith("http-nio");
                if (isAnswering && goOn.getCount() > 0 && !(bean instanceof View)) {
                    madeWhileAnswering.add(name);
                }
                if (name.equals(part)) {
                    arrived.countDown();
                    await(goOn);
                    if (failure != null) {
                        throw failure;
                    }
                }
                return bean;
            }
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("nobody said that the start may go on");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Beans that a call had made while the wiring stood still; but views, which are made when they are first shown. */
    List<String> madeWhileAnswering() {
        return List.copyOf(madeWhileAnswering);
    }

    void goOn() {
        goOn.countDown();
    }

    /** The whole server. @throws java.util.concurrent.ExecutionException if it does not start */
    ConfigurableApplicationContext whole() throws Exception {
        return whole.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        goOn();
        whole.thenAccept(ConfigurableApplicationContext::close)
                .exceptionally(failed -> null)
                .join();
    }
}
