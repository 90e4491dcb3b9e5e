package io.reprise.http.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;

class EveryPageTest {

    /** A page whose controller is forgotten has no navigation. */
    @Test
    void everyControllerOfPagesHasTheFrame() throws IOException {
        Set<Class<?>> framed = Arrays.stream(
                        EveryPage.class.getAnnotation(ControllerAdvice.class).assignableTypes())
                .collect(Collectors.toSet());
        try (Stream<Path> sources = Files.list(Path.of("src/main/java/io/reprise/http/console"))) {
            Set<Class<?>> controllers = sources.map(
                            source -> source.getFileName().toString())
                    .map(name -> named(name.substring(0, name.length() - ".java".length())))
                    .filter(type -> type.getAnnotation(Controller.class) != null)
                    .collect(Collectors.toSet());
            assertThat(controllers).isNotEmpty().isEqualTo(framed);
        }
    }

    private static Class<?> named(String simpleName) {
        try {
            return Class.forName(EveryPage.class.getPackageName() + "." + simpleName);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
