package io.reprise.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.yaml.snakeyaml.Yaml;

/** The chart and the compose file say what Kubernetes, Compose and the server understand, and forget nothing. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "Helm's library is on the class path for Linux alone")
class DeploymentTest {

    private static final Path DEPLOY = Path.of("../deploy");
    private static final Path CHART = DEPLOY.resolve("helm/reprise");
    private static final Pattern SETTING = Pattern.compile("REPRISE_[A-Z_]+");

    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.ofEntries(
            Map.entry("ConfigMap", ConfigMap.class),
            Map.entry("Deployment", Deployment.class),
            Map.entry("HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
            Map.entry("Ingress", Ingress.class),
            Map.entry("Job", Job.class),
            Map.entry("NetworkPolicy", NetworkPolicy.class),
            Map.entry("PersistentVolumeClaim", PersistentVolumeClaim.class),
            Map.entry("PodDisruptionBudget", PodDisruptionBudget.class),
            Map.entry("Service", Service.class),
            Map.entry("ServiceAccount", ServiceAccount.class),
            Map.entry("StatefulSet", StatefulSet.class));

    /** Takes no field that Kubernetes does not know: its models would otherwise keep them aside. */
    private static final ObjectMapper STRICT = new ObjectMapper()
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated member) {
                    return false;
                }
            });

    private static TemplateCommand everything() {
        return new Helm(CHART)
                .template()
                .set("models.enabled", true)
                .set("kafka.enabled", true)
                .set("kafka.configFromSecret", true)
                .set("ingress.enabled", true)
                .set("autoscaling.enabled", true);
    }

    private static List<HasMetadata> objects(String rendered) throws JsonMappingException {
        try {
            return StreamSupport.stream(new Yaml().loadAll(rendered).spliterator(), false)
                    .filter(Map.class::isInstance)
                    .map(document -> {
                        String kind = (String) ((Map<?, ?>) document).get("kind");
                        assertThat(KINDS).as("kinds that are looked at").containsKey(kind);
                        return (HasMetadata) STRICT.convertValue(document, KINDS.get(kind));
                    })
                    .toList();
        } catch (IllegalArgumentException e) {
            throw JsonMappingException.from((com.fasterxml.jackson.core.JsonParser) null, e.getMessage(), e);
        }
    }

    private static Map<String, PodTemplateSpec> pods(List<HasMetadata> objects) {
        return objects.stream()
                .filter(o -> o instanceof Deployment || o instanceof StatefulSet || o instanceof Job)
                .collect(Collectors.toMap(o -> o.getMetadata().getName(), o -> switch (o) {
                    case Deployment d -> d.getSpec().getTemplate();
                    case StatefulSet s -> s.getSpec().getTemplate();
                    default -> ((Job) o).getSpec().getTemplate();
                }));
    }

    private static Stream<Container> containers(PodTemplateSpec pod) {
        return Stream.concat(pod.getSpec().getContainers().stream(), pod.getSpec().getInitContainers().stream());
    }

    private static boolean selects(Map<String, String> selector, PodTemplateSpec pod) {
        return pod.getMetadata().getLabels().entrySet().containsAll(selector.entrySet());
    }

    private static <T extends HasMetadata> Stream<T> all(List<HasMetadata> objects, Class<T> kind) {
        return objects.stream().filter(kind::isInstance).map(kind::cast);
    }

    private static Set<String> settings(String text) {
        return SETTING.matcher(text).results().map(r -> r.group()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What the server reads from its environment. */
    private static Set<String> known() throws IOException {
        return settings(Files.readString(Path.of("src/main/resources/application.yml")));
    }

    @Test
    void helmFindsNothingToSayAgainstTheChart() {
        LintResult result = new Helm(CHART).lint().strict().call();
        assertThat(result.getMessages()).allMatch(message -> message.contains("icon is recommended"));
        assertThat(result.isFailed()).isFalse();
    }

    @Test
    void valuesTheChartDoesNotKnowAreRefused() {
        assertThatThrownBy(() ->
                        new Helm(CHART).template().set("server.replica", 3).call())
                .hasMessageContaining("replica");
        assertThatThrownBy(() ->
                        new Helm(CHART).template().set("server.heapPercent", 95).call())
                .hasMessageContaining("heapPercent");
    }

    @Test
    void aStoreThatIsSwitchedOffHasToBeNamed() {
        assertThatThrownBy(() ->
                        new Helm(CHART).template().set("mongodb.enabled", false).call())
                .hasMessageContaining("mongodb.uri names the MongoDB");
        assertThat(new Helm(CHART)
                        .template()
                        .set("mongodb.enabled", false)
                        .set("mongodb.uri", "mongodb+srv://reprise:$(MONGODB_PASSWORD)@db.example.com/")
                        .call())
                .contains("value: mongodb+srv://")
                .doesNotContain("StatefulSet\nmetadata:\n  name: release-name-mongodb");
    }

    @Test
    void signalsComeFromTheBrokerThatIsNamedAndFromNoneOtherwise() {
        assertThat(new Helm(CHART).template().call()).doesNotContain("REPRISE_KAFKA");
        assertThat(new Helm(CHART).template().set("kafka.enabled", true).call())
                .contains("value: release-name-kafka:9092");
        assertThat(new Helm(CHART)
                        .template()
                        .set("kafka.bootstrapServers", "kafka.example.com:9093")
                        .set("kafka.configFromSecret", true)
                        .call())
                .contains("value: kafka.example.com:9093", "key: kafka.properties")
                .doesNotContain("name: release-name-kafka\n");
    }

    @Test
    void kubernetesKnowsEveryFieldOfWhatIsRendered() throws IOException {
        assertThat(objects(new Helm(CHART).template().call())).hasSizeGreaterThan(15);
        assertThat(objects(everything().call())).hasSizeGreaterThan(25);
        // Such a field would be ignored by a cluster, and the pod would be sent requests while it starts.
        String planted = everything().call().replaceFirst("readinessProbe:", "readynessProbe:");
        assertThatThrownBy(() -> objects(planted)).hasMessageContaining("readynessProbe");
    }

    @Test
    void everyContainerIsBoundedWatchedAndWithoutRights() throws IOException {
        pods(objects(everything().call())).forEach((name, pod) -> {
            assertThat(pod.getSpec().getSecurityContext().getRunAsNonRoot())
                    .as(name)
                    .isTrue();
            assertThat(pod.getSpec().getAutomountServiceAccountToken()).as(name).isFalse();
            containers(pod).forEach(container -> {
                String here = name + "/" + container.getName();
                assertThat(container.getResources().getRequests()).as(here).containsKeys("cpu", "memory");
                assertThat(container.getResources().getLimits()).as(here).containsKey("memory");
                assertThat(container.getSecurityContext().getAllowPrivilegeEscalation())
                        .as(here)
                        .isFalse();
                assertThat(container.getSecurityContext().getCapabilities().getDrop())
                        .as(here)
                        .contains("ALL");
                assertThat(container.getImage()).as(here).matches(".+:[^:]+").doesNotEndWith(":latest");
                Set<String> volumes = pod.getSpec().getVolumes().stream()
                        .map(v -> v.getName())
                        .collect(Collectors.toSet());
                volumes.add("data");
                assertThat(volumes)
                        .as(here)
                        .containsAll(container.getVolumeMounts().stream()
                                .map(m -> m.getName())
                                .toList());
            });
            if (!name.contains("-set-")) {
                assertThat(pod.getSpec().getContainers()).as(name).allSatisfy(container -> {
                    assertThat(container.getLivenessProbe()).isNotNull();
                    assertThat(container.getReadinessProbe()).isNotNull();
                });
            }
        });
    }

    @Test
    void whateverSelectsPodsSelectsSome() throws IOException {
        List<HasMetadata> objects = objects(everything().call());
        Map<String, PodTemplateSpec> pods = pods(objects);
        Stream.of(
                        all(objects, Service.class).map(o -> o.getSpec().getSelector()),
                        all(objects, PodDisruptionBudget.class)
                                .map(o -> o.getSpec().getSelector().getMatchLabels()),
                        all(objects, NetworkPolicy.class)
                                .map(o -> o.getSpec().getPodSelector().getMatchLabels()),
                        all(objects, NetworkPolicy.class)
                                .flatMap(o -> o.getSpec().getIngress().stream())
                                .flatMap(rule -> rule.getFrom().stream())
                                .filter(peer -> peer.getPodSelector() != null)
                                .map(peer -> peer.getPodSelector().getMatchLabels()))
                .flatMap(selectors -> selectors)
                .forEach(selector -> assertThat(pods.values().stream().anyMatch(pod -> selects(selector, pod)))
                        .as("somebody is selected by %s", selector)
                        .isTrue());
        Predicate<PodTemplateSpec> guarded = pod -> all(objects, NetworkPolicy.class)
                .anyMatch(o -> selects(o.getSpec().getPodSelector().getMatchLabels(), pod));
        assertThat(pods.keySet())
                .filteredOn(name -> !name.contains("-set-"))
                .allMatch(name -> guarded.test(pods.get(name)));
        assertThat(all(objects, HorizontalPodAutoscaler.class)
                        .map(o -> o.getSpec().getScaleTargetRef().getName()))
                .allMatch(pods::containsKey);
    }

    @Test
    void everySettingIsOneTheServerReadsAndEverySecretComesFromTheSecret() throws IOException {
        List<EnvVar> variables = pods(objects(everything().call())).values().stream()
                .flatMap(DeploymentTest::containers)
                .flatMap(container -> container.getEnv().stream())
                .toList();
        assertThat(known())
                .containsAll(variables.stream()
                        .map(EnvVar::getName)
                        .filter(name -> name.startsWith("REPRISE_"))
                        .toList());
        assertThat(variables)
                .filteredOn(v -> v.getName().matches(".*(PASSWORD|_KEY)"))
                .isNotEmpty()
                .allSatisfy(v ->
                        assertThat(v.getValueFrom().getSecretKeyRef().getName()).isEqualTo("reprise"));
        String guide = Files.readString(Path.of("../docs/deployment.md"));
        assertThat(variables)
                .filteredOn(v -> v.getValueFrom() != null && v.getValueFrom().getSecretKeyRef() != null)
                .allSatisfy(v -> assertThat(guide)
                        .contains("`" + v.getValueFrom().getSecretKeyRef().getKey() + "`"));
    }

    @Test
    @SuppressWarnings("unchecked")
    void whatComposeStartsIsThereAndSetRight() throws IOException {
        String text = Files.readString(DEPLOY.resolve("compose/compose.yaml"));
        Map<String, Object> compose = new Yaml().load(text);
        Map<String, Map<String, Object>> services = (Map<String, Map<String, Object>>) compose.get("services");
        Set<String> volumes = ((Map<String, Object>) compose.get("volumes")).keySet();
        assertThat(services)
                .containsKeys("mongodb-0", "mongodb-1", "mongodb-2", "postgresql", "server", "models", "kafka");
        services.forEach((name, service) -> {
            assertThat((String) service.get("image")).as(name).contains(":").doesNotEndWith(":latest");
            if (service.get("depends_on") instanceof Map<?, ?> on) {
                assertThat(services).as(name).containsKeys(on.keySet().toArray(String[]::new));
            }
            for (Object mount : (List<Object>) service.getOrDefault("volumes", List.of())) {
                String from = ((String) mount).split(":")[0];
                if (from.startsWith(".")) {
                    assertThat(DEPLOY.resolve("compose").resolve(from)).as(name).exists();
                } else {
                    assertThat(volumes).as(name).contains(from);
                }
            }
        });
        Map<String, Object> server =
                (Map<String, Object>) services.get("server").get("environment");
        assertThat(known())
                .containsAll(server.keySet().stream()
                        .filter(name -> name.startsWith("REPRISE_"))
                        .toList());
        String guide = Files.readString(Path.of("../docs/deployment.md"));
        assertThat(Pattern.compile("\\$\\{([A-Z_]+):\\?")
                        .matcher(text)
                        .results()
                        .map(r -> r.group(1)))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(guide).contains(name + "="));
    }
}
