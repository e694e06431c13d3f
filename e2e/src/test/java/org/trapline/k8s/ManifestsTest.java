package org.trapline.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.trapline.k8s.Manifests.at;
import static org.trapline.k8s.Manifests.each;
import static org.trapline.k8s.Manifests.find;
import static org.trapline.k8s.Manifests.kind;
import static org.trapline.k8s.Manifests.name;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

class ManifestsTest {

    /** The kinds in use, each in its stable version. */
    private static final Map<String, String> STABLE = Map.ofEntries(
            Map.entry("Namespace", "v1"),
            Map.entry("ServiceAccount", "v1"),
            Map.entry("ConfigMap", "v1"),
            Map.entry("PersistentVolumeClaim", "v1"),
            Map.entry("Service", "v1"),
            Map.entry("Deployment", "apps/v1"),
            Map.entry("PodDisruptionBudget", "policy/v1"),
            Map.entry("NetworkPolicy", "networking.k8s.io/v1"),
            Map.entry("Ingress", "networking.k8s.io/v1"));

    private static final String LABEL_VALUE = "([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?";

    private static final Pattern HEAP = Pattern.compile("-XX:MaxRAMPercentage=(\\d+)");

    private static final Pattern FOR_A_FLOOD = Pattern.compile("FOR_A_FLOOD = List\\.of\\(\"([^)]*)\"\\)");

    @Nested
    class Base extends Policy {
        Base() {
            super("base");
        }
    }

    @Nested
    class Production extends Policy {
        Production() {
            super("overlays/production");
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Policy {

        private final String folder;
        private Manifests manifests = new Manifests("nothing", List.of());

        Policy(String folder) {
            this.folder = folder;
        }

        @BeforeAll
        void render() {
            Optional<Manifests> found = Manifests.of(folder);
            assumeTrue(found.isPresent(), "an overlay needs kubectl to be rendered");
            manifests = found.orElseThrow();
            System.out.println("checked: " + manifests.source());
        }

        @Test
        void everyObjectIsKnownToTheApiFieldByField() {
            assertThat(manifests.objects()).isNotEmpty().allSatisfy(object -> {
                assertThat(at(object, "apiVersion").getAsString())
                        .as(name(object))
                        .isEqualTo(STABLE.get(kind(object)));
                assertThatCode(() -> Class.forName("io.kubernetes.client.openapi.models.V1" + kind(object))
                                .getMethod("validateJsonElement", JsonElement.class)
                                .invoke(null, object))
                        .as(name(object))
                        .doesNotThrowAnyException();
            });
        }

        @Test
        void theFourServicesAreThereWithAllTheyNeed() {
            Set<String> services = Set.of("gateway", "evidence", "attribution", "takedown");
            for (String kind : List.of("Deployment", "Service", "ServiceAccount", "PodDisruptionBudget")) {
                assertThat(manifests.ofKind(kind).map(object -> at(object, "metadata.name")
                                .getAsString()))
                        .as(kind)
                        .containsExactlyInAnyOrderElementsOf(services);
            }
            assertThat(manifests.ofKind("Ingress")).hasSize(1);
        }

        @Test
        void evidenceHasOneWriterAndAVolume() {
            JsonObject evidence = deployments()
                    .filter(object -> name(object).equals("Deployment/evidence"))
                    .findFirst()
                    .orElseThrow();
            assertThat(at(evidence, "spec.replicas").getAsInt()).isEqualTo(1);
            assertThat(at(evidence, "spec.strategy.type").getAsString()).isEqualTo("Recreate");
            assertThat(each(find(evidence, "spec.template.spec.volumes"))
                            .flatMap(volume -> find(volume, "persistentVolumeClaim.claimName").stream())
                            .map(JsonElement::getAsString))
                    .containsExactly("evidence");
            assertThat(manifests.ofKind("PersistentVolumeClaim").map(Manifests::name))
                    .containsExactly("PersistentVolumeClaim/evidence");
        }

        @Test
        void everyContainerHasResourcesAPinnedImageAndAPullPolicy() {
            assertThat(containers()).isNotEmpty().allSatisfy(container -> {
                assertThat(at(container, "image").getAsString()).matches("[a-z./-]+:\\d+\\.\\d+\\.\\d+");
                assertThat(at(container, "imagePullPolicy").getAsString()).isEqualTo("IfNotPresent");
                at(container, "resources.requests.cpu");
                at(container, "resources.requests.memory");
                at(container, "resources.limits.memory");
            });
        }

        @Test
        void everyJvmLeavesMemoryOutsideItsHeapAndEndsWhenTheHeapIsFull() {
            assertThat(deployments()).allSatisfy(object -> {
                JsonObject container = each(find(object, "spec.template.spec.containers"))
                        .findFirst()
                        .orElseThrow();
                String options = at(configOf(object), "data.JAVA_TOOL_OPTIONS").getAsString();
                Matcher heap = HEAP.matcher(options);
                assertThat(heap.find()).as(options).isTrue();
                assertThat(options).contains("-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError");
                assertThat(mebibytes(at(container, "resources.limits.memory").getAsString())
                                * (100 - Integer.parseInt(heap.group(1)))
                                / 100)
                        .as("MiB outside the heap of " + name(object))
                        .isGreaterThanOrEqualTo(256);
            });
        }

        @Test
        void evidenceHasTheOptionsThatTheLocalInstallationHasForAFlood() throws IOException {
            Matcher local = FOR_A_FLOOD.matcher(
                    Files.readString(Manifests.K8S.resolveSibling("cli/src/main/java/org/trapline/cli/Services.java")));
            assertThat(local.find()).isTrue();

            JsonObject evidence = deployments()
                    .filter(object -> name(object).equals("Deployment/evidence"))
                    .findFirst()
                    .orElseThrow();
            assertThat(at(configOf(evidence), "data.JAVA_TOOL_OPTIONS").getAsString())
                    .endsWith(" " + local.group(1).replace("\", \"", " "));
        }

        @Test
        void everyContainerHasThreeProbesThatAskDifferentThings() {
            assertThat(containers()).allSatisfy(container -> {
                List<JsonElement> probes = Stream.of("startupProbe", "livenessProbe", "readinessProbe")
                        .map(probe -> at(container, probe))
                        .toList();
                assertThat(probes).doesNotHaveDuplicates();
                assertThat(probes.stream().map(probe -> at(probe.getAsJsonObject(), "httpGet.path")
                                .getAsString()))
                        .containsExactly("/q/health/started", "/q/health/live", "/q/health/ready");
            });
        }

        @Test
        void everyContainerIsConfined() {
            assertThat(containers()).allSatisfy(container -> {
                assertThat(at(container, "securityContext.allowPrivilegeEscalation")
                                .getAsBoolean())
                        .isFalse();
                assertThat(at(container, "securityContext.readOnlyRootFilesystem")
                                .getAsBoolean())
                        .isTrue();
                assertThat(at(container, "securityContext.capabilities.drop").toString())
                        .isEqualTo("[\"ALL\"]");
                assertThat(find(container, "securityContext.capabilities.add")).isEmpty();
                assertThat(each(find(container, "ports")).flatMap(port -> find(port, "hostPort").stream()))
                        .isEmpty();
            });
            assertThat(deployments()).allSatisfy(object -> {
                JsonObject pod = at(object, "spec.template.spec").getAsJsonObject();
                assertThat(at(pod, "securityContext.runAsNonRoot").getAsBoolean())
                        .isTrue();
                assertThat(at(pod, "securityContext.runAsUser").getAsLong()).isPositive();
                assertThat(at(pod, "securityContext.seccompProfile.type").getAsString())
                        .isEqualTo("RuntimeDefault");
                assertThat(at(pod, "automountServiceAccountToken").getAsBoolean())
                        .isFalse();
                assertThat(pod.keySet()).doesNotContain("hostNetwork", "hostPID", "hostIPC");
                assertThat(each(find(pod, "volumes")).flatMap(volume -> find(volume, "hostPath").stream()))
                        .isEmpty();
            });
        }

        @Test
        void everyWorkloadIsSpreadAndHasABudget() {
            assertThat(deployments()).allSatisfy(object -> {
                JsonObject labels = podLabels(object);
                assertThat(each(find(object, "spec.template.spec.topologySpreadConstraints")))
                        .isNotEmpty()
                        .allSatisfy(spread -> assertThat(selects(at(spread, "labelSelector"), labels))
                                .isTrue());
                assertThat(manifests
                                .ofKind("PodDisruptionBudget")
                                .filter(budget -> selects(at(budget, "spec.selector"), labels)))
                        .as("budget of " + name(object))
                        .hasSize(1);
                assertThat(selects(at(object, "spec.selector"), labels)).isTrue();
            });
        }

        @Test
        void nothingMayTalkButWhatAPolicyNames() {
            assertThat(manifests.ofKind("NetworkPolicy").filter(policy -> isDefaultDeny(policy)))
                    .hasSize(1);
            assertThat(deployments()).allSatisfy(object -> assertThat(manifests
                            .ofKind("NetworkPolicy")
                            .filter(policy -> !isDefaultDeny(policy))
                            .filter(policy -> selects(at(policy, "spec.podSelector"), podLabels(object))))
                    .as("policy of " + name(object))
                    .hasSize(1)
                    .allSatisfy(policy -> {
                        assertThat(at(policy, "spec.policyTypes").toString()).isEqualTo("[\"Ingress\",\"Egress\"]");
                        assertThat(each(find(policy, "spec.ingress")))
                                .isNotEmpty()
                                .allSatisfy(rule -> {
                                    assertThat(each(find(rule, "from"))).isNotEmpty();
                                    assertThat(each(find(rule, "ports"))).isNotEmpty();
                                });
                        assertThat(each(find(policy, "spec.egress")))
                                .isNotEmpty()
                                .allSatisfy(rule -> {
                                    assertThat(each(find(rule, "to"))).isNotEmpty();
                                    assertThat(each(find(rule, "ports"))).isNotEmpty();
                                });
                    }));
        }

        @Test
        void everyServiceTargetsANamedPortOfAPodAndNoNode() {
            assertThat(manifests.ofKind("Service")).isNotEmpty().allSatisfy(service -> {
                assertThat(at(service, "spec.type").getAsString()).isEqualTo("ClusterIP");
                JsonObject selector = at(service, "spec.selector").getAsJsonObject();
                List<JsonObject> targets = deployments()
                        .filter(object -> podLabels(object).entrySet().containsAll(selector.entrySet()))
                        .toList();
                assertThat(targets).as(name(service)).hasSize(1);
                Set<String> ports = each(find(targets.get(0), "spec.template.spec.containers"))
                        .flatMap(container -> each(find(container, "ports")))
                        .map(port -> at(port, "name").getAsString())
                        .collect(Collectors.toSet());
                assertThat(each(find(service, "spec.ports"))).isNotEmpty().allSatisfy(port -> {
                    assertThat(ports).contains(at(port, "targetPort").getAsString());
                    assertThat(find(port, "nodePort")).isEmpty();
                });
            });
        }

        @Test
        void theIngressServesNothingButTheApiAndOverTls() {
            assertThat(manifests.ofKind("Ingress")).allSatisfy(ingress -> {
                assertThat(each(find(ingress, "spec.tls"))).isNotEmpty();
                assertThat(each(find(ingress, "spec.rules")).flatMap(rule -> each(find(rule, "http.paths"))))
                        .hasSize(1)
                        .allSatisfy(path -> {
                            assertThat(at(path, "path").getAsString()).isEqualTo("/api");
                            assertThat(at(path, "backend.service.name").getAsString())
                                    .isEqualTo("gateway");
                        });
            });
        }

        @Test
        void everyReferenceIsThereAndSecretsAreOnlyReferenced() {
            Set<String> configMaps = names("ConfigMap");
            assertThat(containers().flatMap(container -> each(find(container, "envFrom"))))
                    .allSatisfy(source -> {
                        Optional<JsonElement> configMap = find(source, "configMapRef.name");
                        assertThat(configMap.isPresent()
                                        || find(source, "secretRef.name").isPresent())
                                .isTrue();
                        configMap.ifPresent(reference -> assertThat(configMaps).contains(reference.getAsString()));
                    });
            assertThat(deployments().map(object -> at(object, "spec.template.spec.serviceAccountName")
                            .getAsString()))
                    .isSubsetOf(names("ServiceAccount"));
            assertThat(manifests.ofKind("Secret")).isEmpty();
            assertThat(manifests
                            .ofKind("ConfigMap")
                            .flatMap(object -> at(object, "data").getAsJsonObject().keySet().stream()))
                    .noneMatch(key -> key.matches(".*(PASSWORD|SECRET|TOKEN|USERNAME).*"));
        }

        @Test
        void everyLabelValueIsValid() {
            assertThat(manifests.objects().stream().flatMap(object -> Stream.concat(
                                    find(object, "metadata.labels").stream(),
                                    find(object, "spec.template.metadata.labels").stream())
                            .flatMap(labels -> labels.getAsJsonObject().entrySet().stream())))
                    .isNotEmpty()
                    .allSatisfy(
                            label -> assertThat(label.getValue().getAsString()).matches(LABEL_VALUE));
        }

        private Stream<JsonObject> deployments() {
            return manifests.ofKind("Deployment");
        }

        private Stream<JsonObject> containers() {
            return deployments().flatMap(object -> each(find(object, "spec.template.spec.containers")));
        }

        /** A Deployment's ConfigMap of its own. */
        private JsonObject configOf(JsonObject deployment) {
            String config = "ConfigMap/" + at(deployment, "metadata.name").getAsString();
            return manifests
                    .ofKind("ConfigMap")
                    .filter(object -> name(object).equals(config))
                    .findFirst()
                    .orElseThrow();
        }

        private static long mebibytes(String quantity) {
            return quantity.endsWith("Gi")
                    ? Long.parseLong(quantity.replace("Gi", "")) * 1024
                    : Long.parseLong(quantity.replace("Mi", ""));
        }

        private Set<String> names(String kind) {
            return manifests
                    .ofKind(kind)
                    .map(object -> at(object, "metadata.name").getAsString())
                    .collect(Collectors.toSet());
        }

        private static JsonObject podLabels(JsonObject deployment) {
            return at(deployment, "spec.template.metadata.labels").getAsJsonObject();
        }

        private static boolean isDefaultDeny(JsonObject policy) {
            JsonObject spec = at(policy, "spec").getAsJsonObject();
            return at(spec, "podSelector").getAsJsonObject().size() == 0
                    && spec.keySet().equals(Set.of("podSelector", "policyTypes"))
                    && at(spec, "policyTypes").getAsJsonArray().size() == 2;
        }

        private static boolean selects(JsonElement selector, JsonObject labels) {
            return find(selector.getAsJsonObject(), "matchLabels")
                    .map(wanted -> labels.entrySet()
                            .containsAll(wanted.getAsJsonObject().entrySet()))
                    .orElse(false);
        }
    }
}
