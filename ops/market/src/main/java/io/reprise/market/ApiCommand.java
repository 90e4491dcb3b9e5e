package io.reprise.market;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reprise.market.DescribedApi.Operation;
import io.reprise.market.DescribedApi.Reply;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The whole API on the command line, as the server's own document has it. */
@CommandLine.Command(
        name = "api",
        description = "Calls an operation of the API; without one, lists them.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The password is in REPRISE_PASSWORD, a token in REPRISE_TOKEN; without either it is asked for.",
            "The answer goes to standard output. A problem goes to standard error, and the exit code is 1.",
            "",
            "  ops/run api --user mei listCampaigns limit=10",
            "  ops/run api --user mei submitPlan id=double-11 --body '{\"planVersion\":1}'",
            "  ops/run api --user shop recordPriorSpend id=double-11 --body @prior-spend.json",
            "  ops/run api draftCampaign --describe"
        })
public final class ApiCommand implements Callable<Integer> {

    @CommandLine.Parameters(index = "0", arity = "0..1", paramLabel = "OPERATION", description = "Its name.")
    private String operation;

    @CommandLine.Parameters(index = "1..*", paramLabel = "NAME=VALUE", description = "Its parameters.")
    private Map<String, String> arguments = new LinkedHashMap<>();

    @CommandLine.Option(names = "--body", defaultValue = "", description = "JSON, @FILE, or - for standard input.")
    private String body;

    @CommandLine.Option(names = "--user", defaultValue = "", description = "Whose password it is.")
    private String user;

    @CommandLine.Option(
            names = "--url",
            defaultValue = "${REPRISE_URL:-http://127.0.0.1:8080}",
            description = "Where Reprise is; REPRISE_URL, or ${DEFAULT-VALUE}.")
    private URI url;

    @CommandLine.Option(names = "--describe", description = "Says what the operation takes, and calls nothing.")
    private boolean describe;

    @CommandLine.Spec
    private CommandSpec spec;

    private final ObjectMapper json = new ObjectMapper();

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** {@code @FILE} is a body, not more arguments. */
    public static CommandLine commandLine() {
        return new CommandLine(new ApiCommand()).setExpandAtFiles(false);
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try {
            DescribedApi api = new DescribedApi(url);
            if (operation == null) {
                api.operations().values().forEach(known -> out.println(line(known)));
                return CommandLine.ExitCode.OK;
            }
            if (describe) {
                out.println(description(api));
                return CommandLine.ExitCode.OK;
            }
            Reply reply = api.call(authorization(), operation, arguments, read(body));
            (reply.problem() ? err : out).println(pretty(reply.body()));
            return reply.problem() ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
        } catch (IllegalArgumentException e) {
            err.println("api: " + e.getMessage());
            return CommandLine.ExitCode.USAGE;
        } catch (IOException e) {
            // A refused connection has no message of its own.
            String why = e.getMessage() == null ? "" : " (" + e.getMessage() + ")";
            err.println("api: no answer from " + url + why
                    + ": is the server running there? --url or REPRISE_URL names another.");
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private static String line(Operation known) {
        String roles = known.roles().isEmpty() ? "any" : String.join(" ", known.roles());
        return String.format("%-22s %s (%s)", known.id(), known.summary(), roles);
    }

    private String description(DescribedApi api) {
        Operation known = api.operations().get(operation);
        if (known == null) {
            throw new IllegalArgumentException("there is no operation '" + operation + "'");
        }
        return line(known) + "\n" + known.method() + " " + known.path() + "\nparameters: " + known.parameters()
                + (known.example().isEmpty() ? "" : "\nbody, for example:\n" + pretty(known.example()));
    }

    private String authorization() {
        String token = System.getenv("REPRISE_TOKEN");
        if (token != null && !token.isBlank()) {
            return "Bearer " + token;
        }
        if (user.isEmpty()) {
            throw new IllegalArgumentException("say who calls: --user NAME, or a token in REPRISE_TOKEN");
        }
        String password = System.getenv("REPRISE_PASSWORD");
        Console console = System.console();
        if (password == null && console != null) {
            char[] typed = console.readPassword("password of %s: ", user);
            password = typed == null ? "" : new String(typed);
        }
        if (password == null) {
            throw new IllegalArgumentException("the password of " + user + " belongs into REPRISE_PASSWORD");
        }
        return DescribedApi.basic(user, password);
    }

    private static String read(String body) throws IOException {
        if (body.equals("-")) {
            return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        }
        return body.startsWith("@") ? Files.readString(Path.of(body.substring(1))) : body;
    }

    private String pretty(String text) {
        try {
            return json.writerWithDefaultPrettyPrinter().writeValueAsString(json.readTree(text));
        } catch (JsonProcessingException e) {
            // What is no JSON, CSV for instance, is shown as it is.
            return text;
        }
    }
}
