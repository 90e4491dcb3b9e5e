package io.reprise.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A Java client as others make one: by OpenAPI Generator from the server's document, compiled here and kept nowhere. The
 * generator runs beside the tests, since what it brings along is not what the server runs with.
 */
final class GeneratedClient {

    private static final Path GENERATOR = Path.of("target", "generator", "openapi-generator-cli.jar");
    private static final String OPTIONS =
            "openApiNullable=false,useJakartaEe=true,useOneOfDiscriminatorLookup=true,hideGenerationTimestamp=true";

    private final Path sources;
    private final Path classes;

    /** @param folder empty; for what is made @param document OpenAPI, as the server answers with it */
    GeneratedClient(Path folder, Path document) throws IOException, InterruptedException {
        sources = folder.resolve("client");
        classes = Files.createDirectories(folder.resolve("classes"));
        Path said = folder.resolve("generator.log");
        Process generator = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        GENERATOR.toString(),
                        "generate",
                        "--generator-name=java",
                        "--library=native",
                        "--input-spec=" + document,
                        "--output=" + sources,
                        "--invoker-package=io.reprise.client",
                        "--api-package=io.reprise.client.api",
                        "--model-package=io.reprise.client.model",
                        "--global-property=apis,models,supportingFiles,apiDocs=false,modelDocs=false,apiTests=false,modelTests=false",
                        "--additional-properties=" + OPTIONS)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(generator.waitFor(3, TimeUnit.MINUTES)).isTrue();
        assertThat(generator.exitValue()).as(Files.readString(said)).isZero();
        try (Stream<Path> java = Files.walk(sources)) {
            assertThat(compile(java.filter(path -> path.toString().endsWith(".java"))
                            .toList()))
                    .isEmpty();
        }
    }

    /** Compiles what uses the client. @return errors, one a line */
    List<String> compile(List<Path> java) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(found, null, null)) {
            String path = classes + System.getProperty("path.separator") + System.getProperty("java.class.path");
            List<String> options = List.of("-d", classes.toString(), "-cp", path, "-proc:none", "-nowarn", "-g:none");
            compiler.getTask(null, files, found, options, null, files.getJavaFileObjectsFromPaths(java))
                    .call();
        }
        return found.getDiagnostics().stream()
                .filter(said -> said.getKind() == Diagnostic.Kind.ERROR)
                .map(Object::toString)
                .toList();
    }

    /** A class that was compiled with the client. */
    URLClassLoader classes() throws IOException {
        return new URLClassLoader(new URL[] {classes.toUri().toURL()}, GeneratedClient.class.getClassLoader());
    }
}
