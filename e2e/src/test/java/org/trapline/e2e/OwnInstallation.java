package org.trapline.e2e;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One installation for all stories, beside a developer's: started before the first, stopped after the last. */
class OwnInstallation implements BeforeAllCallback, ParameterResolver {

    private static final int PORT_OFFSET = 3000;

    @Override
    public void beforeAll(ExtensionContext context) {
        trapline(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Trapline.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return trapline(context);
    }

    private static Trapline trapline(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(OwnInstallation.class))
                .computeIfAbsent(
                        Trapline.class,
                        key -> Trapline.started(Path.of("target/home").toAbsolutePath(), PORT_OFFSET),
                        Trapline.class);
    }
}
