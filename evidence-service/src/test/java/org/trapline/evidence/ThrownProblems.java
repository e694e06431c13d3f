package org.trapline.evidence;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The problems that the code of each operation makes: from its method along the calls to where an exception that {@link Problems}
 * maps is made, unless it is caught by its own type on the way. What another thread throws is not seen, so more may be answered.
 */
final class ThrownProblems {

    private static final Pattern MAPPED =
            Pattern.compile("Response \\w+\\(([\\w.]+) e\\b.*?,\\s*(\\d{3}),", Pattern.DOTALL);

    private final JavaClasses classes;
    private final Map<String, String> statuses = new HashMap<>();
    private final Map<JavaCodeUnit, Set<JavaClass>> thrown = new HashMap<>();

    ThrownProblems() throws IOException {
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        classes = new ClassFileImporter().importPath(Path.of("target/classes"));
        String code = Files.readString(Path.of("src/main/java/org/trapline/evidence/Problems.java"));
        MAPPED.matcher(code)
                .results()
                .forEach(mapper -> statuses.put(mapper.group(1).replaceFirst(".*\\.", ""), mapper.group(2)));
        boolean grown = true;
        while (grown) {
            grown = false;
            for (JavaClass each : classes) {
                for (JavaCodeUnit unit : each.getCodeUnits()) {
                    grown |= thrown.computeIfAbsent(unit, u -> new HashSet<>()).addAll(thrownBy(unit));
                }
            }
        }
    }

    /** Statuses by operation: {@code POST /api/evidence/packets}. */
    Map<String, Set<String>> byOperation() {
        Map<String, Set<String>> operations = new TreeMap<>();
        for (JavaClass resource : classes) {
            String path = path(resource);
            if (path.isEmpty()) {
                continue;
            }
            for (JavaCodeUnit method : resource.getMethods()) {
                for (String verb : List.of("GET", "POST", "PUT", "DELETE")) {
                    if (method.isAnnotatedWith("jakarta.ws.rs." + verb)) {
                        Set<String> answered =
                                operations.computeIfAbsent(verb + " " + path + path(method), o -> new TreeSet<>());
                        thrown.get(method).forEach(e -> answered.add(status(e)));
                    }
                }
            }
        }
        return operations;
    }

    private static String path(HasAnnotations<?> annotated) {
        return annotated
                .tryGetAnnotationOfType("jakarta.ws.rs.Path")
                .map(a -> a.get("value").orElse("").toString().replaceAll("\\{(\\w+)[^}]*}", "{$1}"))
                .orElse("");
    }

    private Set<JavaClass> thrownBy(JavaCodeUnit unit) {
        Set<JavaClass> problems = new HashSet<>();
        for (JavaAccess<?> access : unit.getAccessesFromSelf()) {
            Set<JavaClass> here = new HashSet<>();
            if (!status(access.getTargetOwner()).isEmpty()
                    && access.getTarget().getName().equals("<init>")) {
                here.add(access.getTargetOwner());
            }
            called(access).forEach(target -> here.addAll(thrown.getOrDefault(target, Set.of())));
            unit.getTryCatchBlocks().stream()
                    .filter(block -> block.getAccessesContainedInTryBlock().contains(access))
                    .flatMap(block -> block.getCaughtThrowables().stream())
                    .filter(caught -> caught.getPackageName().startsWith("org.trapline"))
                    .forEach(caught -> here.removeIf(e -> e.isAssignableTo(caught.getName())));
            problems.addAll(here);
        }
        return problems;
    }

    /** The method itself and those that it may stand for. */
    private static Stream<JavaCodeUnit> called(JavaAccess<?> access) {
        JavaMember target = access.getTarget().resolveMember().orElse(null);
        if (!(target instanceof JavaCodeUnit method)) {
            return Stream.empty();
        }
        String[] parameters =
                method.getRawParameterTypes().stream().map(JavaClass::getName).toArray(String[]::new);
        return Stream.concat(
                Stream.of(method),
                method.getOwner().getAllSubclasses().stream()
                        .flatMap(c -> c.tryGetMethod(method.getName(), parameters).stream()));
    }

    private String status(JavaClass type) {
        return Stream.concat(Stream.of(type), type.getAllRawSuperclasses().stream())
                .map(c -> statuses.get(c.getSimpleName()))
                .filter(s -> s != null)
                .findFirst()
                .orElse("");
    }
}
