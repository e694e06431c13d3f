package org.trapline.evidence;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/**
 * Completes the OpenAPI document when it is built: the problems that each operation answers with, all of one form, and pages
 * named after what they hold. What follows from an operation's own form is derived; the rest is listed here, and a test follows the code of
 * each operation to the problems that it makes.
 */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class ApiDescription implements OASFilter {

    private static final String API = "/api/evidence";
    private static final String PROBLEM = "Problem";
    private static final String SCHEMAS = "#/components/schemas/";

    private static final Map<String, String> MEANINGS = Map.ofEntries(
            Map.entry("400", "The request is not valid"),
            Map.entry("401", "A valid bearer token is needed"),
            Map.entry("403", "The caller's role is not enough, or a second person is needed"),
            Map.entry("404", "Unknown, or nothing that the caller may know of"),
            Map.entry("408", "The upload came too slowly; what was kept stands in the problem"),
            Map.entry("409", "Not as things stand"),
            Map.entry("410", "Disposed of; the problem says when and by what authority"),
            Map.entry("412", "Changed by someone else since it was read"),
            Map.entry("422", "The Idempotency-Key was used for another request"),
            Map.entry("428", "If-Match is missing"),
            Map.entry("503", "Busy or not available: try again after Retry-After"));

    /** Read or show bytes of an exhibit, which may be blocked or gone. */
    private static final Set<String> OF_BYTES = Set.of(
            "GET /exhibits/{id}/raw",
            "GET /exhibits/{id}/redacted",
            "GET /exhibits/{id}/findings",
            "GET /findings/{id}",
            "POST /findings/{id}/review",
            "POST /disposals");

    /** Beside those and the ones that follow from their form. */
    private static final Map<String, List<String>> ALSO = Map.ofEntries(
            Map.entry("POST /intake", List.of("404", "408", "503")),
            Map.entry("PUT /exhibits/by-hash/{sha256}", List.of("404", "408", "503")),
            Map.entry("POST /traps", List.of("409")),
            Map.entry("POST /packets", List.of("404", "409")),
            Map.entry("GET /packets/{id}/file", List.of("409")),
            Map.entry("POST /packets/{id}/transfers", List.of("409")),
            Map.entry("POST /exhibits/{id}/transfers", List.of("409", "410")),
            Map.entry("POST /transfers/{id}/acknowledgement", List.of("409")),
            Map.entry("POST /matters/{id}/exhibits", List.of("410")),
            Map.entry("POST /holds", List.of("404", "410")),
            Map.entry("POST /holds/{id}/release", List.of("409")),
            Map.entry("POST /disposals", List.of("404")),
            Map.entry("POST /disposals/{id}/approval", List.of("409")),
            Map.entry("POST /pools", List.of("404")),
            Map.entry("POST /reparse", List.of("409")),
            Map.entry("POST /fsck", List.of("409")),
            Map.entry("POST /campaigns/{id}/samples", List.of("409")),
            Map.entry("POST /matters/{id}/samples", List.of("409")),
            Map.entry("POST /exhibits/{id}/restriction", List.of("409")),
            Map.entry("POST /exhibits/{id}/restriction/lift", List.of("409")),
            Map.entry("POST /exhibits/{id}/raw-access/{request}/approval", List.of("409")),
            Map.entry("GET /log/checkpoint", List.of("503")),
            Map.entry("GET /log/consistency", List.of("503")),
            Map.entry("GET /exhibits/{id}/proof", List.of("503")),
            Map.entry("GET /exhibits/{id}/redacted", List.of("503")),
            Map.entry("GET /sites/{domain}/role", List.of("400")),
            Map.entry("GET /volume", List.of("404")));

    @Override
    public void filterOpenAPI(OpenAPI api) {
        Components components = api.getComponents();
        new TreeMap<>(MEANINGS)
                .forEach((status, meaning) -> components.addResponse(PROBLEM + status, problem(meaning)));
        Map<String, String> pages = pages(components);
        api.getPaths().getPathItems().forEach((path, item) -> item.getOperations()
                .forEach((method, operation) -> complete(method + " " + path, operation, pages)));
    }

    private static APIResponse problem(String meaning) {
        Schema form = OASFactory.createSchema().ref(SCHEMAS + "HttpProblem");
        return OASFactory.createAPIResponse()
                .description(meaning + ". docs/problems.md names the types")
                .content(OASFactory.createContent()
                        .addMediaType(
                                "application/problem+json",
                                OASFactory.createMediaType().schema(form)));
    }

    private static void complete(String name, Operation operation, Map<String, String> pages) {
        APIResponses responses = operation.getResponses();
        for (String status : problems(name.replace(API, ""), operation)) {
            responses.addAPIResponse(
                    status, OASFactory.createAPIResponse().ref("#/components/responses/Problem" + status));
        }
        for (APIResponse response : responses.getAPIResponses().values()) {
            if (response.getContent() != null) {
                response.getContent().getMediaTypes().values().forEach(type -> rename(type, pages));
            }
        }
    }

    private static Set<String> problems(String name, Operation operation) {
        List<Parameter> parameters = operation.getParameters() == null ? List.of() : operation.getParameters();
        Set<String> statuses = new TreeSet<>(ALSO.getOrDefault(name, List.of()));
        if (!name.contains(" /log/") || name.endsWith("/status")) {
            statuses.addAll(List.of("401", "403"));
        }
        if (operation.getRequestBody() != null
                || name.contains("/by-hash/")
                || parameters.stream().anyMatch(p -> p.getIn() == Parameter.In.QUERY)) {
            statuses.add("400");
        }
        if (name.contains("{") && !name.contains("/by-hash/{sha256}") && !name.contains("/sites/")
                || name.equals("GET /exhibits/by-hash/{sha256}")) {
            statuses.add("404");
        }
        if (parameters.stream().anyMatch(p -> "If-Match".equals(p.getName()))) {
            statuses.addAll(List.of("412", "428"));
        }
        if (parameters.stream().anyMatch(p -> "Idempotency-Key".equals(p.getName()))) {
            statuses.addAll(List.of("400", "422"));
        }
        if (OF_BYTES.contains(name)) {
            statuses.addAll(List.of("409", "410"));
        }
        return statuses;
    }

    /** Pages are named after the Java classes of their items, which are all called View. */
    private static Map<String, String> pages(Components components) {
        Map<String, String> renamed = new LinkedHashMap<>();
        components.getSchemas().forEach((name, schema) -> {
            if (name.startsWith("Page")
                    && schema.getProperties() != null
                    && schema.getProperties().containsKey("items")) {
                Schema items = schema.getProperties().get("items").getItems();
                renamed.put(name, "Page" + items.getRef().substring(SCHEMAS.length()));
            }
        });
        Map<String, Schema> schemas = new LinkedHashMap<>();
        components.getSchemas().forEach((name, schema) -> schemas.put(renamed.getOrDefault(name, name), schema));
        components.setSchemas(schemas);
        return renamed;
    }

    private static void rename(MediaType type, Map<String, String> pages) {
        Schema schema = type.getSchema();
        if (schema != null && schema.getRef() != null) {
            String name = schema.getRef().substring(SCHEMAS.length());
            schema.setRef(SCHEMAS + pages.getOrDefault(name, name));
        }
    }
}
