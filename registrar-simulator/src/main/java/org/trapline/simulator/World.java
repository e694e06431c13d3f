package org.trapline.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** All that is the case outside the platform. Every change is in the state file before the call returns. */
final class World {

    static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    private record Snapshot(
            Collection<Registrar> registrars,
            Collection<Domain> domains,
            Collection<Mail> mail,
            Collection<EppRegistry.Entry> commands) {}

    private final @Nullable Path file;
    private final Map<String, Registrar> registrars = new LinkedHashMap<>();
    private final Map<String, Domain> domains = new LinkedHashMap<>();
    private final Map<String, Mail> mail = new LinkedHashMap<>();
    private final List<EppRegistry.Entry> commands = new ArrayList<>();

    World(@Nullable Path file) {
        this.file = file;
        if (file != null && Files.exists(file)) {
            load(file);
        }
    }

    synchronized void put(List<Registrar> all) {
        all.forEach(registrar -> registrars.put(registrar.ianaId(), registrar));
        save();
    }

    synchronized void register(List<Domain> all) {
        all.forEach(domain -> domains.put(domain.name(), domain));
        save();
    }

    /** @return the command's entry in the audit list; the domain is replaced only when the result is 1000 */
    synchronized EppRegistry.Entry run(EppRegistry.Entry entry, @Nullable Domain changed) {
        commands.add(entry);
        if (changed != null) {
            domains.put(changed.name(), changed);
        }
        save();
        return entry;
    }

    synchronized void receive(Mail message) {
        mail.put(message.id(), message);
        save();
    }

    /** Nothing happens to a message that a reset has taken away meanwhile. */
    synchronized void change(String mailId, UnaryOperator<Mail> change) {
        if (mail.computeIfPresent(mailId, (id, old) -> change.apply(old)) != null) {
            save();
        }
    }

    synchronized void reset() {
        registrars.clear();
        domains.clear();
        mail.clear();
        commands.clear();
        save();
    }

    synchronized Optional<Registrar> registrar(String ianaId) {
        return Optional.ofNullable(registrars.get(ianaId));
    }

    synchronized Optional<Registrar> mailbox(String address) {
        String asked = address.toLowerCase(Locale.ROOT);
        return registrars.values().stream()
                .filter(r -> r.abuseEmail().toLowerCase(Locale.ROOT).equals(asked))
                .findFirst();
    }

    synchronized Optional<Domain> domain(String name) {
        return Optional.ofNullable(domains.get(name));
    }

    synchronized Optional<Mail> mail(String id) {
        return Optional.ofNullable(mail.get(id));
    }

    synchronized List<Registrar> registrars() {
        return List.copyOf(registrars.values());
    }

    synchronized List<Domain> domains() {
        return List.copyOf(domains.values());
    }

    synchronized List<Mail> mail() {
        return List.copyOf(mail.values());
    }

    synchronized List<EppRegistry.Entry> commands() {
        return List.copyOf(commands);
    }

    private void load(Path from) {
        try {
            Snapshot snapshot = JSON.readValue(from.toFile(), Snapshot.class);
            snapshot.registrars().forEach(r -> registrars.put(r.ianaId(), r));
            snapshot.domains().forEach(d -> domains.put(d.name(), d));
            snapshot.mail().forEach(m -> mail.put(m.id(), m));
            commands.addAll(snapshot.commands());
        } catch (IOException e) {
            throw new UncheckedIOException("the state file " + from + " cannot be read", e);
        }
    }

    private void save() {
        if (file == null) {
            return;
        }
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            JSON.writeValue(
                    next.toFile(), new Snapshot(registrars.values(), domains.values(), mail.values(), commands));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("the state file " + file + " cannot be written", e);
        }
    }
}
