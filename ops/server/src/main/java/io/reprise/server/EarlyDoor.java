package io.reprise.server;

import io.reprise.http.security.StartingFilter;
import java.util.List;
import org.springframework.beans.factory.BeanFactoryInitializer;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerAdapter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.ViewResolver;
import org.springframework.web.servlet.resource.ResourceUrlProvider;

/**
 * Opens the port as soon as what the log-in page needs is there; the rest is wired after it, in its usual order. Until the moment
 * at which Spring would open the port, {@link StartingFilter} lets in nobody else.
 */
@Component
final class EarlyDoor
        implements BeanFactoryInitializer<ConfigurableListableBeanFactory>,
                ApplicationListener<ServletWebServerInitializedEvent> {

    /** What Spring MVC looks for when it is first asked. */
    private static final List<Class<?>> PARTS =
            List.of(HandlerMapping.class, HandlerAdapter.class, HandlerExceptionResolver.class, ViewResolver.class);

    /** What the page and the filters before it ask for by name. */
    private static final List<String> NAMED =
            List.of("springSecurityFilterChain", "requestDataValueProcessor", "startingPage", "oidcSettings", "assets");

    private final ServletWebServerApplicationContext server;
    private final StartingFilter starting;

    EarlyDoor(ServletWebServerApplicationContext server, StartingFilter starting) {
        this.server = server;
        this.starting = starting;
    }

    /** Before singletons are made in their usual order. */
    @Override
    public void initialize(ConfigurableListableBeanFactory beans) {
        PARTS.forEach(part -> BeanFactoryUtils.beansOfTypeIncludingAncestors(beans, part, true, false));
        NAMED.forEach(beans::getBean);
        // It looks for them when everything is wired, unless it has before.
        beans.getBean(ResourceUrlProvider.class).onApplicationEvent(new ContextRefreshedEvent(server));
        // It is alive; and who listens to every event is made before a call brings one.
        AvailabilityChangeEvent.publish(server, LivenessState.CORRECT);
        starting.begin();
        server.getWebServer().start();
    }

    /** Spring starts the web server, which has been started: everything is wired. */
    @Override
    public void onApplicationEvent(ServletWebServerInitializedEvent event) {
        if (event.getApplicationContext() == server) {
            starting.end();
        }
    }
}
