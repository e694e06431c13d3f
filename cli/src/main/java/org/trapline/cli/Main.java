package org.trapline.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.trapline.cli.demo.DemoCommand;
import org.trapline.cli.ingest.IngestCommand;
import org.trapline.platform.PlatformException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./trapline}: exit code 0 when all went well, 1 when it did not, 2 when the command line was wrong. */
@Command(
        name = "trapline",
        description = "From trap message to enforced order: the whole platform on this machine.",
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            TokenCommand.class,
            IngestCommand.class,
            FsckCommand.class,
            VerifyCommand.class,
            ReparseCommand.class,
            DemoCommand.class
        },
        footer = {
            "",
            "`./trapline up` starts everything, `./trapline demo` plays a whole case.",
            "`./trapline bench NAME` measures it beside what people would use instead.",
            "Everything listens on 127.0.0.1 only and keeps its files in .trapline.",
            "Exit codes: 0 done, 1 failed, 2 wrong arguments."
        })
public final class Main {

    public static void main(String[] args) {
        run(new Main(), args);
    }

    /** Runs a command of this project as all of them run: the same options for help, failures told the same way. */
    public static void run(Object command, String... args) {
        int exitCode = commandLine(command).execute(args.length == 0 ? new String[] {"--help"} : args);
        System.out.flush();
        System.exit(exitCode);
    }

    static CommandLine commandLine() {
        return commandLine(new Main());
    }

    private static CommandLine commandLine(Object main) {
        CommandLine commandLine = new CommandLine(main);
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> report(failure, command));
        every(commandLine);
        return commandLine;
    }

    /** Every command has the same {@code --help} and {@code --version}. */
    private static void every(CommandLine commandLine) {
        commandLine
                .getCommandSpec()
                .mixinStandardHelpOptions(true)
                .versionProvider(new Version())
                .usageMessage()
                .width(100);
        commandLine.getSubcommands().values().forEach(Main::every);
    }

    /** A failure that was foreseen says what to do; any other is a fault of this program and shows where. */
    private static int report(Exception failure, CommandLine command) {
        if (failure instanceof CommandFailed || failure instanceof PlatformException || failure instanceof ApiProblem) {
            command.getErr().println("trapline: " + failure.getMessage());
        } else if (failure instanceof UncheckedIOException unchecked) {
            command.getErr().println("trapline: " + FileTrouble.of(unchecked.getCause()));
        } else if (failure instanceof IOException file) {
            command.getErr().println("trapline: " + FileTrouble.of(file));
        } else {
            failure.printStackTrace(command.getErr());
        }
        if (isDiskFull(failure)) {
            command.getErr().println("trapline: the disk is full: make room and run the same command again");
        }
        command.getErr().flush();
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static boolean isDiskFull(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).contains("No space left on device")) {
                return true;
            }
        }
        return false;
    }
}
