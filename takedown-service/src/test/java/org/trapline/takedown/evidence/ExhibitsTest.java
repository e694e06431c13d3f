package org.trapline.takedown.evidence;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ExhibitsTest {

    @Test
    void isUnavailableWhileThereIsNoTokenToAskWith() {
        Exhibits exhibits = new Exhibits(withoutToken());

        assertThatThrownBy(() -> exhibits.sha256Of(UUID.randomUUID()))
                .isInstanceOf(EvidenceUnavailable.class)
                .hasMessageContaining("no token");
        assertThatThrownBy(() -> exhibits.deposit(Exhibits.Kind.DOCUMENT, UUID.randomUUID(), new byte[] {1}))
                .isInstanceOf(EvidenceUnavailable.class);
    }

    /**
     * As the client behaves that gets no token: whatever its token source threw comes out of each call. No class, since
     * one that implements an interface with paths would become a resource of the service in every other test.
     */
    private static EvidenceClient withoutToken() {
        return (EvidenceClient) Proxy.newProxyInstance(
                EvidenceClient.class.getClassLoader(), new Class<?>[] {EvidenceClient.class}, (self, method, args) -> {
                    throw new IllegalStateException("no token");
                });
    }
}
