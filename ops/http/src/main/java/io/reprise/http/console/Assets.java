package io.reprise.http.console;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.resource.ResourceUrlProvider;

/**
 * Paths of our scripts and styles, with their digests, for templates. Spring's own way, a filter over every link of a page, looks
 * whether each campaign and decision that a page links to is a file.
 */
@Component
class Assets {

    private final ResourceUrlProvider resources;
    private final Map<String, String> paths = new ConcurrentHashMap<>();

    Assets(@Qualifier("mvcResourceUrlProvider") ResourceUrlProvider resources) {
        this.resources = resources;
    }

    /**
     * @param name of a file, {@code chart.js} for instance
     * @throws IllegalArgumentException if there is none
     */
    public String at(String name) {
        return paths.computeIfAbsent(name, file -> {
            String path = resources.getForLookupPath("/assets/" + file);
            if (path == null) {
                throw new IllegalArgumentException("there is no asset '" + file + "'");
            }
            return path;
        });
    }
}
