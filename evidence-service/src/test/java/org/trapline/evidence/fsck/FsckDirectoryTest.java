package org.trapline.evidence.fsck;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.trapline.evidence.scenarios.EvidencePlatform;

@QuarkusTest
@TestProfile(FsckFaultTest.OfItsOwn.class)
@QuarkusTestResource(EvidencePlatform.class)
class FsckDirectoryTest extends StoreContract {

    @ConfigProperty(name = "trapline.evidence.vault.directory")
    Path directory;

    @Override
    Path file(String object) {
        return directory.resolve(object);
    }
}
