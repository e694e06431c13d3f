package org.trapline.rdap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The bootstrap file for domain names, RFC 9224 sections 3 and 4: which RDAP servers answer for which suffix.
 *
 * @param publication the file's own publication time, as written
 * @param servers by suffix in lower-case A-labels ("" is the root): base URLs that end with a slash, https first
 * @param defects suffixes and URLs that could not be used, in words; the rest of the file stays usable
 */
public record RdapBootstrap(String publication, Map<String, List<URI>> servers, List<String> defects) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public RdapBootstrap {
        servers = Map.copyOf(servers);
        defects = List.copyOf(defects);
    }

    /** @throws MalformedBootstrap when the bytes are no bootstrap file */
    public static RdapBootstrap parse(byte[] file) {
        JsonNode root = read(file);
        if (!root.isObject()) {
            throw new MalformedBootstrap("the bootstrap file is not a JSON object");
        }
        JsonNode services = root.get("services");
        if (services == null || !services.isArray()) {
            throw new MalformedBootstrap("\"services\" is missing or not an array");
        }
        Map<String, List<URI>> servers = new HashMap<>();
        List<String> defects = new ArrayList<>();
        for (int i = 0; i < services.size(); i++) {
            JsonNode service = services.get(i);
            if (!service.isArray() || service.size() != 2) {
                throw new MalformedBootstrap("services[" + i + "] is not a pair of suffixes and URLs");
            }
            List<String> suffixes = strings(service.get(0), "services[" + i + "][0]");
            List<URI> urls = usable(strings(service.get(1), "services[" + i + "][1]"), suffixes, defects);
            for (String suffix : suffixes) {
                if (!urls.isEmpty()) {
                    add(suffix, urls, servers, defects);
                }
            }
        }
        return new RdapBootstrap(root.path("publication").asText(""), servers, defects);
    }

    /**
     * The servers of the longest suffix that matches label by label from the right, so that {@code com} never answers
     * for {@code goodexample.com} by accident of spelling; empty when no server is known.
     */
    public List<URI> serversFor(String domain) {
        String rest = DomainName.aLabels(domain);
        while (true) {
            List<URI> found = servers.get(rest);
            if (found != null) {
                return found;
            }
            if (rest.isEmpty()) {
                return List.of();
            }
            int dot = rest.indexOf('.');
            rest = dot < 0 ? "" : rest.substring(dot + 1);
        }
    }

    private static void add(String suffix, List<URI> urls, Map<String, List<URI>> servers, List<String> defects) {
        try {
            servers.merge(DomainName.aLabels(suffix), urls, RdapBootstrap::concatenated);
        } catch (IllegalArgumentException unreadable) {
            defects.add(unreadable.getMessage());
        }
    }

    private static JsonNode read(byte[] file) {
        try {
            return JSON.readTree(file);
        } catch (JsonProcessingException e) {
            throw new MalformedBootstrap("the bootstrap file is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new MalformedBootstrap("the bootstrap file cannot be read: " + e.getMessage());
        }
    }

    private static List<String> strings(JsonNode array, String place) {
        if (!array.isArray()) {
            throw new MalformedBootstrap(place + " is not an array");
        }
        List<String> strings = new ArrayList<>();
        for (JsonNode item : array) {
            if (!item.isTextual()) {
                throw new MalformedBootstrap(place + " holds something that is not a string");
            }
            strings.add(item.asText());
        }
        return strings;
    }

    private static List<URI> usable(List<String> urls, List<String> suffixes, List<String> defects) {
        List<URI> usable = new ArrayList<>();
        for (String url : urls) {
            try {
                URI base = new URI(url.endsWith("/") ? url : url + "/");
                String scheme = String.valueOf(base.getScheme()).toLowerCase(Locale.ROOT);
                if (base.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
                    throw new URISyntaxException(url, "no http(s) URL with a host");
                }
                usable.add(base);
            } catch (URISyntaxException e) {
                defects.add(suffixes + ": " + e.getMessage());
            }
        }
        return sorted(usable);
    }

    private static List<URI> concatenated(List<URI> a, List<URI> b) {
        List<URI> both = new ArrayList<>(a);
        both.addAll(b);
        return sorted(both);
    }

    private static List<URI> sorted(List<URI> urls) {
        Comparator<URI> httpsFirst = Comparator.comparing(url -> url.getScheme().equalsIgnoreCase("https") ? 0 : 1);
        return urls.stream().distinct().sorted(httpsFirst).toList();
    }
}
