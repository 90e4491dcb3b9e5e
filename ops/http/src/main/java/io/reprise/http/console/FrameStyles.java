package io.reprise.http.console;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.web.servlet.resource.ResourceResolver;
import org.springframework.web.servlet.resource.ResourceResolverChain;

/**
 * The styles of every page as one file: what pages use of Tabler, then our own. It is made while the rest is wired, since it takes as
 * long as everything else that the first page is made of.
 */
final class FrameStyles implements ResourceResolver {

    static final String NAME = "styles.css";

    private static final String TABLER = "META-INF/resources/webjars/tabler__core/1.4.0/dist/css/tabler.min.css";
    private static final List<String> PAGES = List.of("classpath*:/templates/*.html", "classpath*:/static/assets/*.js");

    private static final ClassLoader OURS = FrameStyles.class.getClassLoader();

    private final CompletableFuture<Resource> made = CompletableFuture.supplyAsync(FrameStyles::made);

    @Override
    public Resource resolveResource(
            HttpServletRequest request, String path, List<? extends Resource> places, ResourceResolverChain chain) {
        return path.equals(NAME) ? made.join() : chain.resolveResource(request, path, places);
    }

    @Override
    public String resolveUrlPath(String path, List<? extends Resource> places, ResourceResolverChain chain) {
        return path.equals(NAME) ? path : chain.resolveUrlPath(path, places);
    }

    private static Resource made() {
        try {
            PathMatchingResourcePatternResolver classpath = new PathMatchingResourcePatternResolver(OURS);
            List<String> pages = new ArrayList<>();
            for (String pattern : PAGES) {
                for (Resource page : classpath.getResources(pattern)) {
                    pages.add(page.getContentAsString(StandardCharsets.UTF_8));
                }
            }
            String styles = new UsedStyles(pages).of(text(TABLER)) + text("static/assets/reprise.css");
            return new Named(styles.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String path) throws IOException {
        return new ClassPathResource(path, OURS).getContentAsString(StandardCharsets.UTF_8);
    }

    /** Its type is told by its name. */
    private static final class Named extends ByteArrayResource {
        private Named(byte[] content) {
            super(content, NAME);
        }

        @Override
        public String getFilename() {
            return NAME;
        }

        /** Whether it has changed is told by its digest. */
        @Override
        public long lastModified() {
            return 0;
        }
    }
}
