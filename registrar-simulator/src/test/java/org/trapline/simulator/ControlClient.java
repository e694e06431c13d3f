package org.trapline.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/** The control API as its callers use it: JSON over HTTP. */
final class ControlClient {

    private final URI control;
    private final HttpClient http = HttpClient.newHttpClient();

    ControlClient(Simulator simulator) {
        this.control = simulator.control();
    }

    void registrar(String ianaId, String behaviour, String... more) {
        String rest = more.length == 0 ? "" : "," + String.join(",", more);
        expect(201, "POST", "/registrars", """
                {"ianaId":"%1$s","name":"Registrar %1$s","country":"US","abuseEmail":"abuse@r%1$s.example",
                 "behaviour":"%2$s"%3$s}""".formatted(ianaId, behaviour, rest));
    }

    void domain(String name, String ianaId, String... more) {
        String rest = more.length == 0 ? "" : "," + String.join(",", more);
        expect(201, "POST", "/domains", """
                [{"name":"%s","registrarIanaId":"%s","nameservers":["ns1.host.example","ns2.host.test"],
                  "address":"192.0.2.7"%s}]""".formatted(name, ianaId, rest));
    }

    List<String> statuses(String name) {
        JsonNode status = get("/domains/" + name).get("status");
        return World.JSON.convertValue(
                status, World.JSON.getTypeFactory().constructCollectionType(List.class, String.class));
    }

    JsonNode get(String path) {
        return expect(200, "GET", path, "");
    }

    JsonNode expect(int status, String method, String path, String body) {
        HttpResponse<String> response = send(method, path, body);
        if (response.statusCode() != status) {
            throw new AssertionError(method + " " + path + ": " + response.statusCode() + " " + response.body());
        }
        try {
            return World.JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<String> send(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(control + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
